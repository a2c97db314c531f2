"""Every change of a case: permission, write, notices, and the Event last, in one transaction."""

import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NoReturn
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from places import policy
from places.models import Area, Commission
from vault import audit, blind, keys

from . import alerts, messages, pathways, placing, settling
from .joined import merged_into
from .models import ActNow, CameBy, Case, Note, Pathway, Person, Risk, SafeContact, Source
from .permissions import cases_for
from .ranking import TIE_BITS
from .references import new_reference

# The reason, in `Judgement.why`, that an answer still has to be translated (domain H 13).
TO_TRANSLATE = "to_translate"


@dataclass(frozen=True)
class Judgement:
    """What a form's answers say about danger and need. `why` holds keys, never words of the person."""

    act_now: bool = False
    risk: str = Risk.UNASSESSED
    need: int = 0
    danger_signs: int = 0
    is_child: bool = False
    why: Sequence[str] = ()


@dataclass(frozen=True)
class Somebody:
    """A person of a case; see `models.Person`."""

    role: str
    content: dict[str, Any]


@dataclass(frozen=True)
class Arrival:
    """All that a form hands over. `look_up`: (purpose, value) pairs by which the case can be found again.

    `restricted`: somebody of ours, or the sender, may know one of the people. `confirmed`: the person themself said
    how they can be reached. `typed_by`: the worker who wrote down what was said or sent on paper.
    """

    kind: str
    draft_id: UUID
    area: Area | None
    commission: Commission | None
    language: str
    judgement: Judgement
    safe_contact: dict[str, Any]
    look_up: Iterable[tuple[str, str]] = ()
    people: Sequence[Somebody] = ()
    source: str = Source.SELF
    came_by: str = CameBy.SITE
    pathway: str = Pathway.TRIAGE
    restricted: bool = False
    confirmed: bool = False
    typed_by: User | None = None
    reference: str = field(default_factory=new_reference)


def prepare(look_up: Iterable[tuple[str, str]] = ()) -> UUID:
    """A new case's id, with its key and look-ups stored before the case that will use them.

    If the case never comes, the sweeper finds the key without a case and removes it.
    """
    case_id = UUID(bytes=secrets.token_bytes(16), version=4)
    keys.create(case_id)
    blind.add(case_id, look_up)
    return case_id


def receive(arrival: Arrival, save_detail: Callable[[Case], None], *, now: datetime | None = None) -> Case:
    """Make the case of a form, its detail record, the notices of its arrival, and the Event.

    `save_detail(case)` writes the form's own record. Call inside the transaction that ends the draft.
    """
    now = now or timezone.now()
    case_id = prepare([("reference", arrival.reference), *arrival.look_up])
    judgement = arrival.judgement
    with transaction.atomic():
        case = Case(
            id=case_id,
            reference=arrival.reference,
            draft_id=arrival.draft_id,
            kind=arrival.kind,
            state="new",
            area=arrival.area,
            commission=arrival.commission,
            language=arrival.language,
            act_now=ActNow.UNCONFIRMED if judgement.act_now else ActNow.NONE,
            risk=judgement.risk,
            need=judgement.need,
            danger_signs=judgement.danger_signs,
            is_child=judgement.is_child,
            tie=secrets.randbits(TIE_BITS),
            why=list(judgement.why),
            to_translate=TO_TRANSLATE in judgement.why,
            source=arrival.source,
            came_by=arrival.came_by,
            pathway=arrival.pathway,
            restricted=arrival.restricted,
            maybe_machine="trap" in judgement.why,
            received_at=now,
            updated_at=now,
        )
        pathways.route(case, now)
        alerts.plan(case, now)
        case.save(force_insert=True)
        SafeContact.objects.create(
            case=case, content=arrival.safe_contact, confirmed_with_person=arrival.confirmed, asked_at=now
        )
        _add_people(case, arrival.people)
        save_detail(case)
        alerts.tell_of_arrival(case, now)
        actor = arrival.typed_by.id if arrival.typed_by else None
        detail = {"kind": case.kind, "source": case.source, "came_by": case.came_by}
        audit.record("case.received", actor=actor, subject=case.id, detail=detail, now=now)
        messages.acknowledge(case, now)
    return case


def _add_people(case: Case, people: Sequence[Somebody]) -> None:
    for place, somebody in enumerate(people):
        Person.objects.create(case=case, role=somebody.role, position=place, content=somebody.content)


def open_case(user: User, reference: str, *, now: datetime | None = None) -> Case:
    """The case, for reading; opening it is an Event, and being refused is one too.

    Raises PermissionDenied alike for what is not there and for what `user` may not see.
    """
    now = now or timezone.now()
    case = (
        cases_for(user)
        .select_related("area", "commission", "assigned_to", "safe_contact")
        .filter(reference=reference)
        .first()
    )
    if case is None:
        refuse(user, "case.open", reference)
    settling.settle_quietly(case, now)
    with transaction.atomic():
        if case.opened_at is None:
            Case.objects.filter(pk=case.pk, opened_at=None).update(opened_at=now, next_alert_at=None)
        for merged in merged_into(case):
            audit.record("case.opened", actor=user.id, subject=merged.id, detail={"through": str(case.id)}, now=now)
        audit.record("case.opened", actor=user.id, subject=case.id, now=now)
    return case


def refuse(user: User, wanted: str, reference: str) -> NoReturn:
    """Write down an attempt that was not allowed, in its own transaction, and refuse it."""
    hidden = Case.objects.filter(reference=reference).values_list("id", flat=True).first()
    audit.record("case.refused", actor=user.id, subject=hidden, detail={"wanted": wanted})
    raise PermissionDenied


def add_note(user: User, reference: str, text: str, note_id: UUID, *, now: datetime | None = None) -> Note:
    """Write a note. `note_id` comes with the form, so that pressing twice writes it once."""
    now = now or timezone.now()
    with transaction.atomic():
        case = _for_work(user, reference)
        if case is not None:
            if known := Note.objects.filter(pk=note_id, case=case).first():
                return known
            note = Note.objects.create(id=note_id, case=case, author=user, text=text, written_at=now)
            _touch(case, now)
            audit.record("case.noted", actor=user.id, subject=case.id, detail={"note": str(note.id)}, now=now)
            return note
    refuse(user, "case.note", reference)


class TakenMeanwhile(Exception):
    """Somebody else took the case on since the page was loaded; `case.assigned_to` is who."""

    def __init__(self, case: Case):
        super().__init__(case.reference)
        self.case = case


def assign_to_me(user: User, reference: str, seen: str, *, now: datetime | None = None) -> Case:
    """Take the case on. `seen`: the id of the worker that the page showed, empty for nobody.

    Raises TakenMeanwhile when it is somebody else's by now: nobody loses a case without knowing.
    """
    now = now or timezone.now()
    with transaction.atomic():
        case = _for_work(user, reference)
        if case is not None:
            before = case.assigned_to_id
            if str(before or "") != seen:
                raise TakenMeanwhile(case)
            case.assigned_to, case.next_alert_at = user, None
            if case.state == "new":
                case.state = "open"
            _touch(case, now)
            detail = {"from": str(before) if before else None, "to": str(user.id)}
            audit.record("case.assigned", actor=user.id, subject=case.id, detail=detail, now=now)
            return case
    refuse(user, "case.assign", reference)


def place(user: User, reference: str, area: Area | None, *, now: datetime | None = None) -> Case:
    """Say where a case belongs: its lot within a council, or its area when it came without one.

    Raises ValueError for an area that is not among `placing.choices` of the case.
    """
    now = now or timezone.now()
    with transaction.atomic():
        case = _for_work(user, reference)
        if case is not None:
            if area is None or area not in placing.choices(case):
                raise ValueError(area)
            before, case.area = case.area, area
            case.commission = policy.commission_for(area, timezone.localdate(now))
            if case.assigned_to is None:
                # Whoever placed it has opened it; the people of the new area have not.
                case.opened_at, case.alerts = None, 0
                alerts.plan(case, now)
            _touch(case, now)
            alerts.tell_of_arrival(case, now)
            detail = {"from": before.slug if before else None, "area": area.slug}
            audit.record("case.placed", actor=user.id, subject=case.id, detail=detail, now=now)
            return case
    refuse(user, "case.place", reference)


def _for_work(user: User, reference: str) -> Case | None:
    return (
        cases_for(user, "case.work")
        .select_for_update(of=("self",))
        .filter(reference=reference, merged_into=None)
        .first()
    )


def _touch(case: Case, now: datetime) -> None:
    case.updated_at = now
    case.save()
