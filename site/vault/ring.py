"""The key ring: secrets that live outside every database.

`KEY_RING` is `id:hex,id:hex`, 32 bytes each, the active key first. After `rewrap_keys` no content needs an
older key; but it stays on the ring as long as cases indexed with it must be found, and lines of the audit
chain sealed with it verified.
"""

from dataclasses import dataclass
from functools import lru_cache

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

KEY_BYTES = 32


@dataclass(frozen=True)
class RingKey:
    id: str
    secret: bytes


@lru_cache(maxsize=4)
def parse(text: str) -> tuple[RingKey, ...]:
    """The keys of a `KEY_RING`, active first.

    Raises ImproperlyConfigured for anything but distinct ids with 32 bytes each.
    """
    keys = []
    for part in text.split(","):
        key_id, _, value = part.strip().partition(":")
        try:
            secret = bytes.fromhex(value)
        except ValueError:
            secret = b""
        if not key_id.isalnum() or len(key_id) > 20 or len(secret) != KEY_BYTES:
            raise ImproperlyConfigured("KEY_RING must be `id:64 hex digits`, several separated by commas.")
        keys.append(RingKey(key_id, secret))
    if len({key.id for key in keys}) != len(keys):
        raise ImproperlyConfigured("KEY_RING names one id twice.")
    return tuple(keys)


def ring() -> tuple[RingKey, ...]:
    return parse(settings.KEY_RING)


def active() -> RingKey:
    return ring()[0]


def by_id(key_id: str) -> RingKey:
    """The key of that id; KeyError when it is no longer on the ring."""
    for key in ring():
        if key.id == key_id:
            return key
    raise KeyError(key_id)


def derive(purpose: str, key: RingKey | None = None, context: bytes = b"") -> bytes:
    """A 32-byte key for one purpose, from one key of the ring (the active one unless named)."""
    material = (key or active()).secret + context
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=f"waymark:{purpose}".encode()).derive(material)
