"""What may be promised: when a person looks, and how soon somebody is in touch (domain H 3)."""

from datetime import datetime
from itertools import groupby
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from accounts.teams import team_for
from content import governance, languages
from places import policy, staffing
from places.models import Area, Level

from . import equality


def of_every_team(now: datetime) -> dict[str, Any]:
    """For the page before the first question: where people work now, when they next look, and where nobody does."""
    outlooks = staffing.outlooks(Area.objects.councils().order_by("order", "name"), now)
    staffed = sorted((each for each in outlooks if each.staffed), key=lambda each: (not each.open, each.next or now))
    teams = [
        {"open": is_open, "next": following, "place": ", ".join(each.area.name for each in group)}
        for (is_open, following), group in groupby(staffed, key=lambda each: (each.open, each.next))
    ]
    return {
        "teams": teams,
        "unstaffed": [each.area.name for each in outlooks if not each.staffed],
        "interpreter": interpreter(),
    }


def of_receipt(receipt: dict[str, Any], now: datetime) -> dict[str, Any]:
    """For the page after sending. Without a known area or target nothing is promised."""
    area = Area.objects.filter(slug=receipt["area"]).first() if receipt["area"] else None
    team = team_for(area) if area else None
    return {
        **of_team(area, now),
        "hours": _hours(area, receipt["in_danger"], now) if area else None,
        "will_call": receipt["will_call"],
        "call_at": datetime.fromisoformat(receipt["call_at"]) if receipt.get("call_at") else None,
        "equality_answered": equality.answered(receipt["reference"]),
        # Of a restricted case whoever is on call is not told (domain H 15).
        "on_call": bool(team and receipt["in_danger"] and team.on_call and not receipt.get("restricted")),
    }


def of_team(area: Area | None, now: datetime) -> dict[str, Any]:
    """Whether somebody is there, when next, and whom to call."""
    team = team_for(area) if area else None
    return {
        "area": area,
        "open_now": bool(area and staffing.is_open(area, now)),
        "next_open": staffing.next_open(area, now) if area else None,
        "team_telephone": team.telephone if team else "",
    }


def _hours(area: Area, in_danger: bool, now: datetime) -> int | None:
    """Working hours within which somebody is in touch, rounded up."""
    day = timezone.localdate(now)
    commission = policy.commission_for(area, day)
    target = (
        policy.response_target(commission, Level.ACT_NOW if in_danger else Level.UNASSESSED, day)
        if commission
        else None
    )
    return -(-target.staffed_minutes // 60) if target else None


def interpreter() -> str:
    """What to say on the telephone, in English: "Polish interpreter, please"; empty for English."""
    code = get_language() or "en"
    return "" if code == "en" else f"{languages.english_name(code)} interpreter, please"


def unavailable(request: HttpRequest) -> str | None:
    """The page in place of the form: in production, while papers are missing or nobody has checked the language."""
    if settings.DEMO or settings.TESTING:
        return None
    if governance.missing() or not languages.journeys_offered(get_language() or "en", production=True):
        return "referrals/unavailable.html"
    return None
