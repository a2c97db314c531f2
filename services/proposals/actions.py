"""What a keeper and an editor do: each is one transaction, with its line in the audit chain last."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts import permissions
from accounts.models import User
from services.checking import marking
from services.checking.history import ACCEPTED
from services.checking.publishing import publish_change
from services.keepers import contact, links
from services.models import AccessPoint, Keeper, Proposal
from vault import audit, outbox

from . import facts

State = Proposal.State
KEPT_FOR = timedelta(days=180)


class AlreadyDecided(Exception):
    """Somebody else decided it, or a newer proposal took its place."""


def confirm(keeper: Keeper, entries: Sequence[Any], *, now: datetime | None = None) -> None:
    """A keeper says that these entries are still right."""
    now = now or timezone.now()
    if entries:
        marking.checked(entries, timezone.localdate(now), by=keeper.pk, now=now)


@transaction.atomic
def propose(
    keeper: Keeper, point: AccessPoint, fields: dict[str, list[Any]], note: str, *, now: datetime | None = None
) -> Proposal:
    """Nothing changes yet. A newer proposal of the same keeper for the same entry takes the older one's place."""
    now = now or timezone.now()
    # One at a time: two of them at once would both be the only open one.
    Keeper.objects.select_for_update().get(pk=keeper.pk)
    offered = facts.offered(point)
    content = {"fields": {name: pair for name, pair in fields.items() if name in offered}, "note": note}
    Proposal.objects.filter(keeper=keeper, point=point, state=State.OPEN).update(state=State.OVERTAKEN, decided_at=now)
    proposal = Proposal.objects.create(point=point, keeper=keeper, content=content, made_at=now)
    _tell_editors(now)
    audit.record("services.proposed", actor=keeper.pk, subject=proposal.pk, now=now)
    return proposal


def _tell_editors(now: datetime) -> None:
    """Once a day each, however many proposals come."""
    address = settings.BASE_URL.rstrip("/") + reverse("directory_proposals")
    with translation.override(settings.LANGUAGE_CODE):
        for editor in permissions.holders("content.edit", now):
            outbox.put(
                f"services.proposed:{editor.pk}:{timezone.localdate(now)}",
                to=editor.email,
                subject=_("A change to decide"),
                body=_("Somebody proposed a change to the directory. Sign in to decide:\n\n%(link)s\n")
                % {"link": address},
                now=now,
            )


@transaction.atomic
def accept(user: User, proposal: Proposal, names: Iterable[str], *, now: datetime | None = None) -> Proposal:
    """Publish the chosen fields, and count the entry as checked on the day its keeper looked at it.

    Raises AlreadyDecided, and ValidationError where the entry would not be right with these fields alone.
    """
    now = now or timezone.now()
    proposal = _open(user, proposal)
    proposed, point = proposal.content["fields"], proposal.point
    chosen = [name for name in facts.ALL if name in set(names) & set(proposed) & set(facts.offered(point))]
    day = timezone.localdate(proposal.made_at)

    def write(row: AccessPoint) -> None:
        for name in chosen:
            facts.write(row, name, proposed[name][1])
        row.checked_on = max(day, row.checked_on or day)
        # A new number that was not accepted leaves the old one unchecked.
        if row.phone and ("phone" in chosen or "phone" not in proposed):
            row.phone_checked_on = max(day, row.phone_checked_on or day)

    publish_change(point, write, user=user, log_action=ACCEPTED)
    proposal.content = {**proposal.content, "accepted": chosen}
    _decide(user, proposal, State.ACCEPTED, now)
    return proposal


@transaction.atomic
def decline(user: User, proposal: Proposal, reason: str, *, now: datetime | None = None) -> Proposal:
    """The reason stands sealed on the keeper's page, never in a mail."""
    now = now or timezone.now()
    proposal = _open(user, proposal)
    proposal.content = {**proposal.content, "reason": reason}
    _decide(user, proposal, State.DECLINED, now)
    return proposal


def _open(user: User, proposal: Proposal) -> Proposal:
    if not permissions.has(user, "content.edit"):
        raise PermissionDenied
    row = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if row.state != State.OPEN:
        raise AlreadyDecided
    return row


def _decide(user: User, proposal: Proposal, state: State, now: datetime) -> None:
    proposal.state, proposal.decided_at, proposal.decided_by = state, now, user
    proposal.save()
    _tell_keeper(proposal.keeper, now)
    audit.record(f"services.proposal_{state.value}", actor=user.pk, subject=proposal.pk, now=now)


def _tell_keeper(keeper: Keeper, now: datetime) -> None:
    """Neither what was decided nor about what: the page behind the link says so."""
    to = contact(keeper).email
    if not to or not keeper.is_active:
        return
    with translation.override(settings.LANGUAGE_CODE):
        outbox.put(
            f"services.decided:{uuid4()}",
            to=to,
            subject=_("About a change you proposed"),
            body=_("We have decided about a change that you proposed. Open this link to see it:\n\n%(link)s\n")
            % {"link": links.address(keeper, now)},
            now=now,
        )


def sweep(now: datetime) -> int:
    """What was decided long ago goes, with what people wrote in it."""
    return Proposal.objects.exclude(state=State.OPEN).filter(decided_at__lt=now - KEPT_FOR).delete()[0]
