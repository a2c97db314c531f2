"""Changes of keepers: each checks who may, writes, and leaves a line in the audit chain."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import permissions
from accounts.models import User
from services.checking.marking import give
from services.models import Keeper
from vault import audit, outbox

from . import links
from .contacts import Contact, contact, write_contact


def _must_edit(user: User) -> None:
    if not permissions.has(user, "content.edit"):
        raise PermissionDenied


@transaction.atomic
def save(user: User, keeper: Keeper, given: Contact, *, now: datetime | None = None) -> Keeper:
    """A new e-mail address is another person's hands: links sent to the old one die."""
    _must_edit(user)
    now = now or timezone.now()
    if contact(keeper).email.casefold() != given.email.casefold():
        keeper.links_since, keeper.reminded_on = now, None
    write_contact(keeper, given)
    keeper.save()
    audit.record("services.keeper_saved", actor=user.pk, subject=keeper.pk, now=now)
    return keeper


@transaction.atomic
def set_active(user: User, keeper: Keeper, active: bool, *, now: datetime | None = None) -> None:
    """Whoever leaves can open no link any more, also none that they get by coming back."""
    _must_edit(user)
    now = now or timezone.now()
    keeper.is_active, keeper.links_since, keeper.reminded_on = active, now, None
    keeper.save(update_fields=["is_active", "links_since", "reminded_on"])
    action = "services.keeper_back" if active else "services.keeper_left"
    audit.record(action, actor=user.pk, subject=keeper.pk, now=now)


@transaction.atomic
def send_link(user: User, keeper: Keeper, *, now: datetime | None = None) -> bool:
    """Mail them their link now; False where there is no address or they have left."""
    _must_edit(user)
    now = now or timezone.now()
    to = contact(keeper).email
    if not to or not keeper.is_active:
        return False
    outbox.put(
        f"services.keeper_link:{uuid4()}",
        to=to,
        subject=_("Please check your entries"),
        body=_(
            "Open this link to say that your entries are right, or to propose a change:\n\n%(link)s\n\n"
            "It works for %(days)d days. It is for you alone: please do not pass it on.\n"
        )
        % {"link": links.address(keeper, now), "days": links.LIFE.days},
        now=now,
    )
    audit.record("services.keeper_link_sent", actor=user.pk, subject=keeper.pk, now=now)
    return True


@transaction.atomic
def assign(user: User, keeper: Keeper, entries: Sequence[Any], *, now: datetime | None = None) -> None:
    _must_edit(user)
    give(entries, keeper, user=user, now=now)
