"""Which area and Commission an answer leads to."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from places import calling, policy, staffing
from places.models import Area, Commission, Eligibility
from referral_forms.inbox import pathways


def describe(area: Area, now: datetime | None = None) -> dict[str, Any]:
    """What a draft keeps of an area: enough to know the way without asking the database again."""
    now = now or timezone.now()
    commission = policy.commission_for(area, timezone.localdate(now))
    rules = policy.eligibility(commission, timezone.localdate(now)) if commission else None
    return {
        "area": area.slug,
        "staffed": staffing.is_staffed(area, now),
        "women_only": bool(rules and rules.women_only),
        "minimum_age": rules.minimum_age if rules else 0,
        "no_recourse_asked": bool(rules and rules.no_recourse == Eligibility.NoRecourse.INDIVIDUAL),
        "calls": calling.rule(area, timezone.localdate(now)) is not None,
    }


def placed(answers: dict[str, Any]) -> dict[str, Any]:
    """The part of the answers that holds the area: the one chosen last counts."""
    for slug in ("which-area", "place"):
        if answers.get(slug, {}).get("area"):
            return answers[slug]
    return {}


# The oldest of each age group, in full years.
OLDEST = {"under_13": 12, "13_15": 15, "16_17": 17}


def too_young_for(answers: dict[str, Any], band: str | None) -> int:
    """From which age the service of the area is, for somebody younger; 0 when it is for them."""
    minimum: int = placed(answers).get("minimum_age", 0)
    return minimum if band in OLDEST and OLDEST[band] < minimum else 0


def recourse_matters(answers: dict[str, Any]) -> bool:
    """K-9.2, D-3.4a: public funds are asked about only where it changes what help is possible."""
    return bool(placed(answers).get("no_recourse_asked"))


def area_of(answers: dict[str, Any]) -> Area | None:
    slug = placed(answers).get("area")
    return Area.objects.filter(slug=slug).first() if slug else None


def pathway(commission: Commission, risk: str, day: date, *, act_now: bool = False) -> str:
    """The list that a case of this risk stands on, by the dated routing of its Commission (K-6.1.6)."""
    return pathways.pathway(commission, risk, day, act_now=act_now)


def commission_of(area: Area | None, now: datetime) -> Commission | None:
    return policy.commission_for(area, timezone.localdate(now)) if area else None
