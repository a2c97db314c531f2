"""Staffed hours and call times for the demo: invented, because no source states real ones."""

from datetime import date

from .models import CallTimes, Commission, StaffedHours
from .reference import KENT_KEY

DEMO_HOURS = "Mo-Fr 09:00-17:00; PH off"
DEMO_CALLS = "Mo-Fr 09:30-16:30; PH off"
START = date(2016, 7, 1)


def load() -> int:
    """Give Kent and Medway a staffed team's hours; Darlington and County Durham have none. Returns rows made.

    Rows that somebody entered are left alone.
    """
    commission = Commission.objects.filter(key=KENT_KEY).first()
    return _staffed(commission) + _calls(commission) if commission else 0


def _staffed(commission: Commission) -> int:
    if StaffedHours.objects.filter(commission=commission).exists():
        return 0
    StaffedHours.objects.create(
        commission=commission, hours=DEMO_HOURS, valid_from=START, provisional=True, note="Demo: invented hours."
    )
    return 1


def _calls(commission: Commission) -> int:
    if CallTimes.objects.filter(commission=commission).exists():
        return 0
    CallTimes.objects.create(
        commission=commission,
        hours=DEMO_CALLS,
        places=2,
        valid_from=START,
        provisional=True,
        note="Demo: invented times.",
    )
    return 1
