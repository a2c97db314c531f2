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
from django.db.models import QuerySet
from django.utils import timezone

from vault import ring, sealing

from .models import Draft

IDLE = timedelta(minutes=20)
WARN_AFTER = timedelta(minutes=15)
TOKEN_BYTES = 32

Answers = dict[str, Any]


@dataclass(frozen=True)
class Opened:
    """A live draft: its answers, or the receipt that sending left."""

    id: UUID
    answers: Answers
    receipt: Answers | None = None


def new_token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


def begin(token: str, journey: str, answers: Answers, now: datetime | None = None) -> None:
    """Start afresh: whatever this visitor had begun or sent in this journey is replaced."""
    drop(token, journey)
    row = Draft(
        id=uuid4(),
        token_digest=_digests(token)[0],
        journey=journey,
        ring_key=ring.active().id,
        seen_at=now or timezone.now(),
    )
    _put(row, token, {"answers": answers})
    row.save(force_insert=True)


def read(token: str, journey: str, now: datetime | None = None) -> Opened | None:
    """The live draft, or None when there is none, it idled out, or it cannot be opened."""
    row = _rows(token, journey, now).first()
    return _open(row, token) if row else None


def change(token: str, journey: str, update: Callable[[Answers], None], now: datetime | None = None) -> Opened | None:
    """Apply `update` to the answers under a lock, so that two tabs lose nothing of each other's."""
    with transaction.atomic():
        row = _rows(token, journey, now).select_for_update().first()
        opened = _open(row, token) if row else None
        if row is None or opened is None or opened.receipt:
            return opened
        update(opened.answers)
        _put(row, token, {"answers": opened.answers})
        row.seen_at = now or timezone.now()
        row.save(update_fields=["content", "seen_at"])
        return opened


def touch(token: str, journey: str, now: datetime | None = None) -> bool:
    """Keep the draft for another idle time; False when it has gone."""
    return bool(_rows(token, journey, now).update(seen_at=now or timezone.now()))


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
        row = _rows(token, journey, now).select_for_update().first()
        opened = _open(row, token) if row else None
        if row is None or opened is None or opened.receipt:
            return opened

        def close(receipt: Answers) -> None:
            _put(row, token, {"receipt": receipt})
            row.sent, row.seen_at = True, now or timezone.now()
            row.save(update_fields=["content", "sent", "seen_at"])

        deliver(row.id, opened.answers, close)
        return _open(row, token)


def drop(token: str, journey: str | None = None) -> None:
    """Forget what this visitor has begun, in one journey or in all."""
    rows = Draft.objects.filter(token_digest__in=_digests(token))
    (rows.filter(journey=journey) if journey else rows).delete()


def alive(ids: set[UUID]) -> set[UUID]:
    """Which of these drafts still exist."""
    return set(Draft.objects.filter(pk__in=ids).values_list("pk", flat=True))


def sweep(now: datetime | None = None) -> int:
    """Delete every draft and receipt that idled out; returns how many."""
    return Draft.objects.filter(seen_at__lte=(now or timezone.now()) - IDLE).delete()[0]


def _rows(token: str, journey: str, now: datetime | None) -> QuerySet[Draft]:
    alive_after = (now or timezone.now()) - IDLE
    return Draft.objects.filter(token_digest__in=_digests(token), journey=journey, seen_at__gt=alive_after)


def _digests(token: str) -> list[bytes]:
    """The token's digest under every key of the ring, active first."""
    return [hmac.digest(ring.derive("visit", key), token.encode(), hashlib.sha256) for key in ring.ring()]


def _key(row: Draft, token: str) -> bytes:
    return ring.derive("draft", ring.by_id(row.ring_key), context=f"{row.id}:{token}".encode())


def _put(row: Draft, token: str, content: Answers) -> None:
    row.content = sealing.seal(_key(row, token), sealing.dump(content), f"draft:{row.id}")


def _open(row: Draft, token: str) -> Opened | None:
    try:
        content = sealing.load(sealing.unseal(_key(row, token), bytes(row.content), f"draft:{row.id}"))
    except (sealing.Unreadable, KeyError):
        return None
    return Opened(row.id, content.get("answers", {}), content.get("receipt"))
