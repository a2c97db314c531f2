"""Whether the criteria of a multi-agency risk assessment conference (MARAC) are met, and why. Pure: no database.

Criteria: SafeLives; Kent and Medway have their own (domain C, H 12). Nothing here lowers anybody's judgement.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from places.models import MaracRules
from referral_forms.inbox.models import Risk

# The higher of two: unassessed is not a level, so that anybody's assessment counts over none.
LEVELS = (Risk.UNASSESSED, Risk.STANDARD, Risk.MEDIUM, Risk.HIGH)


@dataclass(frozen=True)
class MaracFacts:
    """What a professional said. `on`: the day that months are counted back from.

    `score`: how many answers of the tool were yes; `unknown`: how many were “don't know” or blank.
    `tool_level`: the level that the tool itself came to, where it has levels (DARA).
    `last_conference`: of the same two people when `same_two` is yes. `same_two`: yes, no, unsure or "".
    """

    on: date
    tool: str = ""
    score: int | None = None
    unknown: int = 0
    tool_level: str = ""
    judgement: str = ""
    events: tuple[date, ...] = ()
    self_harm: bool = False
    earlier: bool = False
    last_conference: date | None = None
    same_two: str = ""


@dataclass(frozen=True)
class Met:
    """A criterion that is met. `count` is what was found, `limit` what is enough, within `months`."""

    key: str
    count: int = 0
    limit: int = 0
    months: int = 0

    def kept(self) -> dict[str, Any]:
        return asdict(self)


def months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or its last day: 31 August less six months is 28 or 29 February."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def within(event: date, on: date, months: int) -> bool:
    """Both ends count."""
    return months_before(on, months) <= event <= on


def criteria(facts: MaracFacts, rules: MaracRules) -> list[Met]:
    """Every criterion that is met, in the order of the published list."""
    met = []
    if facts.tool in rules.tools and (facts.score or 0) >= rules.visible_high:
        met.append(Met("visible_high", facts.score or 0, rules.visible_high))
    if facts.judgement == Risk.HIGH:
        met.append(Met("judgement"))
    events = sum(within(event, facts.on, rules.escalation_months) for event in facts.events)
    if events >= rules.escalation_events:
        met.append(Met("escalation", events, rules.escalation_events, rules.escalation_months))
    if rules.self_harm and facts.self_harm:
        met.append(Met("self_harm"))
    if _is_repeat(facts, rules):
        met.append(Met("repeat", months=rules.repeat_months))
    return met


def _is_repeat(facts: MaracFacts, rules: MaracRules) -> bool:
    """The same two people within the months, whatever the abuse: it need not be a crime."""
    return bool(
        facts.earlier
        and facts.same_two == "yes"
        and facts.last_conference
        and within(facts.last_conference, facts.on, rules.repeat_months)
    )


def open_questions(facts: MaracFacts, rules: MaracRules) -> list[Met]:
    """What nobody knows yet and could change the answer; never counted as no."""
    unsure = []
    if facts.tool in rules.tools and facts.unknown:
        unsure.append(Met("not_known", facts.unknown, rules.visible_high))
        if (facts.score or 0) < rules.visible_high <= (facts.score or 0) + facts.unknown:
            unsure.append(Met("could_reach", facts.unknown, rules.visible_high))
    if facts.tool in rules.tools and facts.score is None:
        unsure.append(Met("no_score", limit=rules.visible_high))
    if facts.earlier and not facts.last_conference and facts.same_two != "no":
        unsure.append(Met("no_date", months=rules.repeat_months))
    if facts.earlier and facts.last_conference and facts.same_two in ("", "unsure"):
        unsure.append(Met("same_two", months=rules.repeat_months))
    return unsure


def tool_risk(facts: MaracFacts, rules: MaracRules) -> str:
    """The level that the tool gives: its own, and high from the threshold on for Dash and Young Person's Dash only."""
    high = facts.tool in rules.tools and (facts.score or 0) >= rules.visible_high
    return higher(Risk.HIGH if high else Risk.UNASSESSED, facts.tool_level or Risk.UNASSESSED)


def risk(facts: MaracFacts, rules: MaracRules) -> str:
    """The higher of tool and judgement; unassessed when there is neither."""
    return higher(tool_risk(facts, rules), facts.judgement or Risk.UNASSESSED)


def higher(*levels: str) -> str:
    return max(levels, key=[str(level) for level in LEVELS].index)


def words(found: Met) -> str:
    """One criterion, or one open question, in the language of the page."""
    numbers = asdict(found)
    templates = {
        "visible_high": _("Visible high risk: %(count)s answers were yes, and %(limit)s are enough."),
        "judgement": _("Professional judgement: whoever referred judges the risk as high."),
        "escalation": _("Escalation: %(count)s events within %(months)s months, and %(limit)s are enough."),
        "self_harm": _("Suicide or self-harm: in this area a criterion of its own."),
        "repeat": _("Repeat: abuse again within %(months)s months of a conference about the same two people."),
        "not_known": ngettext(
            "%(count)s answer was “don’t know” or left blank. It is not counted as no.",
            "%(count)s answers were “don’t know” or left blank. They are not counted as no.",
            found.count,
        ),
        "could_reach": _("If those were yes, it would reach %(limit)s."),
        "no_score": _("The score is not known."),
        "no_date": _("There was a conference before; ask when. Within %(months)s months it counts."),
        "same_two": _("It is not known whether the earlier conference was about the same two people: ask."),
    }
    return templates[found.key] % numbers


def of_kept(kept: Iterable[dict[str, Any]]) -> list[Met]:
    return [Met(**each) for each in kept]
