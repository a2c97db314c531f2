"""Limits that hold across processes and machines: one atomic statement a try."""

import hashlib
import hmac
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.utils import timezone

from . import ring
from .models import Counter

UPSERT = """
INSERT INTO vault_counter (key, count, ends_at) VALUES (%s, 1, %s)
ON CONFLICT (key) DO UPDATE SET
  count = CASE WHEN vault_counter.ends_at <= %s THEN 1 ELSE vault_counter.count + 1 END,
  ends_at = CASE WHEN vault_counter.ends_at <= %s THEN excluded.ends_at ELSE vault_counter.ends_at END
RETURNING count
"""


def _key(scope: str, who: str) -> str:
    return hmac.new(ring.derive("throttle"), f"{scope}:{who}".encode(), hashlib.sha256).hexdigest()


def allow(scope: str, who: str, *, limit: int, window: timedelta, now: datetime | None = None) -> bool:
    """Count one try; False once `who` has tried more than `limit` times within the window."""
    return tries(scope, who, window=window, now=now) <= limit


def tries(scope: str, who: str, *, window: timedelta, now: datetime | None = None) -> int:
    """Count one try, and say how many it makes within the window."""
    now = now or timezone.now()
    field = Counter._meta.get_field("ends_at")
    times = [field.get_db_prep_value(moment, connection) for moment in (now + window, now, now)]
    with connection.cursor() as cursor:
        cursor.execute(UPSERT, [_key(scope, who), *times])
        return int(cursor.fetchone()[0])


def count(scope: str, who: str, now: datetime | None = None) -> int:
    """How often `who` has tried in the running window, without counting."""
    row = Counter.objects.filter(key=_key(scope, who), ends_at__gt=now or timezone.now()).first()
    return row.count if row else 0


def forgive(scope: str, who: str) -> None:
    Counter.objects.filter(key=_key(scope, who)).delete()


def sweep(now: datetime | None = None) -> int:
    return Counter.objects.filter(ends_at__lte=now or timezone.now()).delete()[0]


def origin(request: HttpRequest) -> str:
    """The network address that a request came from, to be counted as a digest and never stored or logged.

    Behind our own proxy it is the last address that the proxy added. Of IPv6 the network (/64) counts: one
    connection has as many addresses in it as it likes.
    """
    if settings.BEHIND_PROXY:
        address = request.headers.get("X-Forwarded-For", "").rsplit(",", 1)[-1].strip()
    else:
        address = str(request.META.get("REMOTE_ADDR", ""))
    try:
        known = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(known, IPv6Address):
        return str(known.ipv4_mapped or ip_network((known, 64), strict=False))
    return str(known)
