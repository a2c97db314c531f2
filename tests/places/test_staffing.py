"""Staffed time: weekends, England's bank holidays, the clock's changes, night shifts (domain H 3)."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import takewhile

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from places import hours, staffing, tasks
from places.hours import LONDON
from places.models import Area, Commission, StaffedHours

At = Callable[[str], datetime]
AreaOf = Callable[[str], Area]


@pytest.mark.parametrize(
    ("start", "minutes", "end"),
    [
        ("2026-11-18 10:00", 15, "2026-11-18 10:15"),
        ("2026-11-18 06:00", 15, "2026-11-18 09:15"),
        ("2026-11-18 16:50", 15, "2026-11-19 09:05"),
        ("2026-11-18 16:45", 15, "2026-11-18 17:00"),
        ("2026-11-20 16:55", 15, "2026-11-23 09:10"),
        ("2026-11-21 12:00", 480, "2026-11-23 17:00"),
        ("2026-11-23 09:00", 960, "2026-11-24 17:00"),
        # Good Friday and Easter Monday; only England and Wales keep the Monday.
        ("2026-04-02 16:30", 60, "2026-04-07 09:30"),
        # The end of August, which Scotland keeps at its beginning.
        ("2026-08-28 17:00", 1, "2026-09-01 09:01"),
        ("2026-08-03 08:00", 1, "2026-08-03 09:01"),
        # Boxing Day on a Saturday is kept on the Monday; New Year's Day.
        ("2026-12-24 16:59", 2, "2026-12-29 09:01"),
        ("2026-12-31 17:00", 1, "2027-01-04 09:01"),
        ("2026-11-18 10:00", 0, "2026-11-18 10:00"),
        ("2026-11-21 10:00", 0, "2026-11-23 09:00"),
    ],
)
def test_staffed_minutes_pass_only_while_somebody_is_there(
    staffed, area: AreaOf, at: At, start: str, minutes: int, end: str
) -> None:
    assert staffing.add_staffed(area("thanet"), at(start), minutes) == at(end)


@pytest.mark.parametrize(
    ("now", "is_open", "next_open"),
    [
        ("2026-11-18 08:59:59", False, "2026-11-18 09:00"),
        ("2026-11-18 09:00", True, "2026-11-18 09:00"),
        ("2026-11-18 16:59:59", True, "2026-11-18 16:59:59"),
        ("2026-11-18 17:00", False, "2026-11-19 09:00"),
        ("2026-11-21 12:00", False, "2026-11-23 09:00"),
        ("2026-04-03 12:00", False, "2026-04-07 09:00"),
        ("2026-03-27 18:00", False, "2026-03-30 09:00"),
    ],
)
def test_the_page_says_when_a_person_next_looks(
    staffed, area: AreaOf, at: At, now: str, is_open: bool, next_open: str
) -> None:
    dover = area("dover")
    assert staffing.is_open(dover, at(now)) is is_open
    assert staffing.next_open(dover, at(now)) == at(next_open)


def test_nine_in_the_morning_is_nine_on_londons_clock_in_summer_and_winter(staffed, area: AreaOf) -> None:
    before = datetime(2026, 3, 28, 12, tzinfo=UTC)
    after = datetime(2026, 10, 24, 12, tzinfo=UTC)
    assert staffing.next_open(area("medway"), before).astimezone(UTC) == datetime(2026, 3, 30, 8, tzinfo=UTC)
    assert staffing.next_open(area("medway"), after).astimezone(UTC) == datetime(2026, 10, 26, 9, tzinfo=UTC)


@pytest.fixture
def hours_of(places) -> Callable[[str, str], StaffedHours]:
    """Give an area hours of its own."""

    def give(slug: str, text: str, valid_from: date = date(2026, 1, 1)) -> StaffedHours:
        own = Area.objects.get(slug=slug)
        commission = Commission.objects.get(areas=own)
        return StaffedHours.objects.create(commission=commission, area=own, hours=text, valid_from=valid_from)

    return give


@pytest.mark.parametrize(
    ("start", "minutes", "end"),
    [
        # The night on which one o'clock is followed by two: 22:00 to 06:00 is seven hours long.
        ("2026-03-28 22:00", 7 * 60, "2026-03-29 06:00"),
        ("2026-03-29 00:30", 60, "2026-03-29 02:30"),
        # The night on which one o'clock comes twice: nine hours.
        ("2026-10-24 22:00", 9 * 60, "2026-10-25 06:00"),
        ("2026-10-25 00:30", 150, "2026-10-25 02:00"),
        ("2026-11-18 22:00", 8 * 60, "2026-11-19 06:00"),
    ],
)
def test_time_is_counted_as_it_passes_when_the_clock_changes(
    hours_of, area: AreaOf, at: At, start: str, minutes: int, end: str
) -> None:
    hours_of("medway", "22:00-06:00")
    assert staffing.add_staffed(area("medway"), at(start), minutes) == at(end)


def test_a_night_shift_belongs_to_the_day_it_begins_on(hours_of, area: AreaOf, at: At) -> None:
    """Nobody comes on Easter Monday; whoever came on the Thursday before stays until Good Friday's morning."""
    hours_of("medway", "Mo-Fr 22:00-06:00; PH off")
    medway = area("medway")
    assert staffing.is_open(medway, at("2026-04-03 05:59"))
    assert not staffing.is_open(medway, at("2026-04-03 22:30"))
    assert not staffing.is_open(medway, at("2026-04-07 05:00"))
    assert staffing.next_open(medway, at("2026-04-03 06:00")) == at("2026-04-07 22:00")


def test_around_the_clock_means_every_minute(hours_of, area: AreaOf, at: At) -> None:
    hours_of("medway", "24/7")
    assert staffing.add_staffed(area("medway"), at("2026-12-24 23:50"), 24 * 60) == at("2026-12-25 23:50")


def test_an_areas_own_hours_count_before_the_commissions(staffed, hours_of, area: AreaOf, at: At) -> None:
    hours_of("thanet", "Sa 10:00-12:00")
    saturday = at("2026-11-21 11:00")
    assert staffing.is_open(area("thanet"), saturday)
    assert not staffing.is_open(area("dover"), saturday)


def test_a_network_is_staffed_as_its_council_is(hours_of, area: AreaOf, at: At) -> None:
    hours_of("county-durham", "Mo-Fr 09:00-17:00")
    assert staffing.is_open(area("local-network-4"), at("2026-11-18 12:00"))
    assert not staffing.is_open(area("darlington"), at("2026-11-18 12:00"))


@pytest.mark.parametrize("slug", ["county-durham", "darlington", "local-network-1"])
def test_no_team_is_staffed_in_durham_before_the_award(staffed, area: AreaOf, at: At, slug: str) -> None:
    lot, now = area(slug), at("2026-11-18 12:00")
    assert not staffing.is_staffed(lot, now)
    assert not staffing.is_open(lot, now)
    assert staffing.next_open(lot, now) is None
    with pytest.raises(staffing.CannotSay):
        staffing.add_staffed(lot, now, 15)


def test_staffed_or_not_does_not_depend_on_the_hour(staffed, area: AreaOf, at: At) -> None:
    assert staffing.is_staffed(area("thanet"), at("2026-11-21 03:00"))


def test_hours_change_on_their_day(hours_of, area: AreaOf, at: At) -> None:
    before = hours_of("thanet", "Mo-Fr 09:00-17:00")
    before.valid_until = date(2026, 11, 18)
    before.save()
    hours_of("thanet", "Mo-Fr 12:00-13:00", date(2026, 11, 19))
    assert staffing.add_staffed(area("thanet"), at("2026-11-18 16:45"), 30) == at("2026-11-19 12:15")


def test_where_nothing_can_be_said_an_alert_comes_early(staffed, area: AreaOf, at: At) -> None:
    now = at("2026-11-21 12:00")
    assert staffing.alert_at(area("darlington"), now, 15) == at("2026-11-21 12:15")
    assert staffing.alert_at(None, now, 15) == at("2026-11-21 12:15")
    assert staffing.alert_at(area("thanet"), now, 15) == at("2026-11-23 09:15")


def test_beyond_the_known_bank_holidays_nothing_is_promised(staffed, area: AreaOf) -> None:
    """A promised date never moves later: so none is given for which a bank holiday may be missing."""
    thanet = area("thanet")
    beyond = datetime(hours.known_until().year + 1, 3, 5, 12, tzinfo=LONDON)
    with pytest.raises(staffing.CannotSay):
        staffing.add_staffed(thanet, beyond, 15)
    assert staffing.next_open(thanet, beyond) is None
    assert not staffing.is_open(thanet, beyond)
    assert staffing.is_staffed(thanet, beyond)


def test_hours_without_bank_holidays_need_no_calendar(hours_of, area: AreaOf) -> None:
    hours_of("thanet", "24/7")
    beyond = datetime(hours.known_until().year + 1, 3, 5, 12, tzinfo=LONDON)
    assert staffing.is_open(area("thanet"), beyond)


def test_the_alarm_comes_before_the_calendar_ends() -> None:
    last = datetime.combine(hours.known_until(), datetime.min.time(), LONDON)
    tasks.watch_bank_holidays(last - timedelta(days=200))
    with pytest.raises(tasks.BankHolidaysEnding):
        tasks.watch_bank_holidays(last - timedelta(days=100))


@pytest.mark.parametrize(
    "text",
    ["Mo-Fr 09:00-17:00", "24/7", "Mo-Fr 09:00-12:30,13:15-17:00; Dec 24 09:00-12:00; PH off",
     "Mo-Su,PH 08:00-20:00", "Fr 22:00-06:00", "PH 10:00-12:00"],
)  # fmt: skip
def test_hours_in_openstreetmaps_words_are_taken(places, text: str) -> None:
    row = StaffedHours(commission=Commission.objects.get(key="kent"), hours=text, valid_from=date(2026, 1, 1))
    row.full_clean()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("9am to 5pm", "cannot be read"),
        ("Mo-Fr 9-5", "cannot be read"),
        ("Lu-Ve 09:00-17:00", "cannot be read"),
        ("PH off", "nobody is ever there"),
        ("Mo-Fr sunrise-sunset", "fixed times"),
        ("Mo-Fr 09:00-17:00; SH off", "fixed times"),
        ("Mo-Fr 09:00-17:00 || unknown", "fixed times"),
        ("Mo-Fr 09:00+", "fixed times"),
        ("PH +1 day off; Mo 09:00-10:00", "fixed times"),
    ],
)
def test_hours_that_cannot_be_used_are_refused_in_plain_words(places, text: str, said: str) -> None:
    row = StaffedHours(commission=Commission.objects.get(key="kent"), hours=text, valid_from=date(2026, 1, 1))
    with pytest.raises(ValidationError) as refusal:
        row.full_clean()
    assert said in refusal.value.message_dict["hours"][0]


moments = st.datetimes(datetime(2025, 1, 1), datetime(2028, 6, 1), timezones=st.just(UTC))
patterns = st.sampled_from(
    ["Mo-Fr 09:00-17:00; PH off", "24/7", "Mo-Fr 22:00-06:00; PH off", "Mo,We 01:15-02:45", "Sa-Su,PH 12:00-02:00",
     "Mo-Fr 09:00-12:30,13:15-17:00; PH 10:00-11:00", "Su 00:30-24:00"]
)  # fmt: skip


@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=moments, minutes=st.integers(1, 6000), pattern=patterns)
def test_a_deadline_lies_in_staffed_time_and_exactly_so_much_of_it_has_passed(
    places, start: datetime, minutes: int, pattern: str
) -> None:
    medway = Area.objects.get(slug="medway")
    kent = Commission.objects.get(key="kent")
    StaffedHours.objects.update_or_create(
        commission=kent, area=medway, valid_from=date(2020, 1, 1), defaults={"hours": pattern}
    )
    end = staffing.add_staffed(medway, start, minutes)
    assert end > start
    spans = takewhile(lambda span: span[0] < end, staffing._spans(medway, start))
    passed = [min(closes, end) - max(opens, start) for opens, closes in spans]
    assert sum(passed, timedelta()) == timedelta(minutes=minutes)
    assert staffing.is_open(medway, end - timedelta(seconds=1))
    assert staffing.add_staffed(medway, start, minutes + 1) > end


def test_the_outlook_of_many_areas_is_that_of_each_and_takes_no_more_queries(staffed, django_assert_max_num_queries):
    areas = list(Area.objects.councils())
    now = datetime(2026, 11, 23, 10, tzinfo=UTC)
    with django_assert_max_num_queries(4):
        found = staffing.outlooks(areas, now)
    for each in found:
        assert each.staffed == staffing.is_staffed(each.area, now)
        assert each.open == staffing.is_open(each.area, now)
        assert each.next == staffing.next_open(each.area, now)
