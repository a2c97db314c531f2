"""Sealed drafts: begun with a cookie, kept for twenty idle minutes, gone on Exit or after sending.

A draft's key is derived from the ring and the cookie's token; neither alone opens it.
"""

import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from vault import ring, sealing

from .models import Draft

IDLE = timedelta(minutes=20)
# So long before the answers go, somebody is asked whether they are still there.
WARNING = timedelta(minutes=5)
TOKEN_BYTES = 32
# What a row holds only while it is saved (`journeys.saving`).
SAVED = ("return_digest", "return_token", "owner_digest", "saved_at", "keep_until")

Answers = dict[str, Any]
# By journey, where it is not the usual time.
_idle: dict[str, timedelta] = {}


def keep_for(journey: str, idle: timedelta) -> None:
    """How long this journey's drafts live untouched."""
    _idle[journey] = idle


def idle_of(journey: str) -> timedelta:
    return _idle.get(journey, IDLE)


@dataclass(frozen=True)
class Opened:
    """A live draft: its answers, or the receipt that sending left, and whose it is (`Journey.owner_of`)."""

    id: UUID
    answers: Answers
    receipt: Answers | None = None
    owner: str = ""


def new_token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


def begin(token: str, journey: str, answers: Answers, now: datetime | None = None, *, owner: str = "") -> None:
    """Start afresh: whatever this visitor had begun or sent in this journey is replaced."""
    drop(token, journey)
    row = Draft(
        id=uuid4(),
        token_digest=digests(token)[0],
        journey=journey,
        ring_key=ring.active().id,
        seen_at=now or timezone.now(),
    )
    put(row, token, {"answers": answers, "owner": owner})
    row.save(force_insert=True)


def read(token: str, journey: str, now: datetime | None = None) -> Opened | None:
    """The live draft, or None when there is none, it idled out, or it cannot be opened."""
    row = rows_of(token, journey, now).first()
    return open_row(row, token) if row else None


def change(token: str, journey: str, update: Callable[[Answers], None], now: datetime | None = None) -> Opened | None:
    """Apply `update` to the answers under a lock, so that two tabs lose nothing of each other's."""
    with transaction.atomic():
        row = rows_of(token, journey, now).select_for_update().first()
        opened = open_row(row, token) if row else None
        if row is None or opened is None or opened.receipt:
            return opened
        update(opened.answers)
        put(row, token, {"answers": opened.answers, "owner": opened.owner})
        row.seen_at = now or timezone.now()
        row.save(update_fields=["content", "seen_at"])
        return opened


def touch(token: str, journey: str, now: datetime | None = None) -> bool:
    """Keep the draft for another idle time; False when it has gone."""
    return bool(rows_of(token, journey, now).update(seen_at=now or timezone.now()))


def send(
    token: str,
    journey: str,
    deliver: Callable[[UUID, Answers, Callable[[Answers], None]], None],
    now: datetime | None = None,
) -> Opened | None:
    """Turn answers into a receipt, once: `deliver(draft_id, answers, close)` stores them for good.

    It calls `close(receipt)` before its last statement. All of it is one transaction: after a crash at
    any point either nothing has happened, or sending again gives the same receipt.
    """
    with transaction.atomic():
        row = rows_of(token, journey, now).select_for_update().first()
        opened = open_row(row, token) if row else None
        if row is None or opened is None or opened.receipt:
            return opened

        def close(receipt: Answers) -> None:
            put(row, token, {"receipt": receipt, "owner": opened.owner})
            row.sent, row.seen_at = True, now or timezone.now()
            # What was sent is no draft to come back to: its return code opens nothing any more.
            row.return_digest = row.return_token = row.owner_digest = row.saved_at = row.keep_until = None
            row.save(update_fields=["content", "sent", "seen_at", *SAVED])

        deliver(row.id, opened.answers, close)
        return open_row(row, token)


def drop(token: str, journey: str | None = None) -> None:
    """Forget what this visitor has begun, in one journey or in all; what they saved opens with its code only."""
    rows = Draft.objects.filter(token_digest__in=digests(token))
    rows = rows.filter(journey=journey) if journey else rows
    saved = Q(keep_until__gt=timezone.now())
    rows.exclude(saved).delete()
    for draft_id in rows.filter(saved).values_list("pk", flat=True):
        Draft.objects.filter(pk=draft_id).update(token_digest=secrets.token_bytes(32))


def alive(ids: set[UUID]) -> set[UUID]:
    """Which of these drafts still exist."""
    return set(Draft.objects.filter(pk__in=ids).values_list("pk", flat=True))


def sweep(now: datetime | None = None) -> int:
    """Delete every draft and receipt that idled out, and what was saved when its time is over; returns how many."""
    now = now or timezone.now()
    gone = Q(seen_at__lte=now - IDLE) & ~Q(journey__in=_idle)
    for journey, idle in _idle.items():
        gone |= Q(seen_at__lte=now - idle, journey=journey)
    return Draft.objects.filter(gone).exclude(keep_until__gt=now).delete()[0]


def rows_of(token: str, journey: str, now: datetime | None) -> QuerySet[Draft]:
    alive_after = (now or timezone.now()) - idle_of(journey)
    return Draft.objects.filter(token_digest__in=digests(token), journey=journey, seen_at__gt=alive_after)


def digests(token: str) -> list[bytes]:
    """The token's digest under every key of the ring, active first."""
    return [hmac.digest(ring.derive("visit", key), token.encode(), hashlib.sha256) for key in ring.ring()]


def _key(row: Draft, token: str) -> bytes:
    return ring.derive("draft", ring.by_id(row.ring_key), context=f"{row.id}:{token}".encode())


def put(row: Draft, token: str, content: Answers) -> None:
    row.content = sealing.seal(_key(row, token), sealing.dump(content), f"draft:{row.id}")


def open_row(row: Draft, token: str) -> Opened | None:
    try:
        content = sealing.load(sealing.unseal(_key(row, token), bytes(row.content), f"draft:{row.id}"))
    except (sealing.Unreadable, KeyError):
        return None
    return Opened(row.id, content.get("answers", {}), content.get("receipt"), content.get("owner", ""))
