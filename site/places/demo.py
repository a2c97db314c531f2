"""Staffed hours for the demo: invented, because no source states real ones."""

from datetime import date

from .models import Commission, StaffedHours
from .reference import KENT_KEY

DEMO_HOURS = "Mo-Fr 09:00-17:00; PH off"


def load() -> int:
    """Give Kent and Medway a staffed team's hours; Darlington and County Durham have none. Returns rows made.

    Hours that somebody entered are left alone.
    """
    commission = Commission.objects.filter(key=KENT_KEY).first()
    if commission is None or StaffedHours.objects.filter(commission=commission).exists():
        return 0
    StaffedHours.objects.create(
        commission=commission,
        hours=DEMO_HOURS,
        valid_from=date(2016, 7, 1),
        provisional=True,
        note="Demo: invented hours.",
    )
    return 1
