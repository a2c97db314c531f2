"""A professional referral's part of the case page: by task, people apart, and what the conference's criteria said."""

from dataclasses import replace
from itertools import groupby
from typing import Any

from journeys.journey import Journey, always
from referral_forms.inbox.models import Case, Risk

from .. import panel as answers_panel
from ..intake.journey import FOR_PROFESSIONAL, HOW
from ..models import MaracAssessment
from . import marac
from .journey import JOURNEY
from .risk_forms import TOOLS

# Of another person than the one it is about: shown apart, and never released with theirs.
APART = {"alleged", "knows"}
# The case page lists its documents itself.
FILES = "files"


def _as_sent(journey: Journey) -> Journey:
    """Only what counted was kept. Whether a page still applies is not asked again: who was 15 grows older."""
    return replace(journey, steps=[replace(step, applies=always) for step in journey.steps])


_answers = answers_panel.of(_as_sent(JOURNEY), _as_sent(FOR_PROFESSIONAL))


def panel(case: Case) -> dict[str, Any]:
    told = _answers(case)
    return {**told, "tasks": _tasks(told["rows"], case.referral.answers), "marac": conference(case)}


def _tasks(rows: list[dict[str, Any]], answers: dict[str, Any]) -> list[dict[str, Any]]:
    journey = FOR_PROFESSIONAL if HOW in answers else JOURNEY
    titles = dict(journey.parts)
    steps = {step.slug: step for step in journey.steps}
    tasks = []
    for part, asked in groupby(rows, key=lambda row: steps[row["slug"]].part):
        if part == FILES:
            continue
        pages = [
            {
                "heading": steps[slug].heading,
                "number": steps[slug].context(answers).get("number", ""),
                "rows": list(told),
            }
            for slug, told in groupby(asked, key=lambda row: row["slug"])
        ]
        tasks.append({"key": part, "title": titles[part], "apart": part in APART, "pages": pages})
    return tasks


def conference(case: Case) -> dict[str, Any] | None:
    """What was computed when it came; None for a case without."""
    found = MaracAssessment.objects.filter(case=case).first()
    if found is None:
        return None
    kept = found.content
    levels, tools = dict(Risk.choices), dict(TOOLS)
    return {
        "met": [marac.words(met) for met in marac.of_kept(kept["met"])],
        "open": [marac.words(met) for met in marac.of_kept(kept["open"])],
        "tool": tools.get(kept["tool"], ""),
        "score": kept["score"],
        "tool_risk": levels[kept["tool_risk"]],
        "judgement": levels.get(kept["judgement"] or Risk.UNASSESSED),
        "risk": levels[kept["risk"]],
        "national": kept["rules"] is None,
    }
