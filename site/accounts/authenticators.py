"""Secrets of second steps, sealed to the row they stand in: copied to somebody else's, they open nothing.

allauth seals and opens a text without saying whose it is. So what it seals is bound to its row when the row is
saved (the owner stands before the envelope and is authenticated with it), and a row that is read with an envelope
of another owner is read without it.
"""

import base64
from typing import Any

from allauth.mfa.models import Authenticator

from vault import sealing

PLACE = "accounts.authenticator"
SEALED = ("secret", "seed")


def seal(text: str, owner: str = "") -> str:
    """An envelope, `owner.base64`; without an owner it is not bound yet, and never comes to rest like that."""
    sealed = base64.b64encode(sealing.seal_with_ring(text.encode(), f"{PLACE}:{owner}")).decode()
    return f"{owner}.{sealed}"


def unseal(envelope: str) -> str:
    owner, _, sealed = envelope.rpartition(".")
    return sealing.unseal_with_ring(base64.b64decode(sealed), f"{PLACE}:{owner}").decode()


def owner_of(row: Authenticator) -> str:
    return f"{row.type}:{row.user_id}"


def _held(row: Authenticator) -> list[str]:
    return [name for name in SEALED if name in row.data]


def bind(instance: Authenticator, **_: Any) -> None:
    """Before a row is saved."""
    for name in _held(instance):
        if instance.data[name].startswith("."):
            instance.data[name] = seal(unseal(instance.data[name]), owner_of(instance))


def refuse_others(instance: Authenticator, **_: Any) -> None:
    """After a row was read. An empty envelope raises Unreadable when somebody tries to use it."""
    if instance.pk is None or "data" not in instance.__dict__:
        return
    # Codes taken over from another system: there are none here, and nothing binds them to a row.
    instance.data.pop("migrated_codes", None)
    for name in _held(instance):
        if not str(instance.data[name]).startswith(f"{owner_of(instance)}."):
            instance.data[name] = ""
