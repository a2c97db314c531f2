"""The one door to cases."""

from django.db.models import Q, QuerySet

from accounts.models import User
from accounts.permissions import Scope, has, holders, scopes

from .models import Case


def cases_for(user: User, permission: str = "case.read") -> QuerySet[Case]:
    """The cases that `user` may see (or work on, by `permission`); nothing else of the house fetches a case.

    A case without an area is for those whose membership covers every area.
    """
    allowed = Q(pk__in=[])
    for scope in scopes(user, permission):
        # Never an empty Q: `|` would drop it, and with it the widest scope.
        part = Q(pk__isnull=False)
        if scope.kinds is not None:
            part &= Q(kind__in=scope.kinds)
        if scope.area_ids is not None:
            part &= Q(area_id__in=scope.area_ids)
        allowed |= part
    if permission == "case.read":
        allowed |= _children_for(user)
    return Case.objects.filter(allowed & (Q(restricted=False) | _restricted_for(user)))


def _restricted_for(user: User) -> Q:
    """A restricted case is there for safeguarding leads of its area, and for those they opened it to (domain H 15)."""
    # A subquery: joined, a case would come once for each person it is open to.
    allowed = Q(pk__in=Case.opened_to.through.objects.filter(user_id=user.pk).values("case_id"))
    return allowed | led_by(user)


def led_by(user: User) -> Q:
    """Cases of the areas for which somebody is a safeguarding lead."""
    allowed = Q(pk__in=[])
    for scope in scopes(user, "safeguarding.read"):
        allowed |= Q(pk__isnull=False) if scope.area_ids is None else Q(area_id__in=scope.area_ids)
    return allowed


def leads_for(case: Case) -> list[User]:
    """Safeguarding leads who may see this case though it is restricted, by name. The case may be unsaved."""
    return [user for user in holders("safeguarding.read").order_by("name", "pk") if _leads(user, case)]


def _leads(user: User, case: Case) -> bool:
    answers = any(_within(scope, case.area_id) for scope in scopes(user, "safeguarding.read"))
    return answers and (case.is_child or reads(user, case))


def reads(user: User, case: Case) -> bool:
    """Whether somebody reads cases of this kind and area, closed ones apart."""
    return any(scope.covers(case.kind, case.area_id) for scope in scopes(user, "case.read"))


def _within(scope: Scope, area_id: int | None) -> bool:
    return scope.area_ids is None or area_id in scope.area_ids


def _children_for(user: User) -> Q:
    """The safeguarding lead sees every case of somebody under 18 in their areas (domain H 9)."""
    allowed = Q(pk__in=[])
    for scope in scopes(user, "safeguarding.read"):
        part = Q(is_child=True)
        if scope.area_ids is not None:
            part &= Q(area_id__in=scope.area_ids)
        allowed |= part
    return allowed


def may_see_queue(user: User) -> bool:
    return has(user, "case.read") or has(user, "safeguarding.read")
