"""Times at which somebody can have themselves called. Bookings are counted by whoever keeps them."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db.models import Q

from . import hours, policy
from .hours import LONDON, UTC, CalendarUnknown
from .models import Area, CallTimes, Commission


def rule(area: Area, day: date) -> CallTimes | None:
    """The row that holds for an area on a day: its own, its council's, or the commission's."""
    commission = policy.commission_for(area, day)
    return _nearest(area, commission, day) if commission else None


def _nearest(area: Area, commission: Commission, day: date) -> CallTimes | None:
    order: dict[int | None, int] = {area.pk: 0, area.parent_id: 1} if area.parent_id else {area.pk: 0}
    rows = CallTimes.objects.in_force(day).filter(commission=commission)
    holding = rows.filter(Q(area=None) | Q(area__in=[area.pk, area.parent_id]))
    nearest = sorted(holding, key=lambda row: order.get(row.area_id, 2))
    return nearest[0] if nearest else None


def starts_on(row: CallTimes, day: date) -> list[datetime]:
    """Every time that begins on this day, in UTC; a call fits whole into the hours. Empty where they are unknown."""
    length = timedelta(minutes=row.slot_minutes)
    try:
        spans = hours.spans(row.hours, day)
    except CalendarUnknown:
        return []
    return [opens + length * turn for opens, closes in spans for turn in range((closes - opens) // length)]


def upcoming(area: Area, now: datetime) -> Iterator[tuple[CallTimes, datetime]]:
    """Each time that may be offered now, taken or not, in order, with the row it comes from."""
    today = now.astimezone(LONDON).date()
    first = rule(area, today)
    for ahead in range(first.days_ahead if first else 0):
        day = today + timedelta(days=ahead)
        row = first if ahead == 0 else rule(area, day)
        if row is not None:
            earliest = now + timedelta(minutes=row.notice_minutes)
            yield from ((row, start) for start in starts_on(row, day) if start >= earliest)


def rule_at(area: Area, start: datetime, now: datetime) -> CallTimes | None:
    """The row by which a call may still begin at `start`, or None.

    Half of the notice is enough: whoever was offered a time needs a while for the questions that follow.
    """
    row = rule(area, start.astimezone(LONDON).date())
    if row is None or start - now < timedelta(minutes=row.notice_minutes) / 2:
        return None
    return row if start.astimezone(UTC) in starts_on(row, start.astimezone(LONDON).date()) else None
