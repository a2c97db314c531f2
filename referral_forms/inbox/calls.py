"""Calls at a time that somebody chose: what is still free, and booking it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from django.db.models import Count

from places import calling
from places.hours import LONDON
from places.models import Area, CallTimes

from .models import CallBooking, Case

# Few enough to read through with a frightened eye, spread over a few days.
SHOWN, SHOWN_A_DAY = 12, 4
NOON, EVENING = 12, 17


@dataclass(frozen=True)
class Slot:
    starts_at: datetime
    ends_at: datetime


def free(area: Area, now: datetime, safe: Collection[str] = ()) -> list[Slot]:
    """Times that can be chosen now, at most a dozen over a few days, in order.

    `safe`: keys of `contact.TIMES`; where any free time falls into these, only such times are shown.
    """
    open_slots = list(_open(area, now))
    slots = [slot for slot in open_slots if part_of_week(slot.starts_at) in safe] or open_slots
    shown: list[Slot] = []
    for _day, group in groupby(slots, key=lambda slot: slot.starts_at.astimezone(LONDON).date()):
        shown += _spread(list(group))
    return shown[:SHOWN]


def _open(area: Area, now: datetime) -> Iterator[Slot]:
    offered = list(calling.upcoming(area, now))
    taken = _taken(offered)
    for row, start in offered:
        if taken.get((row.commission_id, row.area_id, start), 0) < row.places:
            yield Slot(start, start + timedelta(minutes=row.slot_minutes))


def _taken(offered: list[tuple[CallTimes, datetime]]) -> dict[tuple[int, int | None, datetime], int]:
    if not offered:
        return {}
    commissions = {row.commission_id for row, _start in offered}
    rows = CallBooking.objects.filter(commission__in=commissions, starts_at__gte=offered[0][1])
    counted = rows.order_by().values_list("commission_id", "area_id", "starts_at").annotate(number=Count("pk"))
    return {(commission, area, start): number for commission, area, start, number in counted}


def _spread(slots: list[Slot]) -> list[Slot]:
    """A few of one day, from its first to its last."""
    if len(slots) <= SHOWN_A_DAY:
        return slots
    return [slots[turn * (len(slots) - 1) // (SHOWN_A_DAY - 1)] for turn in range(SHOWN_A_DAY)]


def part_of_week(moment: datetime) -> str:
    """A key of `contact.TIMES`."""
    local = moment.astimezone(LONDON)
    if local.weekday() >= 5:
        return "weekend"
    return f"weekday_{'morning' if local.hour < NOON else 'afternoon' if local.hour < EVENING else 'evening'}"


def book(case: Case, starts_at: datetime, now: datetime) -> bool:
    """Keep this time for the case; False when it is no longer to be had. Call it inside the case's transaction.

    The policy's row is locked until that ends, so that two who choose the last place are counted one after the
    other. (SQLite has one writer at a time, and needs no lock.)
    """
    row = calling.rule_at(case.area, starts_at, now) if case.area else None
    if row is None:
        return False
    CallTimes.objects.select_for_update().get(pk=row.pk)
    pool = CallBooking.objects.filter(commission=row.commission_id, area=row.area_id, starts_at=starts_at)
    if pool.count() >= row.places:
        return False
    CallBooking.objects.create(case=case, commission_id=row.commission_id, area_id=row.area_id, starts_at=starts_at)
    return True
