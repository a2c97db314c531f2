"""Drafts that somebody saves, to finish them later or on another device.

The return code opens them together with whoever saved them: the row keeps its digest, and the visitor's token sealed
under it. Neither the database nor the code alone opens anything.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from django import forms
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from design.forms import GovukForm, Look
from vault import codes, ring, sealing, throttle

from . import drafts
from .models import Draft

# 98 bits.
CODE_LENGTH, GROUP = 21, 3
TRIES, TRIES_FROM_ONE_PLACE = 10, 100
TRIES_WITHIN = timedelta(hours=1)


@dataclass(frozen=True)
class Saved:
    """What whoever saves is shown, once."""

    code: str
    until: datetime


@dataclass(frozen=True)
class Unfinished:
    """A saved draft as its owner sees it before they type the code."""

    saved_at: datetime
    until: datetime


class ReturnForm(GovukForm):
    code = forms.CharField(
        label=_("Your code"),
        help_text=_("21 letters and digits, such as K7M-4QD-…. Capital letters or small ones."),
        max_length=60,
        error_messages={"required": _("Type the code that you were shown when you saved")},
    )
    looks = {"code": Look(width=30)}

    def refuse(self) -> None:
        self.add_error("code", _("This code opens nothing. Check each letter. A code ends when its time is over."))


def save(token: str, journey: str, owner: str, keep_for: timedelta, now: datetime | None = None) -> Saved | None:
    """Keep the live draft for `owner`; a code given earlier is void. None when there is no live draft."""
    now = now or timezone.now()
    with transaction.atomic():
        row = drafts.rows_of(token, journey, now).select_for_update().first()
        if row is None or row.sent or not owner:
            return None
        code = codes.new(CODE_LENGTH)
        _lock(row, token, code)
        row.owner_digest = _digests("draft-owner", owner)[0]
        row.saved_at, row.keep_until, row.seen_at = now, now + keep_for, now
        row.save()
    return Saved(codes.grouped(code, GROUP), now + keep_for)


def open_again(typed: str, journey: str, owner: str, now: datetime | None = None) -> str | None:
    """A new token for the draft that this code and its owner open; None for any other code, owner or time.

    The token of before opens it no longer; the code does, until it is sent or its time is over.
    """
    now = now or timezone.now()
    code = codes.tidy(typed)
    with transaction.atomic():
        found = _kept(journey, owner, now).filter(return_digest__in=_digests("draft-return", code))
        row = found.select_for_update().first()
        if row is None or row.return_token is None:
            return None
        try:
            before = sealing.unseal(_key(row, code), bytes(row.return_token), f"return:{row.id}").decode()
        except (sealing.Unreadable, KeyError):
            return None
        opened = drafts.open_row(row, before)
        if opened is None:
            return None
        token = drafts.new_token()
        row.token_digest, row.ring_key, row.seen_at = drafts.digests(token)[0], ring.active().id, now
        drafts.put(row, token, {"answers": opened.answers, "owner": owner})
        _lock(row, token, code)
        row.save()
    return token


def unfinished(journey: str, owner: str, now: datetime | None = None) -> list[Unfinished]:
    """What `owner` has saved and not sent, newest first: dates only."""
    rows = _kept(journey, owner, now or timezone.now()).order_by("-saved_at")
    return [Unfinished(row.saved_at, row.keep_until) for row in rows if row.saved_at and row.keep_until]


def may_try(owner: str, origin: str) -> bool:
    """Count one try at a code, by owner and by where it came from."""
    allowed = [
        throttle.allow("return-code", owner, limit=TRIES, window=TRIES_WITHIN),
        throttle.allow("return-code-from", origin, limit=TRIES_FROM_ONE_PLACE, window=TRIES_WITHIN),
    ]
    return all(allowed)


def _kept(journey: str, owner: str, now: datetime) -> QuerySet[Draft]:
    if not owner:
        return Draft.objects.none()
    digests = _digests("draft-owner", owner)
    return Draft.objects.filter(journey=journey, owner_digest__in=digests, sent=False, keep_until__gt=now)


def _lock(row: Draft, token: str, code: str) -> None:
    row.return_digest = _digests("draft-return", code)[0]
    row.return_token = sealing.seal(_key(row, code), token.encode(), f"return:{row.id}")


def _key(row: Draft, code: str) -> bytes:
    return ring.derive("draft-return-key", ring.by_id(row.ring_key), context=f"{row.id}:{code}".encode())


def _digests(purpose: str, value: str) -> list[bytes]:
    """Under every key of the ring, active first."""
    return [hmac.digest(ring.derive(purpose, key), value.encode(), hashlib.sha256) for key in ring.ring()]
