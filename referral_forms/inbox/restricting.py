"""Closing a case to all but a few, because somebody of ours may know one of the people (domain H 15)."""

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.permissions import holders
from vault import audit

from . import alerts
from .actions import refuse
from .joined import merged_into
from .models import Case, Note
from .permissions import cases_for, leads_for, reads


class NoReason(ValueError):
    """Closing or opening a case needs its reason."""


def may_restrict(user: User, case: Case) -> bool:
    return user in leads_for(case)


def choices(case: Case) -> list[User]:
    """To whom a restricted case can be opened: who reads cases of its area, and is no lead who sees it anyway."""
    leads = set(leads_for(case))
    return [user for user in holders("case.read").order_by("name", "pk") if user not in leads and reads(user, case)]


def restrict(
    user: User, reference: str, reason: str, people: Sequence[User] = (), *, now: datetime | None = None
) -> Case:
    """Close a case to all but safeguarding leads of its area and `people`. Whoever held it and is neither loses it."""
    now = now or timezone.now()
    with transaction.atomic():
        case = _for_lead(user, reference)
        if case is not None:
            _needs(reason)
            case.restricted = True
            case.opened_to.set(_fitting(case, people))
            holder = case.assigned_to
            if holder is not None and holder not in alerts.chain(case):
                case.assigned_to = None
            _write(case, user, "case.restricted", reason, now)
            return case
    return refuse(user, "case.restrict", reference)


def open_to(user: User, reference: str, people: Sequence[User], *, now: datetime | None = None) -> Case:
    """Say who may see a restricted case beside safeguarding leads; who is not named any more loses it."""
    now = now or timezone.now()
    with transaction.atomic():
        case = _for_lead(user, reference)
        if case is not None and case.restricted:
            chosen = _fitting(case, people)
            case.opened_to.set(chosen)
            if case.assigned_to is not None and case.assigned_to not in alerts.chain(case):
                case.assigned_to = None
            case.updated_at = now
            case.save()
            _carry_by(user, "case.opened_to", case, now)
            detail = {"people": sorted(str(person.pk) for person in chosen)}
            audit.record("case.opened_to", actor=user.id, subject=case.id, detail=detail, now=now)
            return case
    return refuse(user, "case.open_to", reference)


def unrestrict(user: User, reference: str, reason: str, *, now: datetime | None = None) -> Case:
    """Open a case again to all who read cases of its area."""
    now = now or timezone.now()
    with transaction.atomic():
        case = _for_lead(user, reference)
        if case is not None and case.restricted:
            _needs(reason)
            case.restricted = False
            case.opened_to.clear()
            _write(case, user, "case.unrestricted", reason, now)
            return case
    return refuse(user, "case.unrestrict", reference)


def _for_lead(user: User, reference: str) -> Case | None:
    cases = cases_for(user, "case.work").select_for_update(of=("self",)).filter(reference=reference, merged_into=None)
    case = cases.first()
    return case if case is not None and may_restrict(user, case) else None


def _needs(reason: str) -> None:
    if not reason.strip():
        raise NoReason


def _fitting(case: Case, people: Sequence[User]) -> list[User]:
    allowed = set(choices(case))
    return [person for person in people if person in allowed]


def _write(case: Case, user: User, action: str, reason: str, now: datetime) -> None:
    note = Note.objects.create(id=uuid4(), case=case, author=user, text=reason.strip(), written_at=now)
    if case.opened_at is None:
        alerts.plan(case, now)
    case.updated_at = now
    case.save()
    _carry_by(user, action, case, now)
    audit.record(action, actor=user.id, subject=case.id, detail={"note": str(note.id)}, now=now)


def carry(case: Case) -> list[Case]:
    """What was merged into a case is closed as it is, and open to the same few; returns those cases.

    Their names, answers and documents are the same person's, and have addresses of their own.
    """
    parts, people = merged_into(case), list(case.opened_to.all())
    for part in parts:
        part.restricted = case.restricted
        part.save(update_fields=["restricted"])
        part.opened_to.set(people)
    return parts


def _carry_by(user: User, action: str, case: Case, now: datetime) -> None:
    for part in carry(case):
        audit.record(action, actor=user.id, subject=part.id, detail={"through": str(case.id)}, now=now)
