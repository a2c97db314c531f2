"""Keeping equality answers under a pseudonym. No worker and no report sees a row (domain H 16)."""

import hashlib
import hmac
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from referral_forms.inbox.models import Case
from vault import ring

from .models import EqualityAnswers


def pseudonyms(case_id: UUID) -> list[bytes]:
    """The case's pseudonym under every key of the ring, active first: for the returns builder alone."""
    return [hmac.digest(ring.derive("equality", key), case_id.bytes, hashlib.sha256) for key in ring.ring()]


def quarter(day: date) -> str:
    return f"{day.year}-Q{(day.month + 2) // 3}"


def keep(reference: str, answers: dict[str, Any], day: date | None = None) -> None:
    """Keep what somebody said of themselves in place of what they said before; nothing said leaves nothing.

    No Event is written: its line would stand beside the case's own in the chain, with the second it came.
    """
    case_id, commission_id = Case.objects.values_list("id", "commission_id").get(reference=reference)
    known = pseudonyms(case_id)
    with transaction.atomic():
        EqualityAnswers.objects.filter(pseudonym__in=known).delete()
        if answers:
            EqualityAnswers.objects.create(
                pseudonym=known[0],
                commission_id=commission_id,
                quarter=quarter(day or timezone.localdate()),
                content=answers,
            )


def answered(reference: str) -> bool:
    case_id = Case.objects.filter(reference=reference).values_list("id", flat=True).first()
    return case_id is not None and EqualityAnswers.objects.filter(pseudonym__in=pseudonyms(case_id)).exists()
