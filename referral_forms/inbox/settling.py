"""What is done for a case right after it arrived, so that its arrival neither waits for it nor fails with it."""

from datetime import datetime
from uuid import UUID

import structlog
from django.db import transaction
from django.utils import timezone

from . import findings, matching, suggesting
from .models import Case

log = structlog.get_logger()
AT_ONCE = 200


def settle(case_id: UUID, now: datetime | None = None) -> bool:
    """Say which decisions the rules ask for, and look for other cases of the same people. Safe to run twice."""
    now = now or timezone.now()
    with transaction.atomic():
        case = Case.objects.select_for_update().filter(pk=case_id, settled_at=None).first()
        if case is None:
            return False
        findings.mark(case)
        case.settled_at = now
        case.save(update_fields=["why", "settled_at"])
        mine = matching.sides(case)
        matching.index(case, mine)
        suggesting.suggest(case, mine, now)
    return True


def settle_quietly(case: Case, now: datetime) -> None:
    """Before somebody reads it; whatever goes wrong must not keep them from the case."""
    try:
        if case.settled_at is None and settle(case.id, now):
            case.refresh_from_db(fields=["why", "settled_at"])
    except Exception as fault:
        log.error("case_not_settled", case=str(case.id), fault=type(fault).__name__)


class Unsettled(Exception):
    """Some cases could not be settled; the others were."""


def settle_new(now: datetime) -> int:
    """Settle every case that has come since the last time; returns how many."""
    waiting = Case.objects.filter(settled_at=None).order_by("received_at").values_list("id", flat=True)
    done, failed = 0, 0
    for case_id in waiting[:AT_ONCE]:
        try:
            done += settle(case_id, now)
        except Exception as fault:
            failed += 1
            log.error("case_not_settled", case=str(case_id), fault=type(fault).__name__)
    if failed:
        raise Unsettled(failed)
    return done
