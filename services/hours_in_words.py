"""What a page says about the hours: a usual week, bank holidays, the days that differ, and closed for now."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from places.hours import HOLIDAY, LONDON, CalendarUnknown, holiday_spans, usual_spans
from services import hours
from services.hours import WEEK_DAYS

if TYPE_CHECKING:
    from services.models import AccessPoint

Span = tuple[time, time]
# How far ahead the page tells of days with other hours: what somebody plans for.
AHEAD = timedelta(days=60)


@dataclass(frozen=True)
class Days:
    """Weekdays in a row (0 is Monday) with the same hours. No spans: closed."""

    first: int
    last: int
    spans: tuple[Span, ...]

    @property
    def label(self) -> str:
        if self.first == 0 and self.last == WEEK_DAYS - 1:
            return str(_("Every day"))
        if self.first == self.last:
            return str(WEEKDAYS[self.first])
        words = {"first": WEEKDAYS[self.first], "last": WEEKDAYS[self.last]}
        if self.last - self.first == 1:
            return _("%(first)s and %(last)s") % words
        return _("%(first)s to %(last)s") % words

    @property
    def always(self) -> bool:
        return is_whole_day(self.spans)


@dataclass(frozen=True)
class OtherDays:
    """Dates in a row on which other hours hold than usual. No spans: closed."""

    first: date
    last: date
    spans: tuple[Span, ...]

    @property
    def always(self) -> bool:
        return is_whole_day(self.spans)


def is_whole_day(spans: tuple[Span, ...]) -> bool:
    return spans == ((time(), time()),)


def week(text: str, day: date) -> list[Days]:
    """A usual week, days with the same hours together. `day` chooses which; bank holidays are left out of it."""
    if not text:
        return []
    monday = day - timedelta(days=day.weekday())
    return list(_together([_clock(usual_spans(text, monday + timedelta(days=ahead))) for ahead in range(WEEK_DAYS)]))


def mentions_bank_holidays(text: str) -> bool:
    return bool(HOLIDAY.search(text))


def bank_holidays(text: str, day: date) -> tuple[Span, ...] | None:
    """The hours of every bank holiday. None where it depends on the day of the week."""
    every = {_clock(holiday_spans(text, day + timedelta(days=ahead))) for ahead in range(WEEK_DAYS)}
    return every.pop() if len(every) == 1 else None


def other_days(point: "AccessPoint", today: date) -> list[OtherDays]:
    """The days from today on, for two months, on which exceptions hold. Days closed for now are left out."""
    times = hours.Timetable(point)
    rows = [row for row in times.exceptions if row.last_day >= today and row.first_day <= today + AHEAD]
    days = sorted(
        {
            max(row.first_day, today) + timedelta(days=ahead)
            for row in rows
            for ahead in range((min(row.last_day, today + AHEAD) - max(row.first_day, today)).days + 1)
        }
    )
    found: list[OtherDays] = []
    for day in days:
        if hours.closed_for_now(point, day):
            continue
        spans = _on_the_clock(times, day)
        if spans is None:
            continue
        if found and found[-1].spans == spans and found[-1].last == day - timedelta(days=1):
            found[-1] = OtherDays(found[-1].first, day, spans)
        else:
            found.append(OtherDays(day, day, spans))
    return found


def _on_the_clock(times: hours.Timetable, day: date) -> tuple[Span, ...] | None:
    """None where it depends on a bank holiday that is not known yet."""
    try:
        found = times.spans_on(day)
    except CalendarUnknown:
        return None
    return _clock([(begins.astimezone(LONDON), ends.astimezone(LONDON)) for begins, ends in found])


def _clock(spans: list[tuple[datetime, datetime]]) -> tuple[Span, ...]:
    return tuple((begins.time(), ends.time()) for begins, ends in spans)


def _together(spans: list[tuple[Span, ...]]) -> Iterator[Days]:
    first = 0
    for index in range(1, len(spans) + 1):
        if index == len(spans) or spans[index] != spans[first]:
            yield Days(first, index - 1, spans[first])
            first = index
