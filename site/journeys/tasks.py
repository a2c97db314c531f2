"""Scheduled jobs of the journeys."""

from datetime import datetime, timedelta

from vault.files import storing
from vault.schedule import job

from . import drafts

storing.holders(drafts.alive)


@job("journeys.sweep", every=timedelta(minutes=1))
def sweep(now: datetime) -> None:
    drafts.sweep(now)
