"""Which team watches over an area, and whom it alerts, one after the other."""

from typing import Any

from places.models import Area

from . import permissions
from .models import Team, User
from .roles import Role


def team_for(area: Area) -> Team | None:
    """The team of an area, or of the nearest area around it; None when nobody watches it."""
    here: Area | None = area
    while here is not None:
        if team := Team.objects.filter(areas=here).order_by("pk").first():
            return team
        here = here.parent
    return None


def alert_chain(team: Team) -> list[User]:
    """Whom to alert: the team's named people in order, then the managers who answer for its areas.

    Somebody who may no longer read cases is passed over: an alert that they cannot follow helps nobody.
    """
    places = team.places.select_related("user").order_by("order", "pk")
    named = [place.user for place in places if permissions.has(place.user, "case.read")]
    return list(dict.fromkeys([*named, *managers(team)]))


def managers(team: Team) -> list[User]:
    """Triage managers who answer for at least one area of the team, by name."""
    return _managers({area.pk for area in team.areas.all()})


def managers_for(area: Area | None) -> list[User]:
    """Triage managers who answer for an area; for no area at all, those who answer for every area."""
    return _managers({area.pk} if area else set())


def _managers(area_ids: set[Any]) -> list[User]:
    users = User.objects.filter(pk__in=permissions.active().filter(role=Role.TRIAGE_MANAGER).values("user"))
    return [user for user in users.order_by("name", "pk") if _answers_for(user, area_ids)]


def _answers_for(user: User, area_ids: set[Any]) -> bool:
    grants = [grant.scope for grant in permissions.grants(user) if grant.role == Role.TRIAGE_MANAGER]
    return any(scope.area_ids is None or scope.area_ids & area_ids for scope in grants)
