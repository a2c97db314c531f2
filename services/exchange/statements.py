"""Writes made ready beforehand and carried out in one go: whoever else writes waits for no more than the database."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import connection, transaction
from django.db.models import Model
from django.db.models.constants import OnConflict
from django.db.models.sql import InsertQuery

from .links import batches


class Statements:
    """Keeps text and values of each; the rows themselves are let go."""

    def __init__(self) -> None:
        self.held: list[tuple[str, Sequence[Any]]] = []

    def insert(self, rows: Sequence[Model], update: Sequence[str] = ()) -> None:
        """New rows, or with `update` rows that are there, of which these fields change.

        Whatever has no key gets one from the database.
        """
        for part in batches(rows, self._most(rows)):
            model = type(part[0])
            fields = [field for field in model._meta.concrete_fields if part[0].pk is not None or not field.primary_key]
            conflict = OnConflict.UPDATE if update else None
            changed = [model._meta.get_field(name) for name in update]
            query = InsertQuery(
                model,
                on_conflict=conflict,
                update_fields=changed,
                unique_fields=[model._meta.pk] if update else None,
            )
            query.insert_values(fields, [*part])
            self.held += query.get_compiler(connection=connection).as_sql()

    def delete(self, model: type[Model], column: str, values: Iterable[int]) -> None:
        table, name = (connection.ops.quote_name(each) for each in (model._meta.db_table, column))
        for part in batches([*values]):
            places = ", ".join(["%s"] * len(part))
            self.held.append((f"DELETE FROM {table} WHERE {name} IN ({places})", part))  # noqa: S608  names of ours

    def run(self) -> None:
        with connection.cursor() as cursor:
            for text, values in self.held:
                cursor.execute(text, values)

    def _most(self, rows: Sequence[Model]) -> int:
        """How many rows a statement of this database holds."""
        if not rows:
            return 1
        fields = [*type(rows[0])._meta.concrete_fields]
        return min(500, connection.ops.bulk_batch_size(fields, rows))


def reserve(model: type[Model], count: int) -> Iterator[int]:
    """Keys that nobody else will get, in order. What is not used of them leaves a gap, as with any sequence."""
    if not count:
        return iter(())
    table, column = model._meta.db_table, model._meta.pk.column
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [connection.ops.quote_name(table), column, count],
            )
            return iter([key for (key,) in cursor.fetchall()])
        cursor.execute(f"SELECT COALESCE(MAX({column}), 0) FROM {table}")  # noqa: S608  names of ours
        largest = cursor.fetchone()[0]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        known = cursor.fetchone()
        if known is None:
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, 0)", [table])
        last = max(largest, known[0] if known else 0)
        cursor.execute("UPDATE sqlite_sequence SET seq = %s WHERE name = %s", [last + count, table])
    return iter(range(last + 1, last + count + 1))
