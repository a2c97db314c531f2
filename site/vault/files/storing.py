"""Sealed blobs in the storage "uploads", and whose each one is.

A blob is noted before it is stored, so that none lies there that nobody knows of. Until it is claimed it belongs to a
draft; whoever keeps drafts says which of them still live, and the blobs of the others are deleted.
"""

import io
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from uuid import UUID

import structlog
from django.core.files.base import File
from django.core.files.storage import storages
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from vault.keys import ALIAS, MOST_ORPHANS, Implausible
from vault.models import Blob, DataKey

from .faults import NOT_KEPT, Refused
from .sealed import CHUNK, Reader, Scratch

log = structlog.get_logger()

STORAGE = "uploads"
Alive = Callable[[set[UUID]], set[UUID]]

_alive: list[Alive] = []


def holders(alive: Alive) -> Alive:
    """Register who knows drafts that hold files: given ids, it answers those that still live."""
    if alive not in _alive:
        _alive.append(alive)
    return alive


def keep(scratch: Scratch, holder: UUID, now: datetime | None = None) -> str:
    """Store a sealed file for a draft, or for whatever `holder` is the id of; returns its name in the storage.

    Call outside of a transaction: undone, it would leave a file that nobody knows of. Raises Refused when the storage
    is away.
    """
    name = f"{scratch.file_id[:2]}/{scratch.file_id}"
    Blob.objects.create(name=name, holder=holder, made_at=now or timezone.now())
    scratch.file.seek(0)
    try:
        saved = storages[STORAGE].save(name, File(scratch.file))
    except Exception as error:  # any storage, with any fault; what it may have kept of the file is swept
        Blob.objects.filter(name=name).update(unwanted=True)
        log.error("blob_not_stored", fault=type(error).__name__)
        raise Refused(NOT_KEPT) from error
    if saved != name:
        Blob.objects.filter(name=name).update(name=saved)
    return saved


@contextmanager
def opened(name: str, key: bytes, file_id: str) -> Iterator[io.BufferedReader]:
    """The plain content, at any place in it. Raises Unreadable, or OSError when it is not there."""
    with storages[STORAGE].open(name) as source:
        yield io.BufferedReader(Reader(source, key, file_id), CHUNK)


def claim(names: Iterable[str], owner: UUID) -> None:
    """The blobs belong to a case from now on. In the transaction that stores their manifests."""
    Blob.objects.filter(name__in=list(names)).update(holder=owner, claimed=True)


def discard(names: Iterable[str]) -> None:
    """Delete blobs once the transaction is through; what the storage does not delete then, the sweeper tries again."""
    unwanted = list(names)
    Blob.objects.filter(name__in=unwanted).update(unwanted=True)
    transaction.on_commit(partial(_delete_all, unwanted))


def _delete_all(names: Iterable[str]) -> int:
    return sum(_delete(name) for name in names)


def _delete(name: str) -> bool:
    try:
        storages[STORAGE].delete(name)
    except Exception as error:  # any storage, with any fault
        log.error("blob_not_deleted", fault=type(error).__name__)
        return False
    Blob.objects.filter(name=name).delete()
    return True


def sweep() -> int:
    """Delete what is not wanted any more and what drafts left behind; returns how many."""
    done = _delete_all(list(Blob.objects.filter(unwanted=True).values_list("name", flat=True)[:500]))
    left = Blob.objects.filter(claimed=False, unwanted=False)
    for page in _pages(left):
        known = {holder for alive in _alive for holder in alive(page)}
        done += _delete_all(list(left.filter(holder__in=page - known).values_list("name", flat=True)))
    return done


def sweep_destroyed() -> int:
    """Delete the blobs of cases whose key was destroyed: nobody can open them; returns how many.

    Raises Implausible before anything is deleted when so many keys are missing that the fault must lie elsewhere.
    """
    claimed = Blob.objects.filter(claimed=True, unwanted=False)
    keys = DataKey.objects.using(ALIAS)
    gone: set[UUID] = set()
    for page in _pages(claimed):
        gone |= page - set(keys.filter(owner__in=page).values_list("owner", flat=True))
    if not gone:
        return 0
    if len(gone) > MOST_ORPHANS or not keys.exists():
        log.error("blobs_not_swept", owners=len(gone))
        raise Implausible
    return _delete_all(list(claimed.filter(holder__in=gone).values_list("name", flat=True)))


def _pages(blobs: QuerySet[Blob]) -> Iterator[set[UUID]]:
    """The holders, five hundred at a time."""
    last = UUID(int=0)
    held = blobs.order_by("holder").values_list("holder", flat=True).distinct()
    while page := list(held.filter(holder__gt=last)[:500]):
        yield set(page)
        last = page[-1]
