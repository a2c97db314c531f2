"""What an entry has several of (choices, areas, other hours), read and written for many entries at once."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TypeVar

from django.db.models import Model

from services.models import HoursException

from .columns import MANY, MODELS, Level

BATCH = 500
Item = TypeVar("Item")


def batches(items: Sequence[Item], size: int = BATCH) -> Iterator[Sequence[Item]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]


def through(level: Level, name: str) -> tuple[type[Model], str, str]:
    """The table between, and its two columns: the entry's and the other's."""
    link = MODELS[level]._meta.get_field(name)
    table = getattr(MODELS[level], name).through
    return table, f"{link.m2m_field_name()}_id", f"{link.m2m_reverse_name()}"  # type: ignore[union-attr]


def linked(level: Level, pks: Collection[int] | None = None) -> dict[str, dict[int, list[int]]]:
    """{field: {row: other rows}}, of these rows or of all."""
    found: dict[str, dict[int, list[int]]] = {}
    for name in MANY[level]:
        table, source, target = through(level, name)
        gathered: dict[int, list[int]] = defaultdict(list)
        pairs = table._default_manager.values_list(source, target).order_by("pk")
        for part in [None] if pks is None else batches(list(pks)):
            for pk, other in (pairs if part is None else pairs.filter(**{f"{source}__in": part})).iterator():
                gathered[pk].append(other)
        found[name] = gathered
    return found


def links_of(level: Level, name: str, wanted: Mapping[int, Collection[int]]) -> list[Model]:
    """Rows that make `wanted` true, {row: other rows}."""
    table, source, target = through(level, name)
    return [table(**{source: pk, target: other}) for pk, others in wanted.items() for other in others]


def other_hours(pks: Collection[int] | None = None) -> dict[int, list[HoursException]]:
    found: dict[int, list[HoursException]] = defaultdict(list)
    rows = HoursException.objects.order_by("first_day", "last_day", "hours", "pk")
    for part in [None] if pks is None else batches(list(pks)):
        for row in rows if part is None else rows.filter(point_id__in=part):
            found[row.point_id].append(row)
    return found
