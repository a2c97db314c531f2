"""Jobs: what finding reads is made again every day, and after changes too large for a web page."""

from datetime import datetime, timedelta

from django_tasks import task

from services import listing
from vault.schedule import job

POINTS_AT_ONCE = 1000


@task()
def refresh_listing(points: list[int]) -> None:
    """After a change that many access points show; may run twice."""
    listing.refresh(points)


@job("services.listing", every=timedelta(days=1))
def renew_listing(now: datetime) -> None:
    """The opening times of the coming days; and whatever was written past the signals. Unchanged rows stay."""
    listing.rebuild(now=now)
