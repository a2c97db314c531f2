"""Reading the queue: filters, counts, pages. Every query goes through the one door."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.http import QueryDict

from accounts.models import User
from places.models import Area

from . import kinds, whys
from .models import ActNow, Case, Pathway, Risk
from .permissions import cases_for

PAGE = 25


@dataclass(frozen=True)
class Filters:
    """What the queue is narrowed to; anything that is not a known choice is passed over."""

    area: str = ""
    kind: str = ""
    state: str = ""
    mine: bool = False
    show: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> "Filters":
        return cls(
            area=query.get("area", ""),
            kind=query.get("kind", "") if query.get("kind") in dict(kinds.choices()) else "",
            state=query.get("state", "") if query.get("state") in kinds.states() else "",
            mine=query.get("mine") == "1",
            show=query.get("show", "") if query.get("show") in SHOWS else "",
        )

    def chosen(self) -> dict[str, str]:
        values = {
            "area": self.area,
            "kind": self.kind,
            "state": self.state,
            "mine": "1" if self.mine else "",
            "show": self.show,
        }
        return {key: value for key, value in values.items() if value}


SHOWS: dict[str, Q] = {
    "act_now": ~Q(act_now=ActNow.NONE),
    **{risk: Q(act_now=ActNow.NONE, risk=risk) for risk in Risk.values},
    "idva": Q(pathway=Pathway.IDVA),
    "overdue": Q(contact_overdue=True),
    "nobody": Q(assigned_to=None),
    "people": Q(maybe_machine=False),
}


def queue(user: User, filters: Filters) -> QuerySet[Case]:
    """The cases that `user` may see, by rank: danger, risk and need, never by time (K-8.1)."""
    cases = _narrowed(user, filters)
    if filters.show:
        cases = cases.filter(SHOWS[filters.show])
    return cases.select_related("area", "assigned_to").order_by("rank")


def _narrowed(user: User, filters: Filters) -> QuerySet[Case]:
    cases = cases_for(user)
    cases = cases.filter(state=filters.state) if filters.state else cases.filter(closed=False)
    if filters.area:
        cases = cases.filter(area__slug=filters.area)
    if filters.kind:
        cases = cases.filter(kind=filters.kind)
    if filters.mine:
        cases = cases.filter(assigned_to=user)
    return cases


def counts(user: User, filters: Filters) -> dict[str, int]:
    """How many cases each choice of `show` would list, and `all`; one query."""
    # Prefixed: a total must not take the name of the field that it counts.
    totals = {f"n_{key}": Count("pk", filter=condition) for key, condition in SHOWS.items()}
    found = _narrowed(user, filters).aggregate(n_all=Count("pk"), **totals)
    return {name.removeprefix("n_"): number for name, number in found.items()}


def page_of(cases: QuerySet[Case], number: str | None) -> Page:
    page = Paginator(cases, PAGE).get_page(number)
    whys.open_all(page.object_list)
    return page


def areas_of(user: User) -> QuerySet[Area]:
    """Areas in which `user` may see cases: the choices of the filter."""
    return Area.objects.filter(pk__in=cases_for(user).order_by().values("area_id")).order_by("name")
