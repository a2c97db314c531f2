"""Changes of teams: who is alerted, in which order, for which areas."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from places.models import Area
from vault import audit

from . import permissions
from .models import Team, TeamPlace, User


@transaction.atomic
def save_team(
    actor: User,
    team: Team,
    *,
    areas: Sequence[Area],
    chain: Sequence[User],
    now: datetime | None = None,
) -> Team:
    """Write a team with its areas and its alert chain, the first of whom is alerted first."""
    now = now or timezone.now()
    if not permissions.has(actor, "team.manage"):
        raise PermissionDenied
    team.save()
    team.areas.set(areas)
    team.places.all().delete()
    TeamPlace.objects.bulk_create(
        TeamPlace(team=team, user=user, order=order) for order, user in enumerate(dict.fromkeys(chain), start=1)
    )
    audit.record(
        "accounts.team_saved",
        actor=actor.pk,
        detail={"team": team.pk, "areas": sorted(area.pk for area in areas), "chain": [str(user.pk) for user in chain]},
        now=now,
    )
    return team
