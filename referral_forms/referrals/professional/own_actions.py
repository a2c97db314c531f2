"""What a professional does with a referral of theirs: permission, write, notices, and the Event last, in one go."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NoReturn
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from referral_forms.inbox import alerts, kinds
from referral_forms.inbox.models import Case
from referral_forms.referrals.models import (
    Addition,
    Professional,
    ProfessionalReferral,
    ReferralReader,
    Withdrawal,
)
from vault import audit, throttle

from . import access, attention, register, status

# One view is written down an hour, and so many refusals: a key that is held down must not fill the audit.
WRITTEN_WITHIN, REFUSALS = timedelta(hours=1), 20


class AlreadyTaken(Exception):
    """The copy was downloaded before."""


@dataclass(frozen=True)
class News:
    """Something that happened since, or that was not said. `id` comes with the form: pressing twice tells it once."""

    id: UUID
    kind: str
    happened: str
    text: str
    danger: bool
    language: str


def refuse(professional: Professional, wanted: str, reference: str) -> NoReturn:
    if not throttle.allow("referral-refused", str(professional.id), limit=REFUSALS, window=WRITTEN_WITHIN):
        raise PermissionDenied
    hidden = Case.objects.filter(reference=reference).values_list("id", flat=True).first()
    audit.record("referral.refused", actor=professional.id, subject=hidden, detail={"wanted": wanted})
    raise PermissionDenied


def see(professional: Professional, reference: str, now: datetime | None = None) -> ProfessionalReferral:
    """A referral for its page. Raises PermissionDenied alike for another's and for what is not there."""
    with transaction.atomic():
        referral = _mine(professional, reference)
        if referral is not None:
            _note_view(professional, referral, now)
            return referral
    refuse(professional, "referral.view", reference)


def _note_view(professional: Professional, referral: ProfessionalReferral, now: datetime | None) -> None:
    who = f"{professional.id} {referral.case_id}"
    if throttle.allow("referral-viewed", who, limit=1, window=WRITTEN_WITHIN, now=now):
        audit.record("referral.viewed", actor=professional.id, subject=referral.case_id, now=now)


def add(professional: Professional, reference: str, news: News, now: datetime | None = None) -> Addition:
    """Keep what is new with the case, tell the team, and put the case where danger belongs.

    With a merged case it goes to the one that is worked on.
    """
    now = now or timezone.now()
    with transaction.atomic():
        referral = _mine(professional, reference)
        if referral is not None:
            case = _worked_on(referral.case_id)
            if known := Addition.objects.filter(pk=news.id, referrer=professional).first():
                return known
            content = {"kind": news.kind, "happened": news.happened, "text": news.text, "danger": news.danger}
            addition = Addition.objects.create(
                id=news.id,
                case=case,
                referrer=professional,
                content=content,
                language=news.language,
                added_at=now,
            )
            _keep_status(referral)
            # What comes after somebody has looked is told of anew.
            looked = int(case.opened_at.timestamp()) if case.opened_at else 0
            _raise_attention(case, news, now)
            alerts.tell_of_news(case, f"added-{looked}", now, urgent=news.danger)
            detail = {"addition": str(addition.id), "danger": news.danger}
            audit.record("referral.added", actor=professional.id, subject=case.id, detail=detail, now=now)
            return addition
    refuse(professional, "referral.add", reference)


def _raise_attention(case: Case, news: News, now: datetime) -> None:
    attention.draw(case, attention.ADDED)
    if news.language != "en":
        attention.draw(case, attention.TO_TRANSLATE)
    if news.danger:
        attention.raise_alarm(case, now)
    attention.reopen(case)
    case.updated_at = now
    case.save()


def _keep_status(referral: ProfessionalReferral) -> None:
    """An alarm makes the case unopened again; what the sender was shown does not go back."""
    referral.told = status.key_of(referral)
    referral.save(update_fields=["told"])


def ask_to_withdraw(professional: Professional, reference: str, reason: str, now: datetime | None = None) -> None:
    """A request: a worker decides, and the person may still need help."""
    now = now or timezone.now()
    with transaction.atomic():
        referral = _checked(professional, reference)
        if referral is not None:
            if referral.withdrawal != Withdrawal.NONE:
                return
            referral.withdrawal, referral.withdrawal_reason = Withdrawal.ASKED, reason
            referral.save(update_fields=["withdrawal", "withdrawal_reason"])
            case = _worked_on(referral.case_id)
            attention.draw(case, attention.WITHDRAWAL)
            case.updated_at = now
            case.save()
            alerts.tell_of_news(case, "withdrawal", now)
            audit.record("referral.withdrawal_asked", actor=professional.id, subject=case.id, now=now)
            return
    refuse(professional, "referral.withdraw", reference)


def take_copy(professional: Professional, reference: str, now: datetime | None = None) -> list[tuple[Any, Any]]:
    """(question, answer) of all that was sent, once. Raises AlreadyTaken the second time."""
    now = now or timezone.now()
    with transaction.atomic():
        referral = _checked(professional, reference)
        if referral is not None:
            if referral.copy_taken_at is not None:
                raise AlreadyTaken
            referral.copy_taken_at = now
            referral.save(update_fields=["copy_taken_at"])
            rows = kinds.get(referral.case.kind).panel(referral.case)["rows"]
            audit.record("referral.copied", actor=professional.id, subject=referral.case_id, now=now)
            return [(row["question"], row["answer"]) for row in rows]
    refuse(professional, "referral.copy", reference)


def hand_over(
    professional: Professional, reference: str, mailbox: str, *, keeps: bool, now: datetime | None = None
) -> None:
    """Let whoever proves that mailbox see the receipt; `mailbox` is proven, and on a permitted domain."""
    now = now or timezone.now()
    with transaction.atomic():
        referral = _checked(professional, reference)
        known = register.permitted(mailbox)
        if referral is not None and known is not None:
            details = {"organisation": known.organisation, "source": known.source}
            team = register.find(mailbox) or register.make(mailbox, details, now)
            ReferralReader.objects.get_or_create(referral=referral, professional=team, defaults={"since": now})
            if not keeps and team != professional:
                ReferralReader.objects.filter(referral=referral, professional=professional).delete()
            detail = {"to": str(team.id), "keeps": keeps}
            audit.record("referral.handed", actor=professional.id, subject=referral.case_id, detail=detail, now=now)
            return
    refuse(professional, "referral.hand_over", reference)


def give_up(professional: Professional, reference: str, now: datetime | None = None) -> None:
    """Stop seeing it, as long as somebody else still does: a receipt without a reader would be lost."""
    with transaction.atomic():
        referral = _mine(professional, reference)
        if referral is not None:
            if not referral.readers.exclude(professional=professional).exists():
                raise ValueError("nobody else reads it")
            referral.readers.filter(professional=professional).delete()
            audit.record("referral.given_up", actor=professional.id, subject=referral.case_id, now=now)
            return
    refuse(professional, "referral.give_up", reference)


def _mine(professional: Professional, reference: str) -> ProfessionalReferral | None:
    mine = access.referrals_of(professional).filter(case__reference=reference)
    return mine.select_for_update(of=("self",)).first()


def _checked(professional: Professional, reference: str) -> ProfessionalReferral | None:
    """More than the receipt is only for those whom somebody, or their domain, has vouched for."""
    return _mine(professional, reference) if professional.is_checked else None


def _worked_on(case_id: UUID) -> Case:
    case = Case.objects.select_for_update().get(pk=case_id)
    while case.merged_into_id:
        case = Case.objects.select_for_update().get(pk=case.merged_into_id)
    return case
