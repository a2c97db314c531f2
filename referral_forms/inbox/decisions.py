"""Decisions that only a manager takes: under the lowest age (K-7.2), and no recourse to public funds (K-9.2)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from vault import audit

from .actions import refuse
from .findings import mark, open_questions, wanted
from .models import Case, Decision
from .permissions import cases_for

__all__ = ["Incomplete", "Supporter", "decide", "mark", "open_questions", "wanted"]


@dataclass(frozen=True)
class Supporter:
    """Who of social care stands beside a person under the lowest age."""

    name: str
    role: str = ""
    contact: str = ""


class Incomplete(ValueError):
    """A decision without its reason, or one for somebody too young without a named supporter (K-7.2)."""


def decide(
    user: User,
    reference: str,
    kind: str,
    outcome: str,
    reason: str,
    decision_id: UUID,
    supporter: Supporter | None = None,
    *,
    now: datetime | None = None,
) -> Decision:
    """Write a manager's decision. `decision_id` comes with the form, so that pressing twice writes it once.

    Raises Incomplete, and ValueError for what the rules ask no decision for (D-3.4a: there is no such reason).
    """
    now = now or timezone.now()
    with transaction.atomic():
        cases = cases_for(user, "case.decide").select_for_update(of=("self",))
        case = cases.filter(reference=reference, merged_into=None).first()
        if case is not None:
            if known := Decision.objects.filter(pk=decision_id, case=case).first():
                return known
            _check(case, kind, outcome, reason, supporter)
            kept = supporter if kind == Decision.Kind.UNDER_AGE else None
            decision = Decision.objects.create(
                id=decision_id,
                case=case,
                kind=kind,
                outcome=outcome,
                decided_by=user,
                decided_at=now,
                content={"reason": reason.strip(), "supporter": vars(kept) if kept else None},
            )
            mark(case)
            case.updated_at = now
            case.save()
            detail = {"decision": str(decision.id), "about": kind, "outcome": outcome}
            audit.record("case.decided", actor=user.id, subject=case.id, detail=detail, now=now)
            return decision
    return refuse(user, "case.decide", reference)


def _check(case: Case, kind: str, outcome: str, reason: str, supporter: Supporter | None) -> None:
    if outcome not in Decision.Outcome.values or kind not in {finding.decision for finding in wanted(case)}:
        raise ValueError(kind)
    if not reason.strip():
        raise Incomplete("reason")
    agreed = kind == Decision.Kind.UNDER_AGE and outcome == Decision.Outcome.YES
    if agreed and (supporter is None or not supporter.name.strip()):
        raise Incomplete("supporter")
