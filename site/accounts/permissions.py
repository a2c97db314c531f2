"""Who may do what: small predicates over a person's active memberships.

Memberships are read once for each loaded user and kept on it, so a request asks the database once.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from places.models import Area

from .models import Membership, User
from .roles import PERMISSIONS

KEPT_ON_USER = "_active_memberships"


@dataclass(frozen=True)
class Scope:
    """Where a permission holds. None means without limit."""

    kinds: frozenset[str] | None
    area_ids: frozenset[Any] | None

    def covers(self, kind: str | None, area_id: Any) -> bool:
        return (self.kinds is None or kind in self.kinds) and (self.area_ids is None or area_id in self.area_ids)


@dataclass(frozen=True)
class Grant:
    """One active membership, as plain values."""

    role: str
    scope: Scope


def active(now: datetime | None = None) -> QuerySet[Membership]:
    """Memberships that count at that moment."""
    now = now or timezone.now()
    return Membership.objects.filter(
        Q(valid_until=None) | Q(valid_until__gt=now), approved_at__lte=now, ended_at=None, user__is_active=True
    )


def grants(user: Any) -> list[Grant]:
    """The active memberships of a person; none for an anonymous or a closed account."""
    if not user.is_authenticated or not user.is_active:
        return []
    if not hasattr(user, KEPT_ON_USER):
        setattr(user, KEPT_ON_USER, _read(user))
    kept: list[Grant] = getattr(user, KEPT_ON_USER)
    return kept


def _read(user: User) -> list[Grant]:
    rows = active().filter(user=user).order_by("id").values_list("id", "role", "kinds", "areas")
    areas: dict[int, set[Any]] = defaultdict(set)
    heads: dict[int, tuple[str, list[str]]] = {}
    for membership, role, kinds, area in rows:
        heads[membership] = (role, kinds)
        if area is not None:
            areas[membership].add(area)
    return [
        Grant(role, Scope(frozenset(kinds) or None, with_parts(areas[membership]) or None))
        for membership, (role, kinds) in heads.items()
    ]


def with_parts(area_ids: Iterable[Any]) -> frozenset[Any]:
    """Those areas and every area that lies inside one of them."""
    found: set[Any] = set(area_ids)
    edge = found
    while edge:
        edge = set(Area.objects.filter(parent__in=edge).values_list("pk", flat=True)) - found
        found |= edge
    return frozenset(found)


def forget(user: User) -> None:
    """After a change of memberships: read them again when next asked."""
    user.__dict__.pop(KEPT_ON_USER, None)


def roles(user: Any) -> set[str]:
    return {grant.role for grant in grants(user)}


def has(user: Any, permission: str) -> bool:
    """Whether a person holds the permission anywhere at all."""
    return any(permission in PERMISSIONS.get(grant.role, ()) for grant in grants(user))


def scopes(user: Any, permission: str) -> list[Scope]:
    """Where a person holds the permission; an empty list means nowhere."""
    return [grant.scope for grant in grants(user) if permission in PERMISSIONS.get(grant.role, ())]


def holders(permission: str, now: datetime | None = None) -> QuerySet[User]:
    """Everybody who holds the permission somewhere."""
    granted = [role for role, permissions in PERMISSIONS.items() if permission in permissions]
    return User.objects.filter(pk__in=active(now).filter(role__in=granted).values("user"))


def may_propose_for(actor: User, user: User) -> bool:
    """Nobody changes what they may do themselves."""
    return has(actor, "membership.propose") and actor.pk != user.pk


def may_approve(actor: User, membership: Membership) -> bool:
    """A second person: neither who proposed it nor whom it is for, and only for areas and kinds they answer for."""
    if membership.state != "waiting" or actor.pk in (membership.user_id, membership.proposed_by_id):
        return False
    wanted = {area.pk for area in membership.areas.all()}
    return any(_within(scope, wanted, set(membership.kinds)) for scope in scopes(actor, "membership.approve"))


def _within(scope: Scope, area_ids: set[Any], kinds: set[str]) -> bool:
    areas_fit = scope.area_ids is None or (bool(area_ids) and area_ids <= scope.area_ids)
    kinds_fit = scope.kinds is None or (bool(kinds) and kinds <= scope.kinds)
    return areas_fit and kinds_fit


def may_end(actor: User, membership: Membership) -> bool:
    """Administrators end a membership; whoever may approve a proposal may also turn it down."""
    if membership.state == "ended" or actor.pk == membership.user_id:
        return False
    return has(actor, "membership.propose") or may_approve(actor, membership)


def may_manage(actor: User, user: User) -> bool:
    """Reset somebody's sign-in or close their account: never one's own."""
    return has(actor, "account.manage") and actor.pk != user.pk
