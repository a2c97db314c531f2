"""What is due: the staff report, its filters and its counts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from .due import Intervals, due_on, phone_checked_on, phone_due_on
from .standing import AREAS, KIND_NAMES, ORGANISATION, Standing, kind_of, public, unkept, with_standing

PER_PAGE = 50
DUE, OVERDUE, SOON, UNKEPT, ALL = "due", "overdue", "soon", "unkept", "all"


@dataclass(frozen=True)
class Filters:
    """As they stand in the address. They name public entries only."""

    kind: str = "access-point"
    show: str = DUE
    area: str = ""
    organisation: str = ""

    @classmethod
    def of(cls, data: QueryDict) -> "Filters":
        """Whatever is not a filter of ours is passed over."""
        kind, show = data.get("kind", ""), data.get("show", "")
        organisation = data.get("organisation", "")
        return cls(
            kind if kind in KIND_NAMES else "access-point",
            show if show in {OVERDUE, SOON, UNKEPT, ALL} else DUE,
            data.get("area", "")[:60],
            # An id, and short enough for any database.
            organisation if organisation.isascii() and organisation.isdecimal() and len(organisation) < 10 else "",
        )

    def query(self, **changed: str) -> str:
        """The filters as the end of an address."""
        data = QueryDict(mutable=True)
        data.update({**self.__dict__, **changed})
        return data.urlencode()


RULES = {
    DUE: Q(standing__in=[Standing.OVERDUE.value, Standing.SOON.value]),
    OVERDUE: Q(standing=Standing.OVERDUE.value),
    SOON: Q(standing=Standing.SOON.value),
    UNKEPT: unkept(),
    ALL: Q(),
}


@dataclass(frozen=True)
class Row:
    entry: Any
    standing: Standing
    due_on: date | None
    # Where the number is due before the rest.
    number_first: bool


def rows(filters: Filters, today: date, every: Intervals) -> QuerySet[Any]:
    """Every entry within kind, area and organisation, as `show` does not matter yet."""
    found = with_standing(filters.kind, public(filters.kind), today, every)
    if filters.organisation:
        found = found.filter(**{ORGANISATION[filters.kind]: filters.organisation})
    if filters.area:
        model = found.model
        inside = model.objects.filter(**{f"{AREAS[filters.kind]}__slug": filters.area})
        found = found.filter(pk__in=inside.values("pk"))
    return found


def counts(found: QuerySet[Any]) -> dict[str, int]:
    return found.order_by().aggregate(**{name: Count("pk", filter=rule) for name, rule in RULES.items()})


def page(found: QuerySet[Any], filters: Filters, number: str | None, every: Intervals) -> tuple[Page, list[Row]]:
    shown = Paginator(found.filter(RULES[filters.show]), PER_PAGE).get_page(number)
    return shown, [_row(entry, every) for entry in shown.object_list]


def _row(entry: Any, every: Intervals) -> Row:
    due = due_on(entry, every)
    return Row(entry, Standing(entry.standing), due, due is not None and phone_due_on(entry, every) == due)


def sheet_head() -> list[str]:
    return [
        *(_("Kind"), _("Name"), _("Organisation"), _("Standing"), _("Due on"), _("Last checked on")),
        *(_("Telephone"), _("Telephone last checked on"), _("Who keeps it true")),
    ]


def sheet(found: QuerySet[Any], filters: Filters, every: Intervals) -> Iterator[list[Any]]:
    """The rows of the CSV file, read as they are sent."""
    for entry in found.filter(RULES[filters.show]).iterator(chunk_size=500):
        number = getattr(entry, "phone", "")
        yield [
            KIND_NAMES[kind_of(entry)],
            entry.name,
            organisation_of(entry).name,
            Standing(entry.standing).label,
            due_on(entry, every),
            entry.checked_on,
            number,
            phone_checked_on(entry) if number else None,
            entry.keeper.role if entry.keeper and entry.keeper.is_active else "",
        ]


def organisation_of(entry: Any) -> Any:
    kind = kind_of(entry)
    if kind == "access-point":
        return entry.service.organisation
    return entry.organisation if kind == "service" else entry
