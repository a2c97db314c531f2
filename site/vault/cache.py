"""A cache that tells nothing, and believes only what this site wrote.

Keys are keyed digests. Values are pickled, then sealed to their key: what does not open is a miss, and is never
unpickled, so that writing to the table runs nothing here. After a new first key on the ring the cache starts empty.
"""

import base64
import hashlib
import hmac
import pickle
import secrets
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.core.cache.backends.db import DatabaseCache
from django.db import connections, models, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

from . import ring, sealing

PLACE = "cache"
# Room is made once in so many writes: counting the rows each time would cost more than it saves.
CULLED_EVERY = 50
FOR_EVER = datetime(9999, 1, 1, tzinfo=UTC)

WRITE = """
INSERT INTO {table} (cache_key, value, expires) VALUES (%s, %s, %s)
ON CONFLICT (cache_key) DO UPDATE SET value = excluded.value, expires = excluded.expires
"""


def digest_key(key: Any, prefix: str, version: int | None) -> str:
    """For KEY_FUNCTION."""
    return hmac.new(ring.derive("cache-key"), f"{prefix}:{version}:{key}".encode(), hashlib.sha256).hexdigest()


def _seal(value: Any, place: str) -> bytes:
    return sealing.seal_with_ring(pickle.dumps(value), place)


def _open(sealed: bytes, place: str) -> Any:
    """The value; Unreadable for anything that was not sealed here, which is not looked into."""
    return pickle.loads(sealing.unseal_with_ring(sealed, place))  # noqa: S301


class SealedDatabaseCache(DatabaseCache):
    """Django's cache table (`createcachetable`), on SQLite and PostgreSQL. Each write is one atomic statement."""

    def __init__(self, table: str, params: dict[str, Any]):
        super().__init__(table, {"KEY_FUNCTION": digest_key, **params})
        self._table: str = table

    def get_many(self, keys: Iterable[Any], version: int | None = None) -> dict[Any, Any]:
        names = {self.make_and_validate_key(key, version=version): key for key in keys}
        if not names:
            return {}
        connection = connections[router.db_for_read(self.cache_model_class)]
        marks = ", ".join(["%s"] * len(names))
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT cache_key, value FROM {self._quoted(connection)} "  # noqa: S608 (the table's name is ours)
                f"WHERE cache_key IN ({marks}) AND expires > %s",
                [*names, _moment(connection, timezone.now())],
            )
            rows = cursor.fetchall()
        found = {}
        for name, value in rows:
            try:
                found[names[name]] = _open(base64.b64decode(value), f"{PLACE}:{name}")
            except (sealing.Unreadable, ValueError):
                continue
        return found

    # Django's own would count a row that does not open.
    has_key = BaseCache.has_key

    def _base_set(self, mode: str, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT) -> bool:
        connection = connections[router.db_for_write(self.cache_model_class)]
        table, now = self._quoted(connection), timezone.now()
        seconds = self.get_backend_timeout(timeout)
        ends = _moment(connection, FOR_EVER if seconds is None else datetime.fromtimestamp(seconds, UTC))
        with connection.cursor() as cursor:
            if mode == "touch":
                live = [ends, key, _moment(connection, now)]
                cursor.execute(f"UPDATE {table} SET expires = %s WHERE cache_key = %s AND expires > %s", live)  # noqa: S608
                return bool(cursor.rowcount)
            self._make_room(connection, cursor, now)
            row = [key, base64.b64encode(_seal(value, f"{PLACE}:{key}")).decode(), ends]
            if mode == "add":
                cursor.execute(
                    WRITE.format(table=table) + f"WHERE {table}.expires <= %s", [*row, _moment(connection, now)]
                )
            else:
                cursor.execute(WRITE.format(table=table), row)
            return bool(cursor.rowcount)

    def _make_room(self, connection: BaseDatabaseWrapper, cursor: Any, now: datetime) -> None:
        if secrets.randbelow(CULLED_EVERY):
            return
        cursor.execute(f"SELECT COUNT(*) FROM {self._quoted(connection)}")  # noqa: S608
        # What has run out goes in any case; others only when there are too many.
        self._cull(connection.alias, cursor, now, cursor.fetchone()[0])  # type: ignore[attr-defined]

    def _quoted(self, connection: BaseDatabaseWrapper) -> str:
        return connection.ops.quote_name(self._table)


def _moment(connection: BaseDatabaseWrapper, moment: datetime) -> Any:
    return models.DateTimeField().get_db_prep_value(moment, connection)


class SealingSerializer:
    """For Redis. Whole numbers stay as they are, so that Redis can count with them; reading one runs nothing."""

    def dumps(self, value: Any) -> bytes | int:
        return value if type(value) is int else _seal(value, PLACE)

    def loads(self, data: bytes) -> Any:
        """The value, or None (a miss) for what does not open."""
        try:
            return int(data)
        except ValueError:
            pass
        try:
            return _open(data, PLACE)
        except (sealing.Unreadable, ValueError):
            return None
