"""How many entries each choice has, kept by adding and taking away: browsing reads a few rows, however many entries."""

from collections import Counter
from collections.abc import Iterable

from django.db import connection, transaction

from services.models import Listing, ListingArea, ListingTally

ROWS_AT_ONCE = 300
Steps = Counter[tuple[int, str]]


def steps(marks: str, areas: Iterable[int], by: int) -> Steps:
    """What one entry adds (1) or takes away (-1)."""
    return Counter({(area, mark): by for mark in marks.split() for area in {*areas, ListingTally.EVERYWHERE}})


def add(changes: Steps) -> None:
    # Always in the same order, so that two writers wait for each other instead of blocking each other.
    rows = [(area, mark, by) for (area, mark), by in sorted(changes.items()) if by]
    table = connection.ops.quote_name(ListingTally._meta.db_table)
    with connection.cursor() as cursor:
        for start in range(0, len(rows), ROWS_AT_ONCE):
            part = rows[start : start + ROWS_AT_ONCE]
            places = ", ".join(["(%s, %s, %s)"] * len(part))
            cursor.execute(
                f"INSERT INTO {table} (area, mark, count) VALUES {places} "  # noqa: S608 (nothing of a reader's)
                f"ON CONFLICT (area, mark) DO UPDATE SET count = {table}.count + excluded.count",
                [value for row in part for value in row],
            )


@transaction.atomic
def recount() -> None:
    """From the rows themselves."""
    counts: Steps = Counter()
    for marks in Listing.objects.values_list("marks", flat=True).iterator():
        counts.update((ListingTally.EVERYWHERE, mark) for mark in marks.split())
    for area, marks in ListingArea.objects.values_list("area_id", "marks").iterator():
        counts.update((area, mark) for mark in marks.split())
    ListingTally.objects.all().delete()
    add(counts)
