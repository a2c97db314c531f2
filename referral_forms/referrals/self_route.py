"""Where the answers of a self-referral lead: which of its pages apply."""

from collections.abc import Callable
from typing import Any

from journeys.drafts import Answers

from . import family_forms, judging, routing
from .conditions import given, in_danger


def told_to_act(answers: Answers) -> bool:
    """Whether one of the signs is among those for which a person looks within hours."""
    return bool(judging.ACT_NOW.keys() & set(given(answers, "danger-signs", "signs") or []))


def only_suicidal(answers: Answers) -> bool:
    """Whether nobody else puts them in danger now, as far as they said: the police are then not whom to ask for."""
    said = judging.ACT_NOW.keys() & set(given(answers, "danger-signs", "signs") or [])
    return said == {"suicidal"} and not in_danger(answers)


def suicidal(answers: Answers) -> bool:
    return "suicidal" in (given(answers, "danger-signs", "signs") or [])


def can_be_called(answers: Answers) -> bool:
    """Whether times for a call are offered: only to who said that a call is safe, and did not say "I will call"."""
    safe = "call" in judging.safe_channels(answers) and not given(answers, "safe-contact", "will_call")
    return safe and bool(routing.placed(answers).get("calls"))


def has_child(number: int) -> Callable[[Answers], bool]:
    """Children follow one another: each is asked about when the one before it said that there is another."""

    def applies(answers: Answers) -> bool:
        if number == 1:
            return bool(given(answers, "children", "children") == "yes")
        return has_child(number - 1)(answers) and given(answers, f"child-{number - 1}", "another") == "yes"

    return applies


def children_told(answers: Answers) -> list[dict[str, Any]]:
    """What was said of each child, the pages that were skipped left out."""
    numbers = range(1, family_forms.MOST_CHILDREN + 1)
    told = [answers.get(f"child-{number}") or {} for number in numbers if has_child(number)(answers)]
    return [child for child in told if any(value for field, value in child.items() if field != "another")]
