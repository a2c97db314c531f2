"""The vault's own scheduled jobs."""

from datetime import datetime, timedelta

from . import audit, outbox, throttle
from .files import storing
from .models import Message
from .schedule import job

SENT_MAIL_KEPT = timedelta(days=30)


@job("vault.deliver", every=timedelta(seconds=5))
def deliver(now: datetime) -> None:
    outbox.deliver_due(now)


@job("vault.anchor", every=timedelta(minutes=1))
def anchor(now: datetime) -> None:
    audit.anchor_head(now)


@job("vault.sweep_counters", every=timedelta(hours=1))
def sweep_counters(now: datetime) -> None:
    throttle.sweep(now)


@job("vault.sweep_sent_mail", every=timedelta(days=1))
def sweep_sent_mail(now: datetime) -> None:
    """A row outlives its mail only so that the same one is not queued twice."""
    Message.objects.filter(sent_at__lt=now - SENT_MAIL_KEPT).delete()


@job("vault.sweep_files", every=timedelta(minutes=1))
def sweep_files(now: datetime) -> None:
    storing.sweep()


@job("vault.sweep_destroyed_files", every=timedelta(hours=1))
def sweep_destroyed_files(now: datetime) -> None:
    storing.sweep_destroyed()
