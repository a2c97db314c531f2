"""After a new first key on the ring: authenticators' secrets are sealed again under it."""

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt, encrypt

from .authenticators import SEALED


def rewrap() -> int:
    """Seal every TOTP secret and recovery seed again with the active key; returns how many. Safe to repeat."""
    done = 0
    for authenticator in Authenticator.objects.iterator():
        held = [name for name in SEALED if name in authenticator.data]
        for name in held:
            authenticator.data[name] = encrypt(decrypt(authenticator.data[name]))
        if held:
            authenticator.save(update_fields=["data"])
            done += 1
    return done
