"""Which entries are due, asked of the database: the same rule as `due`, for many rows in one query."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Case, F, Model, Q, QuerySet, TextChoices, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from services.models import AccessPoint, Organisation, Service

from .due import Intervals

# What is kept true, by the word that stands in addresses.
KINDS: dict[str, type[AccessPoint | Service | Organisation]] = {
    "access-point": AccessPoint,
    "service": Service,
    "organisation": Organisation,
}
KIND_NAMES = {"access-point": _("Access points"), "service": _("Services"), "organisation": _("Organisations")}
# From an entry of each kind to its organisation, and to the areas it serves.
ORGANISATION = {"access-point": "service__organisation", "service": "organisation", "organisation": "pk"}
AREAS = {"access-point": "areas", "service": "access_points__areas", "organisation": "services__access_points__areas"}
ABOVE = {"access-point": ("service", "service__organisation"), "service": ("organisation",), "organisation": ()}


class Standing(TextChoices):
    OVERDUE = "overdue", _("Overdue")
    SOON = "soon", _("Due soon")
    FINE = "fine", _("Checked")


def public(kind: str) -> QuerySet[Any]:
    """The English rows of one kind that readers can see: these are kept true, translations follow them."""
    above = {f"{path}__live": True for path in ABOVE[kind]}
    rows = KINDS[kind].objects.filter(live=True, locale__language_code=settings.LANGUAGE_CODE, **above)
    return rows.select_related("keeper", *ABOVE[kind], *(["area"] if kind == "access-point" else []))


def overdue_rule(kind: str, today: date, every: Intervals) -> Q:
    return _older(kind, today, every, 0)


def due_by_rule(kind: str, day: date, every: Intervals) -> Q:
    """What stands overdue the day after `day` unless somebody checks it."""
    return _older(kind, day, every, 1)


def _older(kind: str, day: date, every: Intervals, grace: int) -> Q:
    """Never checked, or so long ago that its time has run out on `day`; `grace` 1 counts the last day in."""
    rule = Q(checked_on=None) | Q(checked_on__lt=_before(day, every.other_days, grace))
    if kind == "access-point":
        rule |= ~Q(phone="") & Q(number_checked__lt=_before(day, every.phone_days, grace))
    return rule


def _before(day: date, days: int, grace: int) -> date:
    return day - timedelta(days=days - grace)


def with_number_checked(kind: str, rows: QuerySet[Any]) -> QuerySet[Any]:
    if kind != "access-point":
        return rows
    return rows.annotate(number_checked=Coalesce("phone_checked_on", "checked_on"))


def with_standing(kind: str, rows: QuerySet[Any], today: date, every: Intervals) -> QuerySet[Any]:
    """Adds `standing`, and orders: overdue first, then soon, and within each what was checked longest ago."""
    soon = due_by_rule(kind, today + timedelta(days=every.remind_days), every)
    standing = Case(
        When(overdue_rule(kind, today, every), then=Value(Standing.OVERDUE.value)),
        When(soon, then=Value(Standing.SOON.value)),
        default=Value(Standing.FINE.value),
    )
    urgency = Case(
        When(standing=Standing.OVERDUE.value, then=Value(0)),
        When(standing=Standing.SOON.value, then=Value(1)),
        default=Value(2),
    )
    rows = with_number_checked(kind, rows).annotate(standing=standing).annotate(urgency=urgency)
    return rows.order_by("urgency", F("checked_on").asc(nulls_first=True), "name", "pk")


def unkept() -> Q:
    """Nobody looks after it: no keeper, or one who has left."""
    return Q(keeper=None) | Q(keeper__is_active=False)


def kind_of(entry: Model) -> str:
    return next(kind for kind, model in KINDS.items() if isinstance(entry, model))
