"""Answers in another language: which wait for a translation, and what follows when all of them have one (H 13)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from journeys.journey import Journey, Text
from referral_forms.inbox.actions import TO_TRANSLATE, refuse
from referral_forms.inbox.models import Case
from referral_forms.inbox.permissions import cases_for
from vault import audit, keys

from .intake.journey import written_language
from .models import Translation

PERMISSION = "case.translate"
MOST = 200

_journeys: dict[str, Journey] = {}


@dataclass(frozen=True)
class Passage:
    """An answer in somebody's own words; `translation` is empty until there is one."""

    step: str
    field: str
    question: Text
    text: str
    language: str
    translation: str


def of(journey: Journey) -> None:
    """Let cases of this kind be translated: a journey's key is the kind of its cases."""
    _journeys[journey.key] = journey


def language_of(case: Case) -> str:
    """In which language its answers are written; not always the one that the person speaks."""
    return written_language(case.referral.answers, case.language)


def passages(case: Case) -> list[Passage]:
    """Every answer of the case in own words; none when staff can read the language they are in."""
    language = language_of(case)
    journey = _journeys.get(case.kind)
    if journey is None or language == "en":
        return []
    done = {(row.step, row.field): row.text for row in case.translations.all()}
    return [
        Passage(step, field, question, text, language, done.get((step, field), ""))
        for step, field, question, text in _written(journey, case)
    ]


def _written(journey: Journey, case: Case) -> Iterator[tuple[str, str, Text, str]]:
    answers = case.referral.answers
    for step in journey.route(answers):
        given = answers.get(step.slug) or {}
        if step.form is None or not step.form.prose(given):
            continue
        for field in step.form.prose_fields():
            if text := given.get(field):
                yield step.slug, field, step.form.base_fields[field].label or step.heading, str(text)


def complete(case: Case) -> bool:
    """Whether a person may set the risk: until every answer can be read, it counts as not assessed."""
    return not case.to_translate


def waiting(user: User) -> list[tuple[Case, Passage]]:
    """The answers that `user` may translate and that nobody has, the most urgent case first; at most MOST."""
    found: list[tuple[Case, Passage]] = []
    cases = cases_for(user, PERMISSION).filter(to_translate=True, closed=False).select_related("area", "referral")
    page = list(cases.prefetch_related("translations").order_by("rank")[:MOST])
    keys.preload(case.id for case in page)
    for case in page:
        found += [(case, passage) for passage in passages(case) if not passage.translation]
    return found[:MOST]


def open_passage(user: User, case_id: UUID, step: str, field: str) -> tuple[Case, Passage]:
    """One answer, for translating; seeing it is an Event. Raises PermissionDenied for what is not theirs."""
    case, passage = _passage(user, case_id, step, field)
    audit.record("case.translation_opened", actor=user.id, subject=case.id, detail={"step": step, "field": field})
    return case, passage


def translate(user: User, case_id: UUID, step: str, field: str, text: str, *, now: datetime | None = None) -> bool:
    """Keep a translation; returns whether the case can now be read whole. Raises PermissionDenied."""
    now = now or timezone.now()
    # Before the transaction: a refusal is written down even though nothing else is.
    _passage(user, case_id, step, field)
    with transaction.atomic():
        case = Case.objects.select_for_update(of=("self",)).select_related("referral").get(pk=case_id)
        row = Translation.objects.filter(case=case, step=step, field=field).first()
        row = row or Translation(case=case, step=step, field=field)
        row.text, row.by, row.at = text, user, now
        row.save()
        whole = all(passage.translation for passage in passages(case))
        if whole and case.to_translate:
            case.why = [key for key in case.why or [] if key != TO_TRANSLATE]
            case.to_translate, case.updated_at = False, now
            case.save()
        detail = {"step": step, "field": field, "complete": whole}
        audit.record("case.translated", actor=user.id, subject=case.id, detail=detail, now=now)
    return whole


def _passage(user: User, case_id: UUID, step: str, field: str) -> tuple[Case, Passage]:
    case = cases_for(user, PERMISSION).filter(pk=case_id, closed=False).select_related("area", "referral").first()
    found = [each for each in passages(case) if (each.step, each.field) == (step, field)] if case else []
    if case is None or not found:
        reference = Case.objects.filter(pk=case_id).values_list("reference", flat=True).first()
        refuse(user, "case.translate", reference or "")
    return case, found[0]
