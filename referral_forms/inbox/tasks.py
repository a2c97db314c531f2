"""Scheduled jobs of the inbox."""

from datetime import datetime, timedelta
from uuid import UUID

from vault import keys
from vault.files import storing
from vault.schedule import job

from . import alerts, documents, settling
from .models import Case

ESCALATE = "inbox.escalate"


@job(ESCALATE, every=timedelta(minutes=1))
def escalate(now: datetime) -> None:
    alerts.escalate(now)


@job("inbox.settle", every=timedelta(seconds=10))
def settle(now: datetime) -> None:
    settling.settle_new(now)


@job("inbox.sweep_keys", every=timedelta(hours=1))
def sweep_keys(now: datetime) -> None:
    """Remove the keys of submissions that were cut off before their case was stored."""
    keys.sweep(known_cases, now)


def known_cases(owners: set[UUID]) -> set[UUID]:
    return set(Case.objects.filter(pk__in=owners).values_list("pk", flat=True))


@job(documents.SCAN, every=timedelta(minutes=1))
def scan_documents(now: datetime) -> None:
    documents.scan_waiting(now)


# A file that a worker adds is held by its case until it is one of its documents.
storing.holders(known_cases)
