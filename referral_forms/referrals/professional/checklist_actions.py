"""Loading an organisation's checklist, and taking it out of use."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts import permissions
from accounts.models import User
from vault import audit

from ..models import Checklist

MANAGE = "checklist.manage"


@transaction.atomic
def load(user: User, checklist: Checklist, questions: Sequence[str], *, now: datetime | None = None) -> Checklist:
    """A new version. The one before it of the same name and organisation ends the day before this one begins."""
    now = now or timezone.now()
    if not permissions.has(user, MANAGE):
        raise PermissionDenied
    earlier = Checklist.objects.filter(
        organisation=checklist.organisation, name=checklist.name, tool=checklist.tool, valid_until=None
    )
    earlier.filter(valid_from__lt=checklist.valid_from).update(valid_until=checklist.valid_from - timedelta(days=1))
    checklist.questions, checklist.loaded_by, checklist.loaded_at = list(questions), user, now
    checklist.save(force_insert=True)
    detail = {"checklist": checklist.pk, "tool": checklist.tool, "questions": len(questions)}
    audit.record("referrals.checklist_loaded", actor=user.pk, detail=detail, now=now)
    return checklist


@transaction.atomic
def end(user: User, checklist: Checklist, *, now: datetime | None = None) -> None:
    """From now on nobody is offered it; what was answered keeps its words."""
    now = now or timezone.now()
    if not permissions.has(user, MANAGE):
        raise PermissionDenied
    yesterday = timezone.localdate(now) - timedelta(days=1)
    # A row that never came into force must not end before it began.
    checklist.valid_until = max(yesterday, _before(checklist.valid_from))
    checklist.save(update_fields=["valid_until"])
    audit.record("referrals.checklist_ended", actor=user.pk, detail={"checklist": checklist.pk}, now=now)


def _before(day: date) -> date:
    return day - timedelta(days=1)
