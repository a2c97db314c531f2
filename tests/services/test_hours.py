"""Hours that are true tonight: usual weeks, bank holidays, other hours on some days, closed for now, clock changes."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from places.hours import CalendarUnknown
from services import hours, hours_in_words
from services.hours import LONDON
from services.hours_in_words import Days, OtherDays
from services.models import AccessPoint, HoursException

ROOM = "Mo-Fr 09:30-17:00; Th 09:30-17:00,18:00-20:00; PH off"
NIGHT = "Mo-Su 20:00-06:00"
CHRISTMAS_EVE, CHRISTMAS = date(2026, 12, 24), date(2026, 12, 25)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def point(text: str = ROOM, *others: tuple[date, date, str], **facts: object) -> AccessPoint:
    """An access point that is in no database, as the preview of a draft has it."""
    made = AccessPoint(hours=text, **facts)
    made.exceptions = [HoursException(first_day=first, last_day=last, hours=told) for first, last, told in others]
    return made


def on(made: AccessPoint, day: date) -> list[tuple[str, str]]:
    """The times of a day as the clock in London shows them."""
    return [
        tuple(moment.astimezone(LONDON).strftime("%d %H:%M") for moment in span) for span in hours.spans_on(made, day)
    ]


def state(made: AccessPoint, moment: str) -> tuple[bool, datetime | None]:
    now = hours.now(made, at(moment))
    return now.open, now.changes


def test_days_with_the_same_hours_stand_together():
    day, evening = (time(9, 30), time(17)), (time(18), time(20))
    assert hours_in_words.week(ROOM, date(2026, 11, 21)) == [
        Days(0, 2, (day,)),
        Days(3, 3, (day, evening)),
        Days(4, 4, (day,)),
        Days(5, 6, ()),
    ]


def test_a_bank_holiday_does_not_spoil_the_usual_week():
    assert hours_in_words.week(ROOM, CHRISTMAS) == hours_in_words.week(ROOM, date(2026, 11, 21))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ROOM, ()),
        ("Mo-Fr 09:00-17:00; PH 10:00-12:00", ((time(10), time(12)),)),
        ("Mo-Fr 09:00-17:00", None),
    ],
)
def test_the_hours_of_bank_holidays_are_told_where_they_are_the_same(text, expected):
    """K-11.3"""
    assert hours_in_words.bank_holidays(text, CHRISTMAS) == expected


@pytest.mark.parametrize(
    ("moment", "is_open", "changes"),
    [
        ("2026-11-19 10:00", True, "2026-11-19 17:00"),
        ("2026-11-19 17:30", False, "2026-11-19 18:00"),
        ("2026-11-21 12:00", False, "2026-11-23 09:30"),
        ("2026-12-25 12:00", False, "2026-12-29 09:30"),
    ],
)
def test_open_now_knows_evenings_weekends_and_bank_holidays(moment, is_open, changes):
    """K-11.3"""
    assert state(point(), moment) == (is_open, at(changes))


@pytest.mark.parametrize("moment", ["2027-03-29 11:00", "2027-08-30 11:00"])
def test_englands_own_bank_holidays_are_closed(moment):
    """Easter Monday and the August bank holiday, which the four nations do not share."""
    assert not hours.now(point("Mo-Fr 09:00-17:00; PH off"), at(moment)).open


def test_a_night_shift_goes_on_after_midnight():
    assert state(point(NIGHT), "2026-11-20 03:00") == (True, at("2026-11-20 06:00"))


def test_where_the_bank_holidays_are_not_known_nothing_is_promised():
    assert hours.now(point(), at("2099-11-19 10:00")) is None
    with pytest.raises(CalendarUnknown):
        hours.spans_on(point(), date(2099, 11, 19))


def test_hours_given_for_the_very_day_need_no_calendar():
    day = date(2099, 11, 19)
    assert on(point(ROOM, (day, day, "10:00-12:00")), day) == [("19 10:00", "19 12:00")]


def test_day_and_night_has_no_end():
    assert hours.now(point("24/7"), at("2026-11-21 03:00")) == hours.Now(True, None)


def test_no_hours_is_not_closed():
    assert hours.now(point(""), at("2026-11-21 03:00")) is None
    assert hours_in_words.week("", date(2026, 11, 21)) == []


def test_other_hours_stand_in_the_place_of_the_usual_ones():
    made = point(ROOM, (CHRISTMAS_EVE, CHRISTMAS_EVE, "09:00-12:00"))
    assert on(made, CHRISTMAS_EVE) == [("24 09:00", "24 12:00")]
    assert on(made, date(2026, 12, 23)) == [("23 09:30", "23 17:00")]
    assert state(made, "2026-12-24 12:30") == (False, at("2026-12-29 09:30"))


def test_other_hours_without_times_are_closed():
    made = point("24/7", (CHRISTMAS, CHRISTMAS, ""))
    assert on(made, CHRISTMAS) == []
    assert state(made, "2026-12-24 23:00") == (True, at("2026-12-25 00:00"))
    assert state(made, "2026-12-25 09:00") == (False, at("2026-12-26 00:00"))


def test_an_exception_opens_on_a_bank_holiday_that_is_usually_closed():
    """K-11.3"""
    assert state(point(ROOM, (CHRISTMAS, CHRISTMAS, "10:00-16:00")), "2026-12-25 11:00") == (
        True,
        at("2026-12-25 16:00"),
    )


def test_a_night_that_runs_into_a_closed_day_ends_when_it_always_does():
    made = point(NIGHT, (CHRISTMAS, CHRISTMAS, ""))
    assert state(made, "2026-12-25 03:00") == (True, at("2026-12-25 06:00"))
    assert state(made, "2026-12-25 21:00") == (False, at("2026-12-26 20:00"))


def test_a_night_of_the_exception_runs_into_the_usual_day():
    made = point("Mo-Su 09:00-17:00", (CHRISTMAS_EVE, CHRISTMAS_EVE, "22:00-10:00"))
    assert on(made, CHRISTMAS_EVE) == [("24 22:00", "25 10:00")]
    # The usual day begins before the night ends: one time, without a gap.
    assert state(made, "2026-12-25 09:30") == (True, at("2026-12-25 17:00"))


def test_an_exception_on_a_leap_day():
    leap = date(2028, 2, 29)
    made = point("Mo-Su 09:00-17:00", (leap, leap, "12:00-13:00"))
    assert on(made, leap) == [("29 12:00", "29 13:00")]
    assert on(made, date(2028, 2, 28)) == [("28 09:00", "28 17:00")]
    assert on(made, date(2028, 3, 1)) == [("01 09:00", "01 17:00")]


def test_of_two_exceptions_the_one_that_begins_last_holds():
    made = point(
        ROOM,
        (CHRISTMAS, CHRISTMAS, ""),
        (date(2026, 12, 21), date(2027, 1, 3), "10:00-14:00"),
    )
    assert on(made, CHRISTMAS_EVE) == [("24 10:00", "24 14:00")]
    assert on(made, CHRISTMAS) == []
    assert on(made, date(2027, 1, 3)) == [("03 10:00", "03 14:00")]
    assert on(made, date(2027, 1, 4)) == [("04 09:30", "04 17:00")]


def test_a_place_that_is_closed_for_now_is_closed_whatever_its_hours_say():
    made = point("24/7", closed_from=date(2026, 11, 20), closed_until=date(2026, 11, 22))
    assert hours.now(made, at("2026-11-21 12:00")) == hours.Now(False, at("2026-11-23 00:00"), for_now=True)
    assert state(made, "2026-11-19 12:00") == (True, at("2026-11-20 00:00"))
    assert state(made, "2026-11-23 12:00") == (True, None)


def test_closed_until_somebody_changes_it_has_no_end():
    made = point("24/7", (CHRISTMAS, CHRISTMAS, "10:00-12:00"), closed_from=date(2026, 11, 20))
    assert hours.now(made, at("2026-11-21 12:00")) == hours.Now(False, None, for_now=True)
    # Nor does an exception open it.
    assert hours.spans_on(made, CHRISTMAS) == []


def test_closed_for_now_needs_no_hours():
    made = point("", closed_from=date(2026, 11, 20))
    assert hours.now(made, at("2026-11-21 12:00")) == hours.Now(False, None, for_now=True)


def length(made: AccessPoint, day: date) -> timedelta:
    return sum((ends - begins for begins, ends in hours.spans_on(made, day)), timedelta())


@pytest.mark.parametrize(
    ("day", "whole_day", "night"),
    [
        (date(2027, 3, 28), 23, 10),  # the clock leaps from 01:00 to 02:00
        (date(2027, 3, 27), 24, 9),  # and the night before it is shorter
        (date(2027, 10, 31), 25, 10),
        (date(2027, 10, 30), 24, 11),
        (date(2027, 6, 1), 24, 10),
    ],
)
def test_nights_on_which_the_clock_changes_are_as_long_as_they_are(day, whole_day, night):
    assert length(point("24/7"), day) == timedelta(hours=whole_day)
    assert length(point(NIGHT), day) == timedelta(hours=night)
    assert length(point("24/7", (day, day, "20:00-06:00")), day) == timedelta(hours=night)


def test_until_when_it_is_open_is_right_across_a_clock_change():
    made = point(NIGHT)
    assert hours.now(made, at("2027-03-28 00:30")).changes.astimezone(UTC) == datetime(2027, 3, 28, 5, tzinfo=UTC)
    assert hours.now(made, at("2027-10-31 00:30")).changes.astimezone(UTC) == datetime(2027, 10, 31, 6, tzinfo=UTC)


DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 20))
TEXTS = st.sampled_from(["", "09:00-12:00", "24/7", "22:00-07:30", "08:00-10:00,14:00-16:00", "Mo-Fr 10:00-11:00"])


@settings(deadline=None)
@given(
    usual=st.sampled_from([ROOM, NIGHT, "24/7", ""]), first=DAYS, more=st.integers(0, 5), told=TEXTS, minute=st.data()
)
def test_now_agrees_with_the_days_whatever_the_hours(usual, first, more, told, minute):
    """Open exactly when one of the times of today or of last night holds; and it changes when it says so."""
    last = first + timedelta(days=more)
    made = point(usual, (first, last, told))
    start = datetime.combine(first, time(), UTC) - timedelta(days=1)
    moment = start + timedelta(minutes=minute.draw(st.integers(0, (more + 3) * 24 * 60)))
    now = hours.now(made, moment)
    today = moment.astimezone(LONDON).date()
    spans = [span for ahead in (-1, 0) for span in hours.spans_on(made, today + timedelta(days=ahead))]
    if now is None:
        assert not usual
        assert not first <= today <= last
        return
    assert now.open == any(begins <= moment < ends for begins, ends in spans)
    if now.changes:
        after = hours.now(made, now.changes)
        assert now.changes > moment
        assert after is None or after.open != now.open


def test_the_days_to_come_are_told_together_and_the_past_is_not():
    made = point(
        ROOM,
        (date(2026, 12, 21), date(2027, 1, 3), "10:00-14:00"),
        (CHRISTMAS, date(2026, 12, 26), ""),
        (date(2026, 11, 1), date(2026, 11, 2), ""),
        (date(2027, 6, 1), date(2027, 6, 1), ""),
    )
    short = ((time(10), time(14)),)
    assert hours_in_words.other_days(made, date(2026, 12, 23)) == [
        OtherDays(date(2026, 12, 23), CHRISTMAS_EVE, short),
        OtherDays(CHRISTMAS, date(2026, 12, 26), ()),
        OtherDays(date(2026, 12, 27), date(2027, 1, 3), short),
    ]


def test_an_exception_without_an_end_in_sight_is_no_endless_list():
    made = point(ROOM, (date(2026, 1, 1), date(9999, 12, 31), "10:00-14:00"))
    told = hours_in_words.other_days(made, CHRISTMAS)
    assert [(days.first, days.last) for days in told] == [(CHRISTMAS, CHRISTMAS + hours_in_words.AHEAD)]


def test_days_on_which_all_is_closed_for_now_are_not_told_twice():
    made = point(ROOM, (CHRISTMAS, CHRISTMAS, "10:00-14:00"), closed_from=CHRISTMAS)
    assert hours_in_words.other_days(made, CHRISTMAS_EVE) == []


def test_days_are_named_as_people_name_them():
    with translation.override("en"):
        labels = [days.label for days in hours_in_words.week(ROOM, date(2026, 11, 21))]
        assert labels == ["Monday to Wednesday", "Thursday", "Friday", "Saturday and Sunday"]
        assert [days.label for days in hours_in_words.week("24/7", date(2026, 11, 21))] == ["Every day"]


@pytest.mark.parametrize("text", ["nine to five", "sunrise-sunset", "SH 10:00-12:00", "Mo-Fr off"])
def test_hours_that_nobody_can_be_promised_are_refused(text):
    with pytest.raises(ValidationError):
        hours.validate_hours(text)
