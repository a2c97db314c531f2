"""Asked for with reference and word: reach me in another way, or stop.

The stricter of what was said and what is asked stands at once; the rest a worker decides (domain H 5).
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from vault import audit, blind

from . import alerts, contact, messages
from .actions import refuse
from .joined import head, joined, whole
from .models import Case, ContactChange, Person, SafeContact, Source
from .permissions import cases_for
from .references import tidy

Wanted, About = ContactChange.Wanted, ContactChange.About
NOBODY = {"safe": "no", "to": ""}


def case_of(reference: str, word: str) -> UUID | None:
    """The id of the open case that both belong to. It takes the same steps whether or not there is one."""
    owners = blind.find("reference", tidy(reference)) & blind.find("word", word)
    cases = Case.objects.filter(pk__in=owners or [UUID(int=0)])
    # A case that was joined to another is closed or not as that one is.
    return next((case.pk for case in cases if not head(case).closed), None)


def ask(case_id: UUID, wanted: str, content: dict[str, Any], *, now: datetime | None = None) -> bool:
    """Keep the request; False when the case is no longer there. Nobody is signed in: the word was the proof.

    `content` for Wanted.REACH: as `SafeContact.content`. It is about whoever was given the word.
    """
    now = now or timezone.now()
    with transaction.atomic():
        case = Case.objects.select_for_update(of=("self",)).filter(pk=case_id).first()
        worked_on = _held(case) if case else None
        if case is None or worked_on is None or worked_on.closed:
            return False
        about = About.PERSON if case.source == Source.SELF else About.SENDER
        change = ContactChange.objects.create(
            case=case, wanted=Wanted(wanted), about=about, content=content, asked_at=now
        )
        for each in joined(worked_on):
            messages.hold_back(each)
        mark(worked_on, now)
        alerts.tell_of_change(worked_on, change.id)
        detail = {"change": str(change.id), "wanted": change.wanted, "about": change.about}
        _record("case.change_asked", None, change, worked_on, detail, now)
    return True


def _held(case: Case) -> Case:
    """Where a case is worked on, locked with all on the way to it: no merge and no split comes between."""
    while case.merged_into_id:
        case = Case.objects.select_for_update(of=("self",)).get(pk=case.merged_into_id)
    return case


def confirm_contact_change(
    user: User, reference: str, change_id: UUID, accept: bool, *, now: datetime | None = None
) -> ContactChange:
    """Decide a request, after the word was asked for. Raises PermissionDenied alike for what is not there.

    `reference` is of the case that is worked on; the request may be of one that was merged into it.
    Accepted, it is how they are reached from now on; not accepted, all is as it was. Danger and risk stay.
    """
    now = now or timezone.now()
    if not may_decide(user, reference, change_id):
        refuse(user, "case.change_decide", reference)
    with transaction.atomic():
        worked_on = Case.objects.select_for_update(of=("self",)).get(reference=reference)
        change = ContactChange.objects.select_related("case").get(pk=change_id, case__in=whole(worked_on))
        if change.decided_at:
            return change
        change.accepted, change.decided_at, change.decided_by = accept, now, user
        change.save()
        if accept:
            _apply(change, worked_on, now)
        mark(worked_on, now)
        detail = {"change": str(change.id), "wanted": change.wanted, "accepted": accept}
        _record("case.change_decided", user, change, worked_on, detail, now)
    return change


def may_decide(user: User, reference: str, change_id: UUID) -> bool:
    case = cases_for(user, "case.work").filter(reference=reference, merged_into=None).first()
    return case is not None and ContactChange.objects.filter(pk=change_id, case__in=whole(case)).exists()


def _apply(change: ContactChange, worked_on: Case, now: datetime) -> None:
    """Whoever was given the word changes what that very case says; of the one that goes on, only what is stricter
    and a number or address of a way that was safe there too."""
    if change.about == About.SENDER:
        sender = change.case.people.filter(role=Person.Role.SENDER).first()
        if sender:
            sender.content = {**sender.content, "contact": _changed(sender.content.get("contact") or {}, change)}
            sender.save()
        return
    for case in dict.fromkeys([change.case, worked_on]):
        safe_contact = SafeContact.objects.select_for_update().get(case=case)
        before = safe_contact.content
        changed = _changed(before, change)
        safe_contact.content = changed if case == change.case else _no_looser(before, changed)
        safe_contact.confirmed_with_person, safe_contact.asked_at = True, now
        safe_contact.save()
        if change.wanted == Wanted.REACH:
            blind.add(case.id, [pair for pair in contact.look_up(safe_contact.content) if pair[0] != "name"])


def _no_looser(before: dict[str, Any], changed: dict[str, Any]) -> dict[str, Any]:
    channels = {
        key: changed["channels"][key] if given["safe"] == "yes" else given for key, given in before["channels"].items()
    }
    will_call = bool(before.get("will_call") or changed["will_call"])
    say_who = "yes" if before.get("say_who") == changed.get("say_who") == "yes" else "no"
    return {**changed, "channels": channels, "will_call": will_call, "say_who": say_who}


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


def _record(
    action: str, user: User | None, change: ContactChange, worked_on: Case, detail: dict[str, Any], now: datetime
) -> None:
    for subject in dict.fromkeys([change.case_id, worked_on.pk]):
        audit.record(action, actor=user.id if user else None, subject=subject, detail=detail, now=now)


def mark(case: Case, now: datetime) -> None:
    """For the queue: a request to stop, of it or of what was merged into it, stands above one for another number."""
    changes = ContactChange.objects.filter(case__in=whole(case), decided_at=None)
    wanted = set(changes.values_list("wanted", flat=True))
    case.change_wanted = next((key for key in (Wanted.STOP, Wanted.REACH) if key in wanted), "")
    case.updated_at = now
    case.save()
