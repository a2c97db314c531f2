"""Who checks professionals whose work address we do not know, and which domains need no check."""

from datetime import datetime
from typing import NoReturn
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.permissions import has
from referral_forms.referrals.models import PermittedDomain, Professional
from vault import audit

from . import attention, register

MANAGE = "referrer.manage"
MAX_SHOWN = 200


def waiting() -> QuerySet[Professional]:
    return Professional.objects.filter(check_state=Professional.Check.WAITING).order_by("made_at")[:MAX_SHOWN]


def decided() -> QuerySet[Professional]:
    """By a person, the latest first."""
    return Professional.objects.exclude(decided_at=None).select_related("decided_by").order_by("-decided_at")[:50]


def confirm(user: User, professional_id: UUID, now: datetime | None = None) -> None:
    _decide(user, professional_id, Professional.Check.CHECKED, "", now)


def refuse(user: User, professional_id: UUID, reason: str, now: datetime | None = None) -> None:
    """`reason`: in the manager's words, sealed with the person's own details."""
    if not reason.strip():
        raise ValueError("no reason")
    _decide(user, professional_id, Professional.Check.REFUSED, reason, now)


def _decide(user: User, professional_id: UUID, state: Professional.Check, reason: str, now: datetime | None) -> None:
    now = now or timezone.now()
    if not has(user, MANAGE):
        _refused(user, "referrer.decide", professional_id)
    with transaction.atomic():
        professional = Professional.objects.select_for_update().filter(pk=professional_id).first()
        if professional is not None:
            professional.content = {**professional.content, "reason": reason}
            professional.check_state, professional.decided_by, professional.decided_at = state, user, now
            professional.save()
            attention.mark_cases(professional)
            audit.record(f"referrer.{state}", actor=user.id, subject=professional.id, now=now)
            return
    _refused(user, "referrer.decide", professional_id)


def permit(user: User, domain: str, organisation: str, source: str, now: datetime | None = None) -> PermittedDomain:
    """From now on that domain needs no check, nor do those who wait with an address of it.

    Raises ValueError where anybody can have an address.
    """
    now = now or timezone.now()
    if not has(user, MANAGE):
        _refused(user, "referrer.permit", None)
    if domain in register.PUBLIC_MAIL:
        raise ValueError(domain)
    with transaction.atomic():
        row, _made = PermittedDomain.objects.update_or_create(
            domain=domain,
            defaults={"organisation": organisation, "source": source, "added_by": user, "added_at": now},
        )
        for professional in Professional.objects.filter(check_state=Professional.Check.WAITING):
            if register.domain_of(professional.content["email"]) == domain:
                professional.check_state = Professional.Check.CHECKED
                professional.save(update_fields=["check_state"])
                attention.mark_cases(professional)
        audit.record("referrer.domain_permitted", actor=user.id, detail={"domain": row.pk}, now=now)
    return row


def forbid(user: User, domain_id: int, now: datetime | None = None) -> None:
    """Take a domain off the list: whoever proves an address of it from now on is checked by a person.

    Those it vouched for wait for a person again.
    """
    if not has(user, MANAGE):
        _refused(user, "referrer.forbid", None)
    with transaction.atomic():
        row = PermittedDomain.objects.filter(pk=domain_id).first()
        if row is not None:
            for professional in Professional.objects.filter(check_state=Professional.Check.CHECKED, decided_at=None):
                if register.domain_of(professional.content["email"]) == row.domain:
                    professional.check_state = Professional.Check.WAITING
                    professional.save(update_fields=["check_state"])
                    attention.mark_cases(professional)
            row.delete()
            audit.record("referrer.domain_forbidden", actor=user.id, detail={"domain": domain_id}, now=now)
            return
    _refused(user, "referrer.forbid", None)


def _refused(user: User, wanted: str, subject: UUID | None) -> NoReturn:
    audit.record("referrer.not_allowed", actor=user.id, subject=subject, detail={"wanted": wanted})
    raise PermissionDenied
