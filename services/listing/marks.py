"""The choices that fit an access point, as one text: ` how:drop_in ask:self support:groups `."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from opening_hours import ParserError  # type: ignore[attr-defined]  # its stubs leave the error out

from places.hours import HOLIDAY, LONDON, CalendarUnknown, holiday_spans, spans, usual_spans
from services import hours
from services.asking import ASK, HOW, WHEN
from services.models import AccessPoint

# Evening begins here, on London's clock (K-11.3).
EVENING = time(18)
SATURDAY = 5
# A Monday to reckon a usual week from; which one does not matter, so the rows do not change with the day.
SOME_MONDAY = date(2026, 1, 5)
DAYS_AHEAD = 9
Span = tuple[datetime, datetime]


def marks(point: AccessPoint, facets: list[str]) -> str:
    own = [f"{HOW}:{point.kind}", f"{ASK}:{'self' if point.self_referral else 'referral'}"]
    return f" {' '.join([*own, *(f'{WHEN}:{key}' for key in _usual(point.hours)), *sorted(facets)])} "


def _usual(text: str) -> list[str]:
    """When it is usually open, of the times that are hard to find."""
    if not text:
        return []
    try:
        week = [usual_spans(text, SOME_MONDAY + timedelta(days=ahead)) for ahead in range(7)]
    except (ParserError, ValueError):
        return []
    found = []
    if any(_in_evening(begins, ends) for spans in week for begins, ends in spans):
        found.append("evenings")
    if any(week[day] for day in (SATURDAY, SATURDAY + 1)):
        found.append("weekends")
    if _bank_holidays(text):
        found.append("bank-holidays")
    return found


def _in_evening(begins: datetime, ends: datetime) -> bool:
    evening = datetime.combine(begins.date(), EVENING)
    return ends > evening and begins < evening + timedelta(hours=6)


def _bank_holidays(text: str) -> bool:
    """Whether it is open on every bank holiday. Hours that do not mention them promise nothing, but for 24/7."""
    if text == hours.ALWAYS:
        return True
    week = (SOME_MONDAY + timedelta(days=ahead) for ahead in range(7))
    return bool(HOLIDAY.search(text)) and all(holiday_spans(text, day) for day in week)


class Times:
    """When places are open in the coming days, from yesterday on: a night shift may still go on.

    Days whose bank holidays are not known yet have none: nothing is promised for them.
    """

    def __init__(self, now: datetime) -> None:
        today = now.astimezone(LONDON).date()
        self.days = [today + timedelta(days=ahead) for ahead in range(-1, DAYS_AHEAD)]
        self._usual: dict[str, list[Span]] = {}

    def of(self, point: AccessPoint) -> list[Span]:
        times = hours.Timetable(point)
        if point.closed_from or point.closed_until or times.exceptions:
            return self._spans(times.spans_on)
        if point.hours not in self._usual:
            # Most places have the same hours as many others.
            self._usual[point.hours] = self._spans(lambda day: spans(point.hours, day)) if point.hours else []
        return self._usual[point.hours]

    def _spans(self, of_day: Callable[[date], list[Span]]) -> list[Span]:
        found: list[Span] = []
        for day in self.days:
            try:
                found += of_day(day)
            except (CalendarUnknown, ParserError, ValueError):
                continue
        return found
