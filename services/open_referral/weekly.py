"""Opening hours as repeating times: what OpenStreetMap's syntax says of a usual week or month."""

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from opening_hours import ParserError  # type: ignore[attr-defined]  # its stubs leave the error out

from places.hours import HOLIDAY, holiday_spans, usual_spans

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WEEKLY, MONTHLY = "WEEKLY", "MONTHLY"
DAY_MINUTES = 24 * 60
# Any Monday: the hours that `SEASONAL` lets through are the same in every week.
MONDAY = date(2026, 1, 5)
SEASONAL = re.compile(
    r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|week|easter)\b|\[|\b(19|20)\d\d\b", re.IGNORECASE
)
TIMES = r"(\d\d?):(\d\d)\s*-\s*(\d\d?):(\d\d)"
# `Sa[1,3] 10:00-12:00`: the first and third Saturday of a month.
NTH = re.compile(rf"(Mo|Tu|We|Th|Fr|Sa|Su)\[(-?\d(?:,-?\d)*)\]\s+{TIMES}")
NO_HOLIDAYS = "PH off"


@dataclass(frozen=True)
class Slot:
    """A time that comes again. `opens`, `closes`: minutes after the midnight that its day begins with, so that a
    night shift closes after 1,440. `days`: as in a calendar, `MO`, or `1SA` for the first Saturday of a month."""

    freq: str
    days: tuple[str, ...]
    opens: int
    closes: int

    @property
    def overnight(self) -> bool:
        return self.closes > DAY_MINUTES

    @property
    def whole_day(self) -> bool:
        return self.closes - self.opens == DAY_MINUTES


@lru_cache(maxsize=20_000)
def slots(hours: str) -> tuple[Slot, ...] | None:
    """The times that come again every week or month. None where the hours differ over the year, or make no sense."""
    if not SEASONAL.search(hours):
        return _weekly(hours)
    rules = [rule.strip() for rule in hours.split(";") if rule.strip() and rule.strip() != NO_HOLIDAYS]
    found = [NTH.fullmatch(rule) for rule in rules]
    return tuple(_nth(match) for match in found if match) if found and all(found) else None


def _weekly(hours: str) -> tuple[Slot, ...] | None:
    together: dict[tuple[int, int], list[str]] = defaultdict(list)
    for number, name in enumerate(DAYS):
        day = MONDAY + timedelta(days=number)
        midnight = datetime.combine(day, time())
        try:
            spans = usual_spans(hours, day)
        except (ParserError, ValueError):
            return None
        for begins, ends in spans:
            together[_minutes(begins - midnight), _minutes(ends - midnight)].append(name)
    return tuple(Slot(WEEKLY, tuple(days), opens, closes) for (opens, closes), days in sorted(together.items()))


def _nth(match: re.Match[str]) -> Slot:
    day, numbers, *clock = match.groups()
    opens, closes = (int(hour) * 60 + int(minute) for hour, minute in (clock[:2], clock[2:]))
    days = tuple(f"{number}{day.upper()}" for number in numbers.split(","))
    return Slot(MONTHLY, days, opens, closes if closes > opens else closes + DAY_MINUTES)


def _minutes(length: timedelta) -> int:
    return int(length.total_seconds()) // 60


def on_bank_holidays(hours: str) -> str:
    """What the hours say of bank holidays, in words; nothing where they do not mention them."""
    if not HOLIDAY.search(hours):
        return ""
    try:
        every = {tuple(holiday_spans(hours, MONDAY + timedelta(days=ahead))) for ahead in range(len(DAYS))}
    except (ParserError, ValueError):
        return ""
    if every == {()}:
        return "Closed on bank holidays in England."
    times = {tuple(f"{begins:%H:%M}–{ends:%H:%M}" for begins, ends in spans) for spans in every}
    return f"On bank holidays in England: {', '.join(times.pop())}." if len(times) == 1 else ""
