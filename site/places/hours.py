"""Opening hours in OpenStreetMap's syntax, day by day, with England's bank holidays and the clock of London.

The library's own calendar for GB knows only the holidays that all four nations share (no Easter Monday, no
August bank holiday), so `PH` is judged here: on a bank holiday it stands for every day of the week, on any other
day for none.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from govuk_bank_holidays.bank_holidays import BankHolidays
from opening_hours import (  # type: ignore[attr-defined]  # its stubs leave the error out
    OpeningHours,
    ParserError,
    State,
)

LONDON = ZoneInfo("Europe/London")
UTC = ZoneInfo("UTC")
HOLIDAY = re.compile(r"\bPH\b")
# Hours that the sun, a school or a guess decides are none that anybody can be promised.
UNFIT = re.compile(r"\b(SH|sunrise|sunset|dawn|dusk|unknown)\b|\|\||\bPH\s*[+-]|\d\+", re.IGNORECASE)
TIMES = r"\d{1,2}:\d{2}\s*-\s*\d{1,2}:\d{2}"
RANGES = re.compile(rf"{TIMES}(?:\s*,\s*{TIMES})*")
YEAR_AND_A_BIT = 400


class CalendarUnknown(LookupError):
    """The bank holidays of this day are not known yet: nothing may be promised for it."""


class NotUnderstood(ValueError):
    """These hours cannot be used; `message` says why, for whoever wrote them."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(str(message))
        self.message = message


def check(hours: str, from_day: date) -> None:
    """Raise NotUnderstood unless these hours can be read, are fixed, and open at some time in the next year."""
    if UNFIT.search(hours):
        raise NotUnderstood(_("Use fixed times of day. School holidays, sunrise, “unknown” and “||” cannot be used."))
    try:
        days = [from_day + timedelta(days=ahead) for ahead in range(YEAR_AND_A_BIT)]
        opens = any(_spans(hours, day, False) for day in days) or bool(_spans(hours, from_day, True))
    except (ParserError, ValueError):
        raise NotUnderstood(
            _("These hours cannot be read. Write them like “Mo-Fr 09:00-17:00; Sa 10:00-13:00; PH off”.")
        ) from None
    if not opens:
        raise NotUnderstood(_("With these hours nobody is ever there. To end them, give the row a last day instead."))


def spans(hours: str, day: date) -> list[tuple[datetime, datetime]]:
    """The times, in UTC, that begin on this day; one of them may go on into the next.

    Raises CalendarUnknown if it depends on a bank holiday that is not known.
    """
    holiday = bool(HOLIDAY.search(hours)) and is_bank_holiday(day)
    return [(_instant(start), _instant(end)) for start, end in _spans(hours, day, holiday)]


def usual_spans(hours: str, day: date) -> list[tuple[datetime, datetime]]:
    """The times on London's clock that begin on such a day of the week when it is no bank holiday."""
    return list(_spans(hours, day, False))


def holiday_spans(hours: str, day: date) -> list[tuple[datetime, datetime]]:
    """The times on London's clock that would begin on such a day of the week if it were a bank holiday."""
    return list(_spans(hours, day, True))


def is_bank_holiday(day: date) -> bool:
    """Whether it is a bank holiday in England. Raises CalendarUnknown outside the years that are known."""
    known = _bank_holidays()
    if day.year > max(known).year or day.year < min(known).year:
        raise CalendarUnknown(f"The bank holidays of {day.year} are not known.")
    return day in known


def known_until() -> date:
    """The last day of the last year whose bank holidays are known."""
    return date(max(_bank_holidays()).year, 12, 31)


@cache
def _bank_holidays() -> frozenset[date]:
    source = BankHolidays(use_cached_holidays=True)
    return frozenset(event["date"] for event in source.get_holidays(division=BankHolidays.ENGLAND_AND_WALES))


@lru_cache(maxsize=4096)
def _spans(hours: str, day: date, holiday: bool) -> tuple[tuple[datetime, datetime], ...]:
    """In naive local time, in order and apart.

    The library lets a night shift run on into a day that another rule closes, or cuts it off there. So a range
    over midnight is read in two halves, both of which belong to the day on which the shift begins.
    """
    read = HOLIDAY.sub("Mo-Su", hours) if holiday else hours
    found = _of_day(RANGES.sub(lambda match: _half(match[0], _evening), read), day)
    if any(_overnight(part) for match in RANGES.finditer(read) for part in match[0].split(",")):
        nights = RANGES.sub(lambda match: _half(match[0], _morning), read.replace("24/7", "off"))
        found += [(opens + timedelta(days=1), closes + timedelta(days=1)) for opens, closes in _of_day(nights, day)]
    joined: list[tuple[datetime, datetime]] = []
    for opens, closes in sorted(found):
        if joined and opens <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(closes, joined[-1][1]))
        else:
            joined.append((opens, closes))
    return tuple(joined)


def _of_day(hours: str, day: date) -> list[tuple[datetime, datetime]]:
    # Without a country the library knows no holiday, so PH matches nothing.
    week = OpeningHours(hours, auto_country=False, auto_timezone=False)
    start = datetime.combine(day, time())
    times = week.intervals(start, start + timedelta(days=1))
    return [(opens, closes) for opens, closes, state, _comment in times if state == State.OPEN]


def _half(ranges: str, of_one: Callable[[str], str]) -> str:
    return ",".join(filter(None, (of_one(part.strip()) for part in ranges.split(",")))) or "off"


def _overnight(part: str) -> bool:
    opens, closes = _minutes(part)
    return closes <= opens or closes > 24 * 60


def _evening(part: str) -> str:
    return part.partition("-")[0].strip() + "-24:00" if _overnight(part) else part


def _morning(part: str) -> str:
    if not _overnight(part):
        return ""
    closes = _minutes(part)[1] % (24 * 60)
    return f"00:00-{closes // 60:02}:{closes % 60:02}" if closes else ""


def _minutes(part: str) -> tuple[int, int]:
    opens, closes = (int(text.split(":")[0]) * 60 + int(text.split(":")[1]) for text in part.split("-"))
    return opens, closes


def _instant(local: datetime) -> datetime:
    """A time on London's clock as an instant. An hour that comes twice means the first; one that the clock
    leaps over counts from before the leap."""
    return local.replace(tzinfo=LONDON).astimezone(UTC)
