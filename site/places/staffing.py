"""When somebody is there to look, and when a span of staffed time has passed.

All times are aware. Days are London's days, and time is counted as it passes, across changes of the clock too.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import structlog
from django.db.models import Q, QuerySet

from . import hours
from .hours import LONDON, UTC, CalendarUnknown
from .models import Area, Commission, StaffedHours

# Nobody there for so long means that nobody is there.
HORIZON_DAYS = 400
log = structlog.get_logger()


class CannotSay(LookupError):
    """No time can be told: no team is staffed, or the bank holidays are not known so far ahead."""


def is_staffed(area: Area, now: datetime) -> bool:
    """Whether a team works for this area at all these days, even if nobody is there this minute."""
    return _Roster(area).row(_day(now)) is not None


def is_open(area: Area, now: datetime) -> bool:
    """Whether somebody is there at this moment. False where that is not known: nobody is told so in vain."""
    opens, _closes = next(_until_unknown(area, now), (None, None))
    return opens is not None and opens <= now


def next_open(area: Area, now: datetime) -> datetime | None:
    """When somebody is next there, or `now` if somebody is; None if that cannot be said."""
    for start, _end in _until_unknown(area, now):
        return max(start.astimezone(LONDON), now.astimezone(LONDON))
    return None


def add_staffed(area: Area, start: datetime, minutes: int) -> datetime:
    """The moment by which so many staffed minutes have passed.

    Raises CannotSay where there are no staffed hours, or they depend on bank holidays not known yet: refuse the
    promise then; for an alert use `alert_at`.
    """
    if minutes < 0:
        raise ValueError("Time does not run backwards.")
    left = timedelta(minutes=minutes)
    try:
        for opens, closes in _spans(area, start):
            begins = max(opens, start.astimezone(UTC))
            if closes - begins >= left:
                return (begins + left).astimezone(LONDON)
            left -= closes - begins
    except CalendarUnknown as fault:
        raise CannotSay(str(fault)) from fault
    raise CannotSay("Nobody is staffed here.")


def alert_at(area: Area | None, start: datetime, minutes: int) -> datetime:
    """As `add_staffed`, but where that cannot be said every minute counts: an alert rather comes too early."""
    try:
        if area is not None:
            return add_staffed(area, start, minutes)
    except CannotSay:
        log.warning("staffed_time_unknown", area=area.pk if area else None)
    return (start.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(LONDON)


@dataclass(frozen=True)
class Outlook:
    """When somebody looks, for one area. `next`: see `next_open`."""

    area: Area
    staffed: bool
    open: bool
    next: datetime | None


def outlooks(areas: Iterable[Area], now: datetime) -> list[Outlook]:
    """`is_staffed`, `is_open` and `next_open` of many areas, with four queries for them all."""
    rows = list(_rows().prefetch_related("commission__areas"))
    result = []
    for area in areas:
        mine = [row for row in rows if {area.pk, area.parent_id} & {each.pk for each in row.commission.areas.all()}]
        roster = _Roster(area, [row for row in mine if row.area_id in (None, area.pk, area.parent_id)])
        opens = next((start for start, _end in _until_unknown(area, now, roster)), None)
        following = max(opens.astimezone(LONDON), now.astimezone(LONDON)) if opens else None
        staffed = roster.row(_day(now)) is not None
        result.append(Outlook(area, staffed, opens is not None and opens <= now, following))
    return result


def _rows() -> QuerySet[StaffedHours]:
    return StaffedHours.objects.select_related("commission").prefetch_related("commission__extensions")


class _Roster:
    """All rows that can matter for one area, read at once unless they are given."""

    def __init__(self, area: Area, rows: list[StaffedHours] | None = None) -> None:
        self._order: dict[int | None, int] = {area.pk: 0, area.parent_id: 1} if area.parent_id else {area.pk: 0}
        self._rows = self._read() if rows is None else rows

    def _read(self) -> list[StaffedHours]:
        rows = _rows().filter(Q(area=None) | Q(area__in=list(self._order)))
        return list(rows.filter(commission__in=Commission.objects.filter(areas__in=list(self._order))))

    def row(self, day: date) -> StaffedHours | None:
        """The nearest row that holds: the area's own, its council's, the commission's."""
        holding = [row for row in self._rows if row.holds_on(day) and row.commission.runs_on(day)]
        nearest = sorted(holding, key=lambda row: (self._order.get(row.area_id, 2), -row.valid_from.toordinal()))
        return nearest[0] if nearest else None


def _spans(area: Area, since: datetime, roster: _Roster | None = None) -> Iterator[tuple[datetime, datetime]]:
    """Staffed times that end after a moment, in UTC, in order and apart."""
    roster = roster or _Roster(area)
    # A night shift may have begun the day before.
    first = _day(since) - timedelta(days=1)
    reached = since.astimezone(UTC)
    last: datetime | None = None
    for ahead in range(HORIZON_DAYS):
        day = first + timedelta(days=ahead)
        row = roster.row(day)
        for starts, closes in hours.spans(row.hours, day) if row else ():
            # Two night shifts, or a row that follows another, may overlap.
            opens = max(starts, last) if last else starts
            if closes > opens and closes > reached:
                yield opens, closes
                last = closes


def _until_unknown(area: Area, now: datetime, roster: _Roster | None = None) -> Iterator[tuple[datetime, datetime]]:
    """As far as bank holidays are known; the alarm is in the log, and `places.tasks` raises it long before."""
    try:
        yield from _spans(area, now, roster)
    except CalendarUnknown:
        log.error("bank_holidays_unknown", known_until=hours.known_until().isoformat())


def _day(moment: datetime) -> date:
    return moment.astimezone(LONDON).date()
