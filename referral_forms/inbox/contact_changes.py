"""Asked for with reference and word: reach me in another way, or stop.

The stricter of what was said and what is asked stands at once; the rest a worker decides (domain H 5).
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from vault import audit, blind

from . import alerts, contact, messages
from .actions import refuse
from .models import Case, ContactChange, Person, SafeContact, Source
from .permissions import cases_for
from .references import tidy

Wanted, About = ContactChange.Wanted, ContactChange.About
# A case that was joined to another is closed or not as that one is.
IS_OPEN = Q(merged_into=None, closed=False) | Q(merged_into__closed=False)
NOBODY = {"safe": "no", "to": ""}


def case_of(reference: str, word: str) -> UUID | None:
    """The id of the open case that both belong to. It takes the same steps whether or not there is one."""
    owners = blind.find("reference", tidy(reference)) & blind.find("word", word)
    cases = Case.objects.filter(IS_OPEN, pk__in=owners or [UUID(int=0)])
    return cases.values_list("pk", flat=True).first()


def ask(case_id: UUID, wanted: str, content: dict[str, Any], *, now: datetime | None = None) -> bool:
    """Keep the request; False when the case is no longer there. Nobody is signed in: the word was the proof.

    `content` for Wanted.REACH: as `SafeContact.content`. It is about whoever was given the word.
    """
    now = now or timezone.now()
    with transaction.atomic():
        given_to = Case.objects.filter(IS_OPEN, pk=case_id).first()
        if given_to is None:
            return False
        about = About.PERSON if given_to.source == Source.SELF else About.SENDER
        # Where it is worked on.
        case = Case.objects.select_for_update(of=("self",)).get(pk=given_to.merged_into_id or given_to.pk)
        change = ContactChange.objects.create(
            case=case, wanted=Wanted(wanted), about=about, content=content, asked_at=now
        )
        for each in contact.joined(case):
            messages.hold_back(each)
        _mark(case, now)
        alerts.tell_of_change(case, change.id)
        detail = {"change": str(change.id), "wanted": change.wanted, "about": change.about}
        audit.record("case.change_asked", actor=None, subject=case.id, detail=detail, now=now)
    return True


def confirm_contact_change(
    user: User, reference: str, change_id: UUID, accept: bool, *, now: datetime | None = None
) -> ContactChange:
    """Decide a request, after the word was asked for. Raises PermissionDenied alike for what is not there.

    Accepted, it is how they are reached from now on; not accepted, all is as it was. Danger and risk stay.
    """
    now = now or timezone.now()
    if not may_decide(user, reference, change_id):
        refuse(user, "case.change_decide", reference)
    with transaction.atomic():
        case = Case.objects.select_for_update(of=("self",)).get(reference=reference)
        change = case.contact_changes.get(pk=change_id)
        if change.decided_at:
            return change
        change.accepted, change.decided_at, change.decided_by = accept, now, user
        change.save()
        if accept:
            _apply(case, change, now)
        _mark(case, now)
        detail = {"change": str(change.id), "wanted": change.wanted, "accepted": accept}
        audit.record("case.change_decided", actor=user.id, subject=case.id, detail=detail, now=now)
    return change


def may_decide(user: User, reference: str, change_id: UUID) -> bool:
    return cases_for(user, "case.work").filter(reference=reference, contact_changes=change_id).exists()


def _apply(case: Case, change: ContactChange, now: datetime) -> None:
    if change.about == About.SENDER:
        sender = case.people.filter(role=Person.Role.SENDER).first()
        if sender:
            sender.content = {**sender.content, "contact": _changed(sender.content.get("contact") or {}, change)}
            sender.save()
        return
    safe_contact = SafeContact.objects.select_for_update().get(case=case)
    safe_contact.content = _changed(safe_contact.content, change)
    safe_contact.confirmed_with_person, safe_contact.asked_at = True, now
    safe_contact.save()
    if change.wanted == Wanted.REACH:
        blind.add(case.id, [pair for pair in contact.look_up(safe_contact.content) if pair[0] != "name"])


def _changed(before: dict[str, Any], change: ContactChange) -> dict[str, Any]:
    """What they gave now stands; what this journey does not ask (a name, a language) stays."""
    if change.wanted == Wanted.STOP:
        return {**before, "channels": dict.fromkeys(contact.CHANNELS, NOBODY), "will_call": True}
    given = change.content
    new = {key: given[key] for key in ("channels", "will_call", "times", "times_more", "say_who", "cover")}
    return {
        **before,
        **new,
        "hide_number": given.get("hide_number", ""),
        # Left out is not taken back: what was chosen or warned of before stays.
        "who_sees": given.get("who_sees") or before.get("who_sees", ""),
        "code_word": given["code_word"] or before.get("code_word", ""),
    }


def _mark(case: Case, now: datetime) -> None:
    """For the queue: a request to stop stands above one for another number."""
    wanted = set(case.contact_changes.filter(decided_at=None).values_list("wanted", flat=True))
    case.change_wanted = next((key for key in (Wanted.STOP, Wanted.REACH) if key in wanted), "")
    case.updated_at = now
    case.save()
