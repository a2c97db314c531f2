"""AES-256-GCM, bound to the place where the sealed value stands.

A sealed value copied to another row or field does not open: the place is authenticated with it.
Envelope of a ring-sealed value: 0x02, length of the key id, key id, then nonce and ciphertext.
Envelope under a given key: 0x01, then nonce and ciphertext.
"""

import json
import os
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from . import ring

NONCE_BYTES = 12
UNDER_KEY, UNDER_RING = b"\x01", b"\x02"


class Unreadable(Exception):
    """A sealed value that cannot be opened: changed, moved, or its key is gone."""


def seal(key: bytes, plain: bytes, place: str) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return UNDER_KEY + nonce + AESGCM(key).encrypt(nonce, plain, place.encode())


def unseal(key: bytes, sealed: bytes, place: str) -> bytes:
    """The plain bytes; Unreadable when key, place or content do not fit."""
    if sealed[:1] != UNDER_KEY:
        raise Unreadable("not an envelope under a key")
    nonce, body = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
    try:
        return AESGCM(key).decrypt(nonce, body, place.encode())
    except (InvalidTag, ValueError) as error:
        raise Unreadable(place) from error


def seal_with_ring(plain: bytes, place: str) -> bytes:
    key = ring.active()
    key_id = key.id.encode()
    return UNDER_RING + bytes([len(key_id)]) + key_id + seal(ring.derive(place, key), plain, place)


def unseal_with_ring(sealed: bytes, place: str) -> bytes:
    """The plain bytes; Unreadable also when the ring no longer holds the key."""
    if sealed[:1] != UNDER_RING or len(sealed) < 2:
        raise Unreadable("not an envelope under the ring")
    end = 2 + sealed[1]
    try:
        key = ring.by_id(sealed[2:end].decode())
    except (KeyError, UnicodeDecodeError) as error:
        raise Unreadable(place) from error
    return unseal(ring.derive(place, key), sealed[end:], place)


def dump(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def load(plain: bytes) -> Any:
    return json.loads(plain)
