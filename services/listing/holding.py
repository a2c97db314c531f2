"""When rows are made again: at once, or together at the end of a block."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction

from .making import refresh

_waiting: ContextVar[set[int] | None] = ContextVar("listing_waiting", default=None)


def changed(points: Iterable[int]) -> None:
    """These access points changed, or what they are shown with did: make their rows again."""
    waiting = _waiting.get()
    if waiting is None:
        refresh(points)
    else:
        waiting.update(points)


@contextmanager
def held() -> Iterator[None]:
    """Collect changes and make the rows once, in batches, when the block ends well. Blocks may stand in each other."""
    if _waiting.get() is not None:
        yield
        return
    waiting: set[int] = set()
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
    with transaction.atomic():
        refresh(sorted(waiting))
