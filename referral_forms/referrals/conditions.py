"""What answers say about the way on: conditions that the journeys of every way of asking share."""

from typing import Any

from journeys.drafts import Answers

from . import judging, routing


def given(answers: Answers, step: str, field: str) -> Any:
    """One answer; None when it was not asked, or skipped."""
    return (answers.get(step) or {}).get(field)


def in_danger(answers: Answers) -> bool:
    return given(answers, "danger", "danger") == "yes"


def area_unclear(answers: Answers) -> bool:
    return "place" in answers and not answers["place"].get("area")


def lives_elsewhere(answers: Answers) -> bool:
    return bool(given(answers, "place", "outside")) and given(answers, "which-area", "area") == ""


def no_team(answers: Answers) -> bool:
    place = routing.placed(answers)
    return bool(place) and not place["staffed"]


def under_18(answers: Answers) -> bool:
    return given(answers, "age", "age") in judging.UNDER_18


def women_only(answers: Answers) -> bool:
    return bool(routing.placed(answers).get("women_only"))


def not_a_woman(answers: Answers) -> bool:
    return women_only(answers) and given(answers, "woman", "woman") == "no"
