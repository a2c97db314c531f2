"""By when somebody is to have looked, by the response times of the Commission. Nothing is sorted by it (K-8.1)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from places import policy, staffing
from places.models import Area, Commission, Level

from .kinds import Text
from .models import ActNow, Case


@dataclass(frozen=True)
class Due:
    """`by` is None where nobody can say: no staffed hours, or bank holidays that are not known yet."""

    level: Text
    by: datetime | None
    minutes: int
    provisional: bool


def level_of(act_now: str, risk: str) -> Level:
    return Level.ACT_NOW if act_now != ActNow.NONE else Level(risk)


def due(case: Case) -> Due | None:
    """Counted from its arrival in staffed minutes, by the target of that day; None without an area or a target."""
    if case.area is None or case.commission is None:
        return None
    day = timezone.localdate(case.received_at)
    level = level_of(case.act_now, case.risk)
    target = policy.response_target(case.commission, level, day)
    if target is None:
        return None
    by = moment(case.area, case.commission, level, case.received_at, day)
    return Due(level.label, by, target.staffed_minutes, target.provisional)


def moment(area: Area, commission: Commission, level: str, start: datetime, day: date) -> datetime | None:
    """When so many staffed minutes as the target of `day` gives have passed since `start`."""
    target = policy.response_target(commission, level, day)
    if target is None:
        return None
    try:
        return staffing.add_staffed(area, start, target.staffed_minutes)
    except staffing.CannotSay:
        return None
