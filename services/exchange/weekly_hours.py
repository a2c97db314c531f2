"""Another publisher's schedules as opening hours in OpenStreetMap's syntax, where they are the same every week."""

import re
from collections.abc import Iterable
from typing import Any

from .shapes import text

DAYS = {"MO": "Mo", "TU": "Tu", "WE": "We", "TH": "Th", "FR": "Fr", "SA": "Sa", "SU": "Su"}
CLOCK = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?")
SPECIAL = ("bymonthday", "byyearday", "byweekno", "until", "count", "valid_from", "valid_to")


def weekly(schedules: Iterable[dict[str, Any]]) -> tuple[str, bool]:
    """(hours, whether all of them could be read)."""
    by_day: dict[str, set[str]] = {day: set() for day in DAYS.values()}
    whole = True
    for schedule in schedules:
        times = _times(schedule)
        days = [DAYS.get(day.strip().upper()) for day in text(schedule, "byday").split(",")]
        if times is None or None in days:
            whole = False
            continue
        for day in days:
            by_day[str(day)].add(times)
    # A second rule about the same day would take the place of the first: a day stands once, with all its times.
    together: dict[str, list[str]] = {}
    for day, found in by_day.items():
        if found:
            together.setdefault(",".join(sorted(found)), []).append(day)
    return "; ".join(f"{','.join(days)} {times}" for times, days in together.items()), whole


def _times(schedule: dict[str, Any]) -> str | None:
    opens, closes = (CLOCK.fullmatch(text(schedule, name)) for name in ("opens_at", "closes_at"))
    special = any(text(schedule, name) for name in SPECIAL) or text(schedule, "interval") not in ("", "1")
    if text(schedule, "freq").upper() != "WEEKLY" or special or opens is None or closes is None:
        return None
    begins, ends = (f"{int(match[1]):02}:{match[2]}" for match in (opens, closes))
    return f"{begins}-{'24:00' if begins == ends == '00:00' else ends}"
