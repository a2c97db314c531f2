"""The audit chain: append-only, each line sealed over the one before.

Details hold keys and codes, never words of or about a person: the chain outlives every case.
"""

import hashlib
import hmac
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import structlog
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection, transaction
from django.utils import timezone

from . import ring
from .models import Event

log = structlog.get_logger()

# Any number that nothing else in the database locks.
ADVISORY_LOCK = 7_201_610
FIRST_SEAL = b"\x00" * 32
ANCHOR_NAME = re.compile(r"-(\d{10,})(?:_\w+)?\.json\Z")


def record(
    action: str,
    *,
    actor: UUID | None,
    subject: UUID | None = None,
    detail: dict[str, Any] | None = None,
    now: datetime | None = None,
) -> Event:
    """Append a line. The last statement of a transaction: its lock is held until the commit."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ADVISORY_LOCK])
        last = Event.objects.order_by("-sequence").first()
        key = ring.active()
        event = Event(
            sequence=last.sequence + 1 if last else 1,
            at=now or timezone.now(),
            actor=actor,
            action=action,
            subject=subject,
            detail=detail or {},
            ring_key=key.id,
        )
        event.seal = line_seal(event, bytes(last.seal) if last else FIRST_SEAL)
        event.save(force_insert=True)
    return event


def line_seal(event: Event, previous: bytes) -> bytes:
    fields = [
        event.sequence,
        event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        str(event.actor),
        event.action,
        str(event.subject),
        event.detail,
        event.ring_key,
    ]
    text = json.dumps(fields, ensure_ascii=False, sort_keys=True).encode()
    return hmac.digest(ring.derive("audit", ring.by_id(event.ring_key)), previous + text, hashlib.sha256)


@dataclass(frozen=True)
class Fault:
    """Something wrong with the chain at a line.

    kind: `changed`; `missing`; `cut` (the end is gone); `no_key` (its key has left the ring, so nobody can tell);
    `anchor` (what is stored of that line outside the database is not signed by us).
    """

    sequence: int
    kind: str


def verify() -> Iterator[Fault]:
    """Every fault of the chain, first to last, then what the anchors know of its end."""
    expected, previous = 1, FIRST_SEAL
    anchors = defaultdict[int, set[bytes]](set)
    for anchor in anchored_heads():
        if anchor.seal is None:
            yield Fault(anchor.sequence, "anchor")
        else:
            anchors[anchor.sequence].add(anchor.seal)
    for event in Event.objects.order_by("sequence").iterator(chunk_size=2000):
        if event.sequence != expected:
            yield Fault(expected, "missing")
        elif fault := _fault(event, previous, anchors):
            yield Fault(event.sequence, fault)
        previous, expected = bytes(event.seal), event.sequence + 1
    head = max(anchors, default=0)
    if head >= expected:
        yield Fault(expected, "cut")


def _fault(event: Event, previous: bytes, anchors: Mapping[int, set[bytes]]) -> str:
    seal = bytes(event.seal)
    try:
        sound = hmac.compare_digest(line_seal(event, previous), seal)
    except KeyError:
        return "no_key"
    return "" if sound and anchors.get(event.sequence, {seal}) == {seal} else "changed"


@dataclass(frozen=True)
class Anchor:
    """A head of the chain, stored outside the database; without a seal when its signature is not ours."""

    sequence: int
    seal: bytes | None


def _signature(sequence: int, seal: str, key: ring.RingKey) -> str:
    return hmac.new(ring.derive("anchor", key), f"{sequence}:{seal}".encode(), hashlib.sha256).hexdigest()


def _anchor_names() -> list[str]:
    """First to last by the line they hold, which stands in the name: none has to be opened for it."""
    storage = storages["anchors"]
    return sorted(storage.listdir("")[1], key=_sequence_of) if storage.exists("") else []


def _sequence_of(name: str) -> int:
    found = ANCHOR_NAME.search(name)
    return int(found[1]) if found else 0


def _read_anchor(name: str) -> Anchor:
    with storages["anchors"].open(name) as file:
        content = file.read()
    try:
        anchor = json.loads(content)
        sequence, seal, signature = int(anchor["sequence"]), str(anchor["seal"]), str(anchor["signature"])
        ours = any(hmac.compare_digest(_signature(sequence, seal, key), signature) for key in ring.ring())
        return Anchor(sequence, bytes.fromhex(seal) if ours else None)
    except (ValueError, KeyError, TypeError):
        return Anchor(_sequence_of(name), None)


def anchored_heads() -> Iterator[Anchor]:
    """Each head that was stored outside the database."""
    return map(_read_anchor, _anchor_names())


def anchor_head(now: datetime | None = None) -> bool:
    """Store the signed head of the chain, one file each; False when there is nothing new, or the chain is refused.

    A chain that does not hold its last anchor is never anchored: that would hide that it was cut or changed.
    """
    newest = next((_read_anchor(name) for name in _anchor_names()[-1:]), None)
    if newest and not _holds(newest):
        log.error("audit_chain_not_anchored", sequence=newest.sequence)
        return False
    last = Event.objects.order_by("-sequence").first()
    if last is None or (newest and last.sequence == newest.sequence):
        return False
    seal = bytes(last.seal).hex()
    content = {"sequence": last.sequence, "seal": seal, "signature": _signature(last.sequence, seal, ring.active())}
    name = f"{(now or timezone.now()).astimezone(UTC):%Y-%m-%dT%H%M%S}-{last.sequence:010}.json"
    storages["anchors"].save(name, ContentFile(json.dumps(content).encode()))
    return True


def _holds(anchor: Anchor) -> bool:
    seal = Event.objects.filter(sequence=anchor.sequence).values_list("seal", flat=True).first()
    return seal is not None and anchor.seal is not None and hmac.compare_digest(bytes(seal), anchor.seal)
