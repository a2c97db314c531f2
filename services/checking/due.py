"""When an entry is to be checked again: telephone numbers more often than the rest. No clock in here."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from services.models.checking import OTHER_DAYS, PHONE_DAYS, REMIND_DAYS, CheckIntervals

if TYPE_CHECKING:
    from services.models import AccessPoint, Organisation, Service

    # Of these only an access point has a number.
    Checked = AccessPoint | Service | Organisation


@dataclass(frozen=True)
class Intervals:
    """How often, in days. Read once a page with `intervals()`, and handed to the functions below."""

    phone_days: int = PHONE_DAYS
    other_days: int = OTHER_DAYS
    remind_days: int = REMIND_DAYS


def intervals() -> Intervals:
    """What the setting says. One query; it writes nothing, as reading the setting's page would."""
    kept = CheckIntervals.objects.order_by("pk").values_list("phone_days", "other_days", "remind_days").first()
    return Intervals(*kept) if kept else Intervals()


def phone_checked_on(point: "Checked") -> date | None:
    """When a person last checked the number; whoever checks an entry and says no more has checked its number too."""
    return getattr(point, "phone_checked_on", None) or point.checked_on


def due_on(point: "Checked", every: Intervals | None = None) -> date | None:
    """The last day on which it still counts as checked: of its number or of the rest. None: never checked, due now."""
    every = every or intervals()
    if point.checked_on is None:
        return None
    rest = point.checked_on + timedelta(days=every.other_days)
    number = phone_due_on(point, every)
    return rest if number is None else min(rest, number)


def phone_due_on(point: "Checked", every: Intervals | None = None) -> date | None:
    """As `due_on`, of the number alone. None also where there is no number."""
    checked = phone_checked_on(point)
    if checked is None or not getattr(point, "phone", ""):
        return None
    return checked + timedelta(days=(every or intervals()).phone_days)


def overdue(point: "Checked", today: date, every: Intervals | None = None) -> bool:
    """Whether the entry, its number or the rest of it, has gone unchecked for too long."""
    due = due_on(point, every)
    return due is None or due < today


def phone_overdue(point: "Checked", today: date, every: Intervals | None = None) -> bool:
    """Whether its number has: then it stands with the day of its last check, and a national line beside it (H 4)."""
    if not getattr(point, "phone", ""):
        return False
    due = phone_due_on(point, every)
    return due is None or due < today
