"""Guessing stops here: wrong passwords and wrong codes are counted together, for all processes at once.

Every try is taken before it is checked (one atomic statement), so that a hundred tries at the same moment
get no further than a hundred in a row. An address without an account is treated exactly the same.
"""

import hashlib
import hmac
from datetime import datetime, timedelta

from django.utils import timezone

from vault import ring, throttle

from .models import Lock

FAILURES = 6
LOCKED_FOR = timedelta(minutes=30)
NETWORK_FAILURES, NETWORK_WINDOW = 60, timedelta(hours=1)


def _key(email: str) -> str:
    return hmac.new(ring.derive("sign-in-lock"), email.strip().lower().encode(), hashlib.sha256).hexdigest()


def locked_until(email: str, now: datetime | None = None) -> datetime | None:
    """When signing in with that address is possible again; None when it is possible now."""
    lock = Lock.objects.filter(key=_key(email), until__gt=now or timezone.now()).first()
    return lock.until if lock else None


def network_is_tired(network: str, now: datetime | None = None) -> bool:
    """Whether too many tries from one network address went wrong within the hour."""
    return throttle.count("sign-in-network", network, now) >= NETWORK_FAILURES


def take_try(step: str, email: str, now: datetime | None = None) -> bool:
    """Take one try at a step (`password` or `code`) before it is checked; False when none is left."""
    if locked_until(email, now):
        return False
    if throttle.allow(f"sign-in-{step}", _key(email), limit=FAILURES, window=LOCKED_FOR, now=now):
        return True
    _lock(email, now)
    return False


def failed(email: str, network: str, now: datetime | None = None) -> bool:
    """Count a wrong password or code; True when it locked the address."""
    throttle.allow("sign-in-network", network, limit=NETWORK_FAILURES, window=NETWORK_WINDOW, now=now)
    if throttle.allow("sign-in-failed", _key(email), limit=FAILURES - 1, window=LOCKED_FOR, now=now):
        return False
    _lock(email, now)
    return True


def _lock(email: str, now: datetime | None) -> None:
    until = (now or timezone.now()) + LOCKED_FOR
    Lock.objects.update_or_create(key=_key(email), defaults={"until": until})


def forgive(email: str) -> None:
    """After a whole sign-in, second step included."""
    for step in ("password", "code", "failed"):
        throttle.forgive(f"sign-in-{step}", _key(email))
    Lock.objects.filter(key=_key(email)).delete()


def sweep(now: datetime) -> int:
    return Lock.objects.filter(until__lte=now).delete()[0]
