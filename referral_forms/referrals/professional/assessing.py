"""From a professional's answers to what they mean: danger, risk, need, and the facts of a conference's criteria."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils import timezone

from journeys.drafts import Answers
from places.models import MaracRules
from referral_forms.inbox.actions import Judgement
from referral_forms.inbox.models import Risk

from .. import facts as eligible
from .. import judging, routing
from ..conditions import given
from ..facts import Facts
from . import checklists, event_forms, marac
from .marac import MaracFacts

# The highest single need counts (domain C).
NEEDS = {"nowhere": 3, "home_unsafe": 2, "unknown": 2, "hospital": 2, "with_others": 1}
MOST = 12
MOST_ALLEGED = 4


def chain(answers: Answers, name: str) -> Iterator[dict[str, Any]]:
    """The answers of `child-1`, `child-2`, … as far as they were given."""
    for number in range(1, MOST + 1):
        if found := answers.get(f"{name}-{number}"):
            yield found


def day(kept: str | None) -> date | None:
    return date.fromisoformat(kept) if kept else None


def years(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def age_band(answers: Answers, on: date) -> str:
    """A key of `forms.AGES`, by the date of birth where it is known; empty when nothing is."""
    born = day(given(answers, "person", "birth_date"))
    if born is None:
        return given(answers, "person", "age") or ""
    age = years(born, on)
    limits = (("under_13", 13), ("13_15", 16), ("16_17", 18))
    return next((band for band, limit in limits if age < limit), "18")


def facts_for_rules(answers: Answers) -> Facts:
    """What rules on eligibility ask about."""
    found = eligible.of_answers(answers, age_band(answers, timezone.localdate()))
    return replace(found, no_recourse=given(answers, "money", "no_recourse") or eligible.UNKNOWN)


def facts(answers: Answers, on: date) -> MaracFacts:
    """What the criteria of a conference need to know."""
    earlier = answers.get("earlier") or {}
    return MaracFacts(
        on=on,
        **_tool(answers),
        judgement=_level(given(answers, "judgement", "judgement")),
        events=tuple(found for event in chain(answers, "event") if (found := day(event.get("on")))),
        self_harm=_self_harm(answers),
        earlier=earlier.get("earlier") == "yes",
        last_conference=day(earlier.get("last_on")),
        same_two=earlier.get("same_two") or "",
    )


def _level(kept: str | None) -> str:
    return kept if kept in (Risk.HIGH, Risk.MEDIUM, Risk.STANDARD) else ""


def _tool(answers: Answers) -> dict[str, Any]:
    """The tool and its result: of what was filled in here, or as it was told."""
    filled = answers.get("checklist") or {}
    if used := filled.get("checklist"):
        counted = checklists.count(filled["items"])
        high = used["threshold"] is not None and counted["yes"] >= used["threshold"]
        return {
            "tool": used["tool"],
            "score": counted["yes"],
            "unknown": counted["unsure"] + counted["blank"],
            "tool_level": Risk.HIGH if high else "",
        }
    tool = given(answers, "risk-tool", "tool") or ""
    return {
        "tool": tool,
        "score": given(answers, "score", "score"),
        "unknown": given(answers, "score", "unknown") or 0,
        "tool_level": _level(given(answers, "score", "level")),
    }


def _self_harm(answers: Answers) -> bool:
    return (
        given(answers, "earlier", "self_harm") == "yes"
        or given(answers, "danger-now", "suicidal") == "yes"
        or "self_harm" in (given(answers, "support", "safe_staff") or [])
    )


def judge(answers: Answers, rules: MaracRules, on: date, *, unread: bool) -> Judgement:
    """`unread`: words that staff cannot be expected to read; then only a high risk stands (domain H 13)."""
    told = facts(answers, on)
    risk = marac.risk(told, rules)
    if unread and risk != Risk.HIGH:
        risk = Risk.UNASSESSED
    keys = [key for key, there in _flags(answers, on).items() if there]
    if marac.criteria(told, rules):
        keys.append("marac")
    if unread:
        keys.append("to_translate")
    return judging.judgement(keys, need=NEEDS.get(given(answers, "tonight", "stay") or "", 0), risk=risk)


def _flags(answers: Answers, on: date) -> dict[str, bool]:
    return {**_danger(answers), **_signs(answers), **_about_them(answers, on), **_handling(answers)}


def _danger(answers: Answers) -> dict[str, bool]:
    asked = answers.get("danger-now") or {}
    flags = {key: asked.get(key) == "yes" for key in event_forms.ACT_NOW}
    danger = given(answers, "danger", "danger")
    return {
        **flags,
        "suicidal": _self_harm(answers),
        "danger_now": danger == "yes",
        "danger_unsure": danger == "unsure",
        "child_at_risk": flags["child_at_risk"] or any(c.get("in_danger") == "yes" for c in chain(answers, "child")),
        "weapon": flags["weapon"] or any(each.get("weapons") == "yes" for each in chain(answers, "alleged")),
        "not_known": bool(event_forms.not_known(asked)),
    }


def _signs(answers: Answers) -> dict[str, bool]:
    said = {*(given(answers, "signs", "signs") or []), *(given(answers, "what-happened", "kinds") or [])}
    pregnant = given(answers, "pregnancy", "pregnant") in ("yes", "baby")
    return {key: key in said or (key == "pregnant" and pregnant) for key in judging.SIGNS}


def _about_them(answers: Answers, on: date) -> dict[str, bool]:
    band = age_band(answers, on)
    outside = given(answers, "place", "outside") and not given(answers, "which-area", "area")
    # D-3.4a: where it changes nothing there is nothing to decide.
    asked = bool(routing.placed(answers).get("no_recourse_asked"))
    return {
        "child": band in judging.UNDER_18,
        "under_16": band in judging.UNDER_16,
        "no_supporter": given(answers, "social-care", "supporter") == "no",
        "outside_areas": bool(outside),
        "not_a_woman": given(answers, "woman", "woman") == "no",
        "interpreter": given(answers, "language", "interpreter") == "yes",
        "age_unknown": band == "unknown",
        "access": bool(given(answers, "language", "access")),
        "no_recourse": asked and given(answers, "money", "no_recourse") == "yes",
        "no_recourse_unsure": asked and given(answers, "money", "no_recourse") == "unsure",
    }


def _handling(answers: Answers) -> dict[str, bool]:
    agreed = [given(answers, "agreed", field) for field in ("support", "sharing")]
    return {
        "no_safe_channel": not judging.safe_channels(answers),
        "through_sender": bool(given(answers, "safe-contact", "through_me")),
        "lone_visit": "lone_visit" in (given(answers, "support", "safe_staff") or []),
        "not_told": given(answers, "agreed", "aware") != "yes",
        "without_agreement": any(answer != "yes" for answer in agreed),
        "not_safe_to_tell": given(answers, "without", "safe_to_tell") in ("no", "unsure"),
        "may_be_known": restricted(answers),
        "trap": "trap" in answers,
    }


def restricted(answers: Answers) -> bool:
    """domain H 15: a yes, a not sure and no answer at all close the record."""
    return given(answers, "knows", "knows") != "no"
