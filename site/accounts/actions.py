"""Every change of who may do what. Each: check, write, queue the notices, append the Event last; one transaction.

A change that the actor may not make raises PermissionDenied (the screen answers 404); one that they may
make, but not like this, raises Refused with a reason to show.
"""

from collections.abc import Iterable
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from places.models import Area
from vault import audit

from . import invitations, lockout, notices, permissions
from .models import Membership, User
from .reference import sync_groups
from .roles import NEEDS_SECOND_PERSON, Role


class Refused(Exception):
    """The change is not possible like this; `reason` says why, in words to show."""

    def __init__(self, reason: str | Promise):
        super().__init__(str(reason))
        self.reason = reason


def _require(allowed: bool) -> None:
    if not allowed:
        raise PermissionDenied


@transaction.atomic
def invite(
    actor: User,
    *,
    name: str,
    email: str,
    role: str,
    kinds: Iterable[str] = (),
    areas: Iterable[Area] = (),
    now: datetime | None = None,
) -> User:
    """Make an account with its first role proposed, and mail the one-time link. Raises Refused for a known e-mail."""
    now = now or timezone.now()
    _require(permissions.has(actor, "account.manage"))
    user = make_account(name, email)
    invitations.send(user, now)
    propose(actor, user, role, kinds=kinds, areas=areas, now=now)
    audit.record("accounts.invited", actor=actor.pk, subject=user.pk, detail={"role": str(role)}, now=now)
    return user


def make_account(name: str, email: str) -> User:
    """An account that nobody can sign in to yet. Part of a larger action, which records it."""
    email = email.strip().lower()
    if User.objects.filter(email=email).exists():
        raise Refused(_("Somebody with this e-mail already has an account."))
    user = User.objects.create_user(email, name=name.strip())
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


@transaction.atomic
def propose(
    actor: User,
    user: User,
    role: str,
    *,
    kinds: Iterable[str] = (),
    areas: Iterable[Area] = (),
    valid_until: datetime | None = None,
    now: datetime | None = None,
) -> Membership:
    """Propose a role. One that neither reads cases nor gives access counts at once; others wait for a second person."""
    now = now or timezone.now()
    _require(permissions.may_propose_for(actor, user))
    if role == Role.ADMINISTRATOR and valid_until:
        raise Refused(_("An administrator has no end date: end the role when it is time."))
    if valid_until and valid_until <= now:
        raise Refused(_("The last day must be in the future."))
    membership = Membership.objects.create(
        user=user, role=role, kinds=sorted(kinds), proposed_by=actor, proposed_at=now, valid_until=valid_until
    )
    membership.areas.set(areas)
    if role in NEEDS_SECOND_PERSON:
        approvers = list(permissions.holders("membership.approve", now))
        notices.tell_approvers([person for person in approvers if permissions.may_approve(person, membership)])
    else:
        membership.approved_by, membership.approved_at = actor, now
        membership.save(update_fields=["approved_by", "approved_at"])
        sync_groups(user, now)
    notices.tell_data_protection_officers()
    audit.record("accounts.role_proposed", actor=actor.pk, subject=user.pk, detail=_detail(membership), now=now)
    return membership


def _detail(membership: Membership) -> dict[str, object]:
    return {"role": str(membership.role), "membership": membership.pk, "state": membership.state}


def _locked(membership: Membership) -> Membership:
    """The row as it stands, held until the commit, so that two people cannot decide it twice."""
    return Membership.objects.select_for_update(of=("self",)).select_related("user").get(pk=membership.pk)


@transaction.atomic
def approve(actor: User, membership: Membership, *, now: datetime | None = None) -> Membership:
    """The second person's yes. Raises PermissionDenied for who proposed it, and for whom it is."""
    now = now or timezone.now()
    membership = _locked(membership)
    _require(permissions.may_approve(actor, membership))
    membership.approved_by, membership.approved_at = actor, now
    membership.save(update_fields=["approved_by", "approved_at"])
    sync_groups(membership.user, now)
    notices.tell_data_protection_officers()
    audit.record(
        "accounts.role_approved", actor=actor.pk, subject=membership.user_id, detail=_detail(membership), now=now
    )
    return membership


@transaction.atomic
def end(actor: User, membership: Membership, *, now: datetime | None = None) -> Membership:
    """End a role, or turn a proposal down. The last administrator stays."""
    now = now or timezone.now()
    _hold_administrators()
    membership = _locked(membership)
    _require(permissions.may_end(actor, membership))
    _end(membership, actor, now)
    notices.tell_data_protection_officers()
    audit.record("accounts.role_ended", actor=actor.pk, subject=membership.user_id, detail=_detail(membership), now=now)
    return membership


def _hold_administrators() -> None:
    """Two administrators who end each other at the same moment: the second waits, and is refused."""
    list(Membership.objects.select_for_update().filter(role=Role.ADMINISTRATOR, ended_at=None).order_by("pk"))


def _end(membership: Membership, actor: User | None, now: datetime) -> None:
    if membership.role == Role.ADMINISTRATOR and membership.approved_at:
        others = permissions.active(now).filter(role=Role.ADMINISTRATOR).exclude(user_id=membership.user_id)
        if not others.exists():
            raise Refused(_("This is the last administrator. Give the role to somebody else first."))
    membership.ended_by, membership.ended_at = actor, now
    membership.save(update_fields=["ended_by", "ended_at"])
    sync_groups(membership.user, now)


@transaction.atomic
def reset_sign_in(actor: User, user: User, *, now: datetime | None = None) -> None:
    """Password, second factors and sessions of somebody else go; a new one-time link is mailed to them."""
    now = now or timezone.now()
    _require(permissions.may_manage(actor, user) and user.is_active)
    _shut_out(user)
    invitations.send(user, now)
    notices.tell_data_protection_officers()
    audit.record("accounts.sign_in_reset", actor=actor.pk, subject=user.pk, now=now)


@transaction.atomic
def unlock(actor: User, user: User, *, now: datetime | None = None) -> None:
    """Too many wrong tries are forgiven before their time; password and second factors stay as they are."""
    _require(permissions.may_manage(actor, user) and user.is_active)
    lockout.forgive(user.email)
    audit.record("accounts.unlocked", actor=actor.pk, subject=user.pk, now=now)


def _shut_out(user: User) -> None:
    """The session carries a digest of the password: without it every session of theirs is over."""
    Authenticator.objects.filter(user=user).delete()
    user.set_unusable_password()
    user.save(update_fields=["password"])
    user.invitations.all().delete()
    lockout.forgive(user.email)


@transaction.atomic
def close_account(actor: User, user: User, *, now: datetime | None = None) -> None:
    """Somebody left: their roles end, their sessions are over, they cannot sign in. Their Events stay."""
    now = now or timezone.now()
    _hold_administrators()
    _require(permissions.may_manage(actor, user) and user.is_active)
    for membership in Membership.objects.filter(user=user, ended_at=None):
        _end(membership, actor, now)
    _shut_out(user)
    user.is_active = False
    user.save(update_fields=["is_active"])
    user.team_places.all().delete()
    notices.tell_data_protection_officers()
    audit.record("accounts.account_closed", actor=actor.pk, subject=user.pk, now=now)


@transaction.atomic
def end_expired(now: datetime) -> int:
    """Memberships past their last moment count no more by themselves; this puts it on record."""
    expired = Membership.objects.filter(valid_until__lte=now, ended_at=None).select_related("user")
    for membership in expired:
        _end(membership, None, now)
        notices.tell_data_protection_officers()
        audit.record(
            "accounts.role_expired", actor=None, subject=membership.user_id, detail=_detail(membership), now=now
        )
    return len(expired)


@transaction.atomic
def first_administrator(name: str, email: str, *, now: datetime | None = None) -> User:
    """From the console of the server only, while fewer than two administrators exist. Raises Refused after that."""
    now = now or timezone.now()
    if permissions.active(now).filter(role=Role.ADMINISTRATOR).values("user").distinct().count() >= 2:
        raise Refused(_("There are two administrators already: they invite others."))
    user = make_account(name, email)
    Membership.objects.create(user=user, role=Role.ADMINISTRATOR, proposed_at=now, approved_at=now)
    sync_groups(user, now)
    invitations.send(user, now)
    notices.tell_data_protection_officers()
    audit.record("accounts.first_administrator", actor=None, subject=user.pk, now=now)
    return user
