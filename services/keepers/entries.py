"""Which entries are whose."""

from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from services.checking.standing import KINDS, ORGANISATION, public, unkept
from services.models import AccessPoint, Keeper, Organisation, Proposal


def within_reach(kind: str, keeper: Keeper) -> QuerySet[Any]:
    """What a keeper sees through their link: all of their organisation's public entries, and what they were given."""
    rule = Q(keeper=keeper)
    if keeper.organisation_id:
        rule |= Q(**{ORGANISATION[kind]: keeper.organisation_id})
    return public(kind).filter(rule)


def points_with_proposals(keeper: Keeper) -> QuerySet[AccessPoint]:
    """Their access points, each with `proposal_open`."""
    mine = Proposal.objects.filter(keeper=keeper, point=OuterRef("pk"), state=Proposal.State.OPEN)
    return within_reach("access-point", keeper).annotate(proposal_open=Exists(mine))


def of_organisation(organisation: Organisation, *, also_kept: bool) -> list[Any]:
    """The English entries of all kinds, drafts too; without `also_kept` only those that nobody looks after."""
    found: list[Any] = []
    for kind, model in KINDS.items():
        rows = model._default_manager.filter(
            **{ORGANISATION[kind]: organisation.pk}, locale_id=organisation.locale_id
        ).order_by("pk")
        found += rows if also_kept else rows.filter(unkept())
    return found


def kept_by(keeper: Keeper) -> list[Any]:
    """The English entries that a keeper was given, drafts too."""
    found: list[Any] = []
    for model in KINDS.values():
        rows = model._default_manager.filter(keeper=keeper, locale__language_code=settings.LANGUAGE_CODE)
        found += rows.order_by("pk")
    return found


def counts() -> dict[Any, int]:
    """How many public entries each keeper looks after: one query a kind."""
    found: dict[Any, int] = {}
    for kind in KINDS:
        rows = public(kind).filter(keeper__isnull=False).order_by()
        for keeper, number in rows.values_list("keeper").annotate(Count("pk")):
            found[keeper] = found.get(keeper, 0) + number
    return found
