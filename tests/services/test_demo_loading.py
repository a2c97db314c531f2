"""Making the invented directory: its days count from the day of loading, and it is made in a moment."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from places.models import Area
from services import demo
from services.checking import due
from services.models import AccessPoint

LONG_AGO, FAR_OFF = datetime(2024, 2, 29, 23, 30, tzinfo=UTC), datetime(2031, 3, 5, 10, tzinfo=UTC)
# A query for each of the two hundred entries would be more.
MOST_QUERIES = 300


def english() -> list[AccessPoint]:
    rows = AccessPoint.objects.filter(locale__language_code="en").select_related("area")
    return list(rows.prefetch_related("exceptions"))


@pytest.mark.parametrize("now", [LONG_AGO, FAR_OFF])
def test_days_count_from_the_day_of_loading(world, now):
    demo.load(now)
    today = now.date()
    every = due.Intervals()
    points = english()
    states = Counter(
        "overdue"
        if due.overdue(point, today, every)
        else "soon"
        if due.due_on(point, every) <= today + timedelta(days=every.remind_days)
        else "fresh"
        for point in points
    )
    assert states["fresh"] > states["overdue"] >= 10 <= states["soon"]
    assert max(point.checked_on for point in points) <= today
    # A number of its own that was checked lately, in an entry that was not, and the other way round.
    assert any(point.phone_checked_on and point.phone_checked_on > point.checked_on for point in points)
    assert any(
        due.phone_overdue(point, today, every) and point.checked_on > today - timedelta(days=every.other_days)
        for point in points
    )
    closed = [point for point in points if point.closed_from]
    assert all(point.closed_from <= today for point in closed)
    assert {bool(point.closed_until) for point in closed} == {True, False}
    assert all(point.closed_note for point in closed)
    assert all(exception.first_day > today for point in points for exception in point.exceptions.all())


def test_the_same_is_made_on_every_day_and_only_the_days_differ(world):
    def made_at(now: datetime) -> list[tuple]:
        fields = ("name", "slug", "kind", "phone", "easting", "northing", "hours", "address", "locale__language_code")
        with transaction.atomic():
            demo.load(now)
            rows = sorted(AccessPoint.objects.values_list(*fields), key=str)
            transaction.set_rollback(True)
        return rows

    assert made_at(LONG_AGO) == made_at(FAR_OFF) != []


def test_it_is_made_in_few_queries(world, django_assert_max_num_queries):
    with django_assert_max_num_queries(MOST_QUERIES):
        demo.load(FAR_OFF)


def test_an_area_that_staff_took_away_is_left_out(world):
    Area.objects.filter(slug="swale").update(kind="network", parent=Area.objects.get(slug="thanet"))
    demo.load(FAR_OFF)
    assert "swale" not in {point.area.slug for point in english()}
