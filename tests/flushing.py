"""Emptying the databases after a test that commits, without what takes long."""

from typing import Any

from django.db import connections
from django.db.backends.postgresql.operations import DatabaseOperations
from django.test import TransactionTestCase

from vault import triggers

# What was deleted keeps its room in the file of its table, and is read past.
LARGEST_TABLE_BYTES = 16 * 1024 * 1024

_teardown = TransactionTestCase._fixture_teardown
_truncate = DatabaseOperations.sql_flush


def install() -> None:
    TransactionTestCase._fixture_teardown = _without_triggers
    DatabaseOperations.sql_flush = _by_deleting


def _without_triggers(self: TransactionTestCase) -> None:
    """The audit chain refuses DELETE; only a test's flush may take its triggers down (post_migrate puts them up)."""
    triggers.take_down()
    _teardown(self)


def _by_deleting(
    self: DatabaseOperations, style: Any, tables: list[str], *, reset_sequences: bool = False, **how: Any
) -> list[str]:
    """TRUNCATE makes every table a new file, and waits for the disk: half a second where DELETE takes none."""
    if reset_sequences or _largest(self.connection.alias) > LARGEST_TABLE_BYTES:
        return _truncate(self, style, tables, reset_sequences=reset_sequences, **how)
    return [f"DELETE FROM {self.quote_name(table)};" for table in tables]


def _largest(alias: str) -> int:
    with connections[alias].cursor() as cursor:
        cursor.execute(
            "SELECT max(pg_relation_size(oid)) FROM pg_class "
            "WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace"
        )
        return cursor.fetchone()[0] or 0
