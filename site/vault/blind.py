"""Finding a sealed value without opening any: keyed digests of its normal form."""

import hashlib
import hmac
import unicodedata
from collections.abc import Iterable
from uuid import UUID

from . import ring
from .keys import ALIAS
from .models import BlindEntry


def normal(value: str) -> str:
    """Letters and digits only, case and accents folded, so that two spellings of one value agree."""
    decomposed = unicodedata.normalize("NFKD", value).casefold()
    return "".join(char for char in decomposed if char.isalnum())


def digests(purpose: str, value: str) -> list[bytes]:
    """The digest under every key of the ring, active first."""
    text = normal(value).encode()
    return [hmac.digest(ring.derive(f"blind:{purpose}", key), text, hashlib.sha256) for key in ring.ring()]


def add(owner: UUID, values: Iterable[tuple[str, str]]) -> None:
    """Make (purpose, value) pairs of one owner findable; empty values are passed over."""
    BlindEntry.objects.using(ALIAS).bulk_create(
        BlindEntry(purpose=purpose, digest=digests(purpose, value)[0], owner=owner)
        for purpose, value in values
        if normal(value)
    )


def find(purpose: str, value: str) -> set[UUID]:
    """Owners of that value. Give the result to a permission check before showing any of it."""
    if not normal(value):
        return set()
    entries = BlindEntry.objects.using(ALIAS).filter(purpose=purpose, digest__in=digests(purpose, value))
    return set(entries.values_list("owner", flat=True))
