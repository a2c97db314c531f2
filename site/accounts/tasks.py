"""Scheduled jobs about access."""

from datetime import datetime, timedelta

from vault.schedule import job

from . import actions, lockout


@job("accounts.end_expired", every=timedelta(minutes=5))
def end_expired(now: datetime) -> None:
    actions.end_expired(now)


@job("accounts.sweep_locks", every=timedelta(hours=1))
def sweep_locks(now: datetime) -> None:
    lockout.sweep(now)
