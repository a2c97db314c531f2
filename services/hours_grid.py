"""Hours as a grid of days and times, to and from OpenStreetMap's syntax. Pure; knows no form.

What the grid cannot show (months, “the first Thursday”) is not turned into one: it stays as it was written.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from places.hours import HOLIDAY, ParserError, holiday_spans, usual_spans
from services.hours import ALWAYS

Times = tuple[tuple[time, time], ...]
DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
PAIRS = 3
MIDNIGHT = time()
# Any Monday: the grid knows no dates.
MONDAY = date(2024, 1, 1)
# Words of the syntax that mean the same in every week of every year.
PLAIN = re.compile(r"(?:Mo|Tu|We|Th|Fr|Sa|Su|PH|off|closed|open|24/7|\d{1,2}:\d{2}|[\s,;-])*", re.IGNORECASE)


@dataclass(frozen=True)
class Grid:
    """Times by day (`Mo` … `Su`); a day that is not there is closed. A time that ends at or before its beginning goes
    on into the next day; midnight to midnight is the whole day.

    holidays: None where bank holidays are like any other day.
    """

    days: Mapping[str, Times] = field(default_factory=dict)
    holidays: Times | None = None


def written(grid: Grid) -> str:
    """As OpenStreetMap writes it. Empty where it is never open."""
    rules: list[str] = []
    first = 0
    for index in range(1, len(DAYS) + 1):
        if index == len(DAYS) or _of(grid, index) != _of(grid, first):
            if _of(grid, first):
                rules.append(f"{_days(first, index - 1)} {times_written(_of(grid, first))}")
            first = index
    if grid.holidays:
        rules.append(f"PH {times_written(grid.holidays)}")
    elif grid.holidays is not None and rules:
        rules.append("PH off")
    return "; ".join(rules)


def times_written(times: Times) -> str:
    return ",".join(f"{begins:%H:%M}-{'24:00' if ends == MIDNIGHT else f'{ends:%H:%M}'}" for begins, ends in times)


def read(text: str) -> Grid | None:
    """The grid that means the same as `text`. None where there is none, or where the text cannot be read."""
    if not _is_plain(text):
        return None
    usual = {day: _pairs(usual_spans(text, MONDAY + timedelta(days=index))) for index, day in enumerate(DAYS)}
    holidays = _holidays(text) if HOLIDAY.search(text) else [None]
    if None in usual.values() or len(holidays) != 1:
        return None
    grid = Grid({day: times for day, times in usual.items() if times}, holidays[0])
    again = written(grid)
    return grid if again and _same(text, again) else None


def read_times(text: str) -> Times | None:
    """The same for hours that hold on any day alike, as other hours on some days do."""
    if HOLIDAY.search(text):
        return None
    grid = read(text)
    found = set(grid.days.values()) if grid and len(grid.days) == len(DAYS) else set()
    return found.pop() if len(found) == 1 else None


def overlap(times: Times) -> bool:
    spans = sorted((_minutes(begins), _minutes(ends) + (24 * 60 if ends <= begins else 0)) for begins, ends in times)
    return any(ends > begins for (_, ends), (begins, _) in pairwise(spans))


def _of(grid: Grid, index: int) -> Times:
    return grid.days.get(DAYS[index], ())


def _days(first: int, last: int) -> str:
    return DAYS[first] if first == last else f"{DAYS[first]}-{DAYS[last]}"


def _is_plain(text: str) -> bool:
    if not text or text == ALWAYS or not PLAIN.fullmatch(text):
        return False
    try:
        usual_spans(text, MONDAY)
    except (ParserError, ValueError):
        return False
    return True


def _pairs(spans: list[tuple[datetime, datetime]]) -> Times | None:
    """None where they do not fit into the boxes of a day."""
    if len(spans) > PAIRS or any(ends - begins > timedelta(days=1) for begins, ends in spans):
        return None
    return tuple((begins.time(), ends.time()) for begins, ends in spans)


def _holidays(text: str) -> list[Times | None]:
    """What holds on bank holidays: several values where it depends on the day of the week."""
    found = {_pairs(holiday_spans(text, MONDAY + timedelta(days=index))) for index in range(len(DAYS))}
    return [None, None] if None in found else list(found)


def _same(one: str, other: str) -> bool:
    days = [MONDAY + timedelta(days=index) for index in range(len(DAYS))]
    return all(reads(one, day) == reads(other, day) for day in days for reads in (usual_spans, holiday_spans))


def _minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute
