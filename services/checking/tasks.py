from datetime import datetime, timedelta

from services.proposals import actions
from vault.schedule import job

from . import reminders


@job("services.remind_keepers", every=timedelta(days=1))
def remind_keepers(now: datetime) -> None:
    # First: whoever is written to again today has had their two weeks.
    reminders.tell_editors(now)
    reminders.remind_keepers(now)


@job("services.sweep_proposals", every=timedelta(days=1))
def sweep_proposals(now: datetime) -> None:
    actions.sweep(now)
