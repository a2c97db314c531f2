"""Mail and texts that must arrive: queued with the change they tell of, sent by the worker, tried again when the way
is down."""

import hashlib
import hmac
import time
from datetime import datetime, timedelta

import structlog
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from . import ring, texts
from .models import Message

log = structlog.get_logger()

# After each failure: the wait before the next try; the last one repeats for ever, because nobody else will tell.
WAITS = [timedelta(minutes=minutes) for minutes in (1, 2, 5, 15, 60)]
CLAIM = timedelta(minutes=2)
# A mail server that hangs must not hold up the other jobs of the worker: what is left goes out in the next round.
BUDGET_SECONDS = 15


def put(
    key: str,
    *,
    to: str,
    subject: str,
    body: str,
    urgent: bool = False,
    transport: str = "mail",
    now: datetime | None = None,
) -> bool:
    """Queue a mail, or a text by `transport`, inside the caller's transaction; False when that key was queued before.

    Subject and body must be neutral: they carry no name, no reference to a person, no answer.
    """
    now = now or timezone.now()
    if Message.objects.filter(key=key).exists():
        return False
    content = {"to": to, "subject": subject, "body": body, "transport": transport}
    Message.objects.create(key=key, content=content, urgent=urgent, made_at=now, next_try_at=now)
    return True


def digest(to: str) -> str:
    """Stands for an address in a key; without the ring nobody can try addresses against it."""
    return hmac.new(ring.derive("outbox"), to.encode(), hashlib.sha256).hexdigest()[:32]


def take_back(beginning: str) -> int:
    """Forget every message not yet sent whose key begins so; returns how many."""
    return Message.objects.filter(key__startswith=beginning, sent_at=None).delete()[0]


def deliver_due(now: datetime | None = None, limit: int = 100) -> int:
    """Send what is due, urgent first; returns how many went out. Several workers may run it at once."""
    now = now or timezone.now()
    sent = 0
    due = Message.objects.filter(next_try_at__lte=now).order_by("-urgent", "next_try_at")
    give_up_at = time.monotonic() + BUDGET_SECONDS
    for message in due[:limit]:
        if time.monotonic() > give_up_at:
            break
        # Whoever moves the time first has the message; a killed worker's claim runs out.
        claimed = Message.objects.filter(id=message.id, next_try_at=message.next_try_at)
        if claimed.update(next_try_at=now + CLAIM, attempts=F("attempts") + 1):
            message.refresh_from_db()
            sent += _deliver(message, now)
    return sent


def _deliver(message: Message, now: datetime) -> bool:
    try:
        content = message.content
        if content.get("transport") == "text":
            texts.send(content["to"], content["body"])
        else:
            EmailMessage(content["subject"], content["body"], to=[content["to"]]).send()
    except Exception as error:  # any fault of mail, network or provider: the message stays
        wait = WAITS[min(message.attempts, len(WAITS)) - 1]
        message.next_try_at, message.last_fault = now + wait, type(error).__name__
        message.save(update_fields=["next_try_at", "last_fault"])
        log.warning("mail_not_sent", message=str(message.id), attempts=message.attempts, fault=message.last_fault)
        return False
    with transaction.atomic():
        message.content, message.next_try_at, message.sent_at, message.last_fault = None, None, now, ""
        message.save(update_fields=["content", "next_try_at", "sent_at", "last_fault"])
    return True


def waiting_since(now: datetime | None = None) -> timedelta:
    """How long the oldest unsent message has waited; zero when nothing waits."""
    oldest = Message.objects.filter(sent_at=None).order_by("made_at").first()
    return (now or timezone.now()) - oldest.made_at if oldest else timedelta()
