"""Data keys: one for each owner, wrapped by the ring, in a database of their own.

Deleting the row is the destruction of everything sealed with it, here and in every copy.
"""

import os
import threading
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from django.apps import apps
from django.core.signals import request_started
from django.utils import timezone

from . import ring, sealing

log = structlog.get_logger()

ALIAS = "keys"

# Sooner its owner may still be on the way; later it is no cut-off submission but a database that lost its owners.
SWEPT_FROM, SWEPT_UNTIL = timedelta(hours=1), timedelta(hours=24)
# Far more submissions than can be cut off in a day.
MOST_ORPHANS = 50

# Keys opened during this request, one set a thread: another thread's request must not empty it midway.
_KEPT = 256


class _Opened(threading.local):
    def __init__(self) -> None:
        self.keys: dict[UUID, bytes] = {}


_opened = _Opened()


class Destroyed(sealing.Unreadable):
    """The key was deleted: nothing sealed with it can be read again."""


class Implausible(Exception):
    """So many keys have lost their owner that the fault must lie elsewhere: nothing was destroyed."""


def _rows(model: str = "DataKey") -> Any:
    # By name: the models' own fields are built on this module.
    return apps.get_model("vault", model).objects.using(ALIAS)


def _place(owner: UUID) -> str:
    return f"data-key:{owner}"


def create(owner: UUID) -> None:
    """Make the owner's key. It commits at once, before what will be sealed with it."""
    key = ring.active()
    wrapped = sealing.seal(ring.derive("wrap", key), os.urandom(ring.KEY_BYTES), _place(owner))
    _rows().create(owner=owner, ring_key=key.id, wrapped=wrapped, made_at=timezone.now())


def data_key(owner: UUID) -> bytes:
    """The owner's 32-byte key. Raises Destroyed when it is gone."""
    if owner not in _opened.keys:
        row = _rows().filter(owner=owner).first()
        if row is None:
            raise Destroyed(str(owner))
        _keep(owner, _unwrap(row))
    return _opened.keys[owner]


def _keep(owner: UUID, key: bytes) -> None:
    if len(_opened.keys) >= _KEPT:
        forget()
    _opened.keys[owner] = key


def _unwrap(row: Any) -> bytes:
    wrapping = ring.derive("wrap", ring.by_id(row.ring_key))
    return sealing.unseal(wrapping, bytes(row.wrapped), _place(row.owner))


def destroy(owner: UUID) -> None:
    """Delete the key and everything by which the owner could be looked up."""
    _rows("BlindEntry").filter(owner=owner).delete()
    _rows().filter(owner=owner).delete()
    _opened.keys.pop(owner, None)


def rewrap() -> int:
    """Wrap every key that an older ring key holds with the active one; returns how many.

    Content is not touched. Safe to stop and start again.
    """
    active = ring.active()
    done = 0
    for row in _rows().exclude(ring_key=active.id).iterator():
        row.wrapped = sealing.seal(ring.derive("wrap", active), _unwrap(row), _place(row.owner))
        row.ring_key = active.id
        row.save(update_fields=["wrapped", "ring_key"])
        done += 1
    return done


def sweep(known: Callable[[set[UUID]], set[UUID]], now: datetime) -> int:
    """Destroy young keys whose owner is not `known`; returns how many.

    A key is stored before its owner; a process killed in between leaves such an orphan. Raises Implausible
    before anything is destroyed when the database of the owners looks empty, older or another one.
    """
    young = _rows().filter(made_at__lt=now - SWEPT_FROM, made_at__gte=now - SWEPT_UNTIL)
    orphans = [owner for page in _pages(young) for owner in page - known(page)]
    if not orphans:
        return 0
    nobody = not any(known(page) for page in _pages(_rows()))
    if nobody or len(orphans) > MOST_ORPHANS:
        log.error("keys_not_swept", orphans=len(orphans), no_owner_at_all=nobody)
        raise Implausible
    for owner in orphans:
        destroy(owner)
    return len(orphans)


def _pages(rows: Any) -> Iterator[set[UUID]]:
    last = UUID(int=0)
    while page := list(rows.filter(owner__gt=last).order_by("owner").values_list("owner", flat=True)[:500]):
        yield set(page)
        last = page[-1]


def preload(owners: Iterable[UUID]) -> None:
    """Open many keys with one query, before a list shows a sealed field of each."""
    for row in _rows().filter(owner__in=[owner for owner in owners if owner not in _opened.keys]):
        _keep(row.owner, _unwrap(row))


def forget(**_: object) -> None:
    """Drop the keys opened so far: at every request and every round of the worker."""
    _opened.keys.clear()


request_started.connect(forget, dispatch_uid="vault.keys.forget")
