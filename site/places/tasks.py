"""Scheduled jobs."""

from datetime import date, datetime, timedelta

import structlog

from vault.schedule import job

from . import hours

WARN_BEFORE = timedelta(days=120)
log = structlog.get_logger()


class BankHolidaysEnding(RuntimeError):
    """The package govuk-bank-holidays must be updated: soon no deadline can be told any more."""


@job("places.bank_holidays", every=timedelta(days=1))
def watch_bank_holidays(now: datetime) -> None:
    """Fails, and so shows among the failing jobs, from 120 days before the last known day on."""
    today: date = now.astimezone(hours.LONDON).date()
    if today > hours.known_until() - WARN_BEFORE:
        raise BankHolidaysEnding(f"Bank holidays are known until {hours.known_until()} only.")
