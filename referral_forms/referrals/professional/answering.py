"""What a worker does with the sender's side of a case: tell, read, decide. Permission, write, notices, Event."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, override

from accounts.models import User
from referral_forms.inbox.actions import refuse
from referral_forms.inbox.models import Case
from referral_forms.inbox.permissions import cases_for
from referral_forms.referrals.models import Addition, ProfessionalReferral, Told, Withdrawal
from vault import audit, outbox

from . import attention, status

# What a worker can tell; the others come by themselves.
CAN_BE_TOLD = (Told.ACCEPTED, Told.REDIRECTED)


def tell_referrer(user: User, reference: str, state: str, reason_key: str, now: datetime | None = None) -> None:
    """Let the sender's page say `state`; a redirection needs a reason, a key of `status.REASONS`.

    Raises ValueError for any other state or reason, and for "accepted" while nobody has taken the case on (K-4.2).
    """
    now = now or timezone.now()
    with transaction.atomic():
        case = _of_professional(user, reference)
        if case is not None:
            redirected = state == Told.REDIRECTED
            if state not in CAN_BE_TOLD or redirected != (reason_key in status.REASONS):
                raise ValueError(state)
            if state == Told.ACCEPTED and case.assigned_to_id is None:
                raise ValueError("nobody has taken it on")
            referral = case.professional
            if (referral.told, referral.reason or "") == (state, reason_key):
                return
            referral.told, referral.reason, referral.told_at = state, reason_key, now
            referral.save(update_fields=["told", "reason", "told_at"])
            _tell_of_news(referral, now)
            detail = {"told": state, "reason": reason_key}
            audit.record("referral.told", actor=user.id, subject=case.id, detail=detail, now=now)
            return
    refuse(user, "case.tell_referrer", reference)


def decide_withdrawal(user: User, reference: str, *, agreed: bool, now: datetime | None = None) -> None:
    """Answer the sender's request. Agreeing closes nothing by itself: the person may still need help."""
    now = now or timezone.now()
    with transaction.atomic():
        case = _of_professional(user, reference)
        if case is not None and case.professional.withdrawal == Withdrawal.ASKED:
            referral = case.professional
            referral.withdrawal = Withdrawal.AGREED if agreed else Withdrawal.DECLINED
            referral.told_at = now
            referral.save(update_fields=["withdrawal", "told_at"])
            attention.settle(case, attention.WITHDRAWAL)
            case.updated_at = now
            case.save()
            _tell_of_news(referral, now)
            detail = {"agreed": agreed}
            audit.record("referral.withdrawal_decided", actor=user.id, subject=case.id, detail=detail, now=now)
            return
    refuse(user, "case.decide_withdrawal", reference)


def read_additions(user: User, reference: str, now: datetime | None = None) -> None:
    """All that was added has been read: the case asks for no attention for it any more."""
    now = now or timezone.now()
    with transaction.atomic():
        case = _for_work(user, reference)
        if case is not None:
            read = Addition.objects.filter(case=case, read_at=None).update(read_at=now)
            attention.settle(case, attention.ADDED)
            case.updated_at = now
            case.save()
            detail = {"additions": read}
            audit.record("referral.additions_read", actor=user.id, subject=case.id, detail=detail, now=now)
            return
    refuse(user, "case.read_additions", reference)


def _for_work(user: User, reference: str) -> Case | None:
    return cases_for(user, "case.work").select_for_update(of=("self",)).filter(reference=reference).first()


def _of_professional(user: User, reference: str) -> Case | None:
    case = _for_work(user, reference)
    return case if case and ProfessionalReferral.objects.filter(pk=case.pk).exists() else None


def _tell_of_news(referral: ProfessionalReferral, now: datetime) -> None:
    """A mail without link, reference or name, in English: to whoever may see more than the receipt."""
    for reader in referral.readers.select_related("professional"):
        if reader.professional.is_checked:
            with override("en"):
                subject = gettext("There is news on a page of yours")
            key = f"refer-news:{referral.case_id}:{now.timestamp()}:{reader.pk}"
            outbox.put(key, to=reader.professional.content["email"], subject=subject, body=f"{subject}.", now=now)
