"""Whose list a case stands on, by the Commission's dated routing (K-6.1.6)."""

from datetime import date, datetime

from django.utils import timezone

from places import policy
from places.models import Commission

from .models import ActNow, Case, Pathway


def pathway(commission: Commission | None, risk: str, day: date, *, act_now: bool = False) -> str:
    """The list that the policy of that day leads to; without one, triage."""
    rules = policy.routing(commission, day) if commission else None
    return Pathway.IDVA if rules and rules.leads_to_idva(risk, act_now) else Pathway.TRIAGE


def route(case: Case, now: datetime) -> None:
    """Put the case on the list that policy says; whoever is on the IDVA list already stays there."""
    if case.pathway == Pathway.TRIAGE:
        act_now = case.act_now != ActNow.NONE
        case.pathway = pathway(case.commission, case.risk, timezone.localdate(now), act_now=act_now)
