"""What open cases would look like under a new rule: it is put in force, looked at, and taken back.

measure("conference", _("Conference"), words_of)      # words_of(matter, day) -> text, "" for nothing to say
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from places.hours import LONDON
from places.models import Commission, Dated
from referral_forms.inbox import due, pathways
from referral_forms.inbox.kinds import Text
from referral_forms.inbox.models import ActNow, Case, Pathway
from referral_forms.inbox.permissions import cases_for
from vault import keys

from .. import eligibility, facts
from ..eligibility import Rules
from ..facts import Facts
from . import catalogue
from .actions import Change, apply

MOST = 500
# So many keys are kept open at a time (see `vault.keys`).
TOGETHER = 200


@dataclass(frozen=True)
class Matter:
    """One open case, with its answers opened once."""

    case: Case
    answers: dict[str, Any]
    facts: Facts


@dataclass
class Day:
    """One day under the rules as they stand in the database at this moment; remembers what many cases share."""

    commission: Commission
    day: date

    def __post_init__(self) -> None:
        self.rules: Rules | None = eligibility.rules_on(self.commission, self.day)
        self.known: dict[tuple[Any, ...], str] = {}

    def once(self, key: tuple[Any, ...], make: Callable[[], str]) -> str:
        if key not in self.known:
            self.known[key] = make()
        return self.known[key]


Measure = Callable[[Matter, Day], str]
_measures: dict[str, tuple[Text, Measure]] = {}


def measure(key: str, title: Text, words: Measure) -> None:
    """Let a room say what of its cases a rule may change."""
    _measures[key] = (title, words)


def _finds(matter: Matter, day: Day) -> str:
    if day.rules is None:
        return ""
    found = eligibility.findings(matter.facts, day.rules)
    level = eligibility.overall(found)
    why = [str(finding.words) for finding in found if finding.level == level]
    return str(level.label) if level == eligibility.Level.FITS else f"{level.label}: {'; '.join(why)}"


def _list(matter: Matter, day: Day) -> str:
    case = matter.case
    act_now = case.act_now != ActNow.NONE

    def made() -> str:
        return str(Pathway(pathways.pathway(day.commission, case.risk, day.day, act_now=act_now)).label)

    return day.once(("list", case.risk, act_now), made)


def _due(matter: Matter, day: Day) -> str:
    case, level = matter.case, due.level_of(matter.case.act_now, matter.case.risk)
    if case.area is None:
        return ""
    area, start = case.area, datetime.combine(day.day, time(9), LONDON)

    def made() -> str:
        by = due.moment(area, day.commission, level, start, day.day)
        when = date_format(by.astimezone(LONDON), "j F, H:i") if by else str(_("nobody can say"))
        return f"{level.label}: {when}"

    return day.once(("due", area.pk, level), made)


measure("findings", _("What the rules say"), _finds)
measure("pathway", _("Whose list"), _list)
measure("due", _("Looked at by, if it came that day at 9:00"), _due)


@dataclass(frozen=True)
class Line:
    """So many cases that would go from one thing to another."""

    title: Text
    now: str
    then: str
    cases: int


@dataclass(frozen=True)
class Preview:
    """`rule`: (what, before, after) of the rule's own fields; `looked_at`: open cases gone through; `more`: there are
    more than that; `differ`: cases with any difference.
    """

    rule: list[tuple[str, str, str]]
    lines: list[Line]
    looked_at: int
    differ: int
    more: bool


def preview(user: User, change: Change) -> Preview:
    """Raises ValidationError and ChangedMeanwhile as putting it in force would; changes nothing."""
    open_cases = cases_for(user).filter(closed=False, commission=change.commission)
    matters = _matters(list(open_cases.select_related("area", "referral").order_by("rank")[: MOST + 1]))
    looked_at = matters[:MOST]
    before = _all(looked_at, Day(change.commission, change.day))
    with transaction.atomic():
        began = apply(change).began
        rule = _rule(change, began)
        after = _all(looked_at, Day(change.commission, change.day))
        transaction.set_rollback(True)
    changes = list(zip(before, after, strict=True))
    pairs = Counter((key, was[key], then[key]) for was, then in changes for key in was if was[key] != then[key])
    lines = [Line(_measures[key][0], now or "–", then or "–", count) for (key, now, then), count in pairs.most_common()]
    differ = sum(was != then for was, then in changes)
    return Preview(rule, lines, len(looked_at), differ, len(matters) > MOST)


def _rule(change: Change, began: Dated) -> list[tuple[str, str, str]]:
    before = dict(catalogue.facts(change.row)) if change.row else {}
    after = dict(catalogue.facts(began))
    return [(what, before.get(what, "–"), value) for what, value in after.items() if before.get(what) != value]


def _matters(cases: list[Case]) -> list[Matter]:
    matters = []
    for start in range(0, len(cases), TOGETHER):
        part = cases[start : start + TOGETHER]
        keys.preload(case.id for case in part)
        for case in part:
            answers = case.referral.answers if hasattr(case, "referral") else {}
            matters.append(Matter(case, answers, facts.of(case, answers)))
    return matters


def _all(matters: list[Matter], day: Day) -> list[dict[str, str]]:
    return [{key: words(matter, day) for key, (_title, words) in _measures.items()} for matter in matters]
