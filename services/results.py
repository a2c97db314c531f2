"""What a page of results shows beside the rows: what is chosen, what can be chosen, and how to look wider."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone, translation

from places.models import Area
from services import checking, miles, nearby, search
from services.asking import Answer, Choice, ChoiceGroup, Question, Row
from services.choice_groups import Names
from services.sketch import area_sketch

MOST_PAGES = 10_000
# Offered above the list as buttons; everything else stands under "More choices".
QUICK = ("when:now", "when:evenings", "when:weekends", "how:drop_in", "how:telephone", "how:online")


@dataclass(frozen=True)
class Wider:
    """A wider question that finds something. `without`: labels of what it leaves out; `everywhere`: in any area."""

    address: str
    count: int
    without: tuple[str, ...]
    everywhere: bool


def page_number(request: HttpRequest) -> int:
    """From 1. What is no number is the first page."""
    asked = request.GET.get("page", "")
    return max(1, min(int(asked), MOST_PAGES)) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else 1


def answered(request: HttpRequest, question: Question, now: datetime, names: Names | None = None) -> Answer:
    return search.answer(question, page_number(request), translation.get_language() or "en", now, names)


def context(
    question: Question, answer: Answer, now: datetime, *, base: Question | None = None, area: Area | None = None
) -> dict[str, Any]:
    """For `services/results.html`.

    `base`: what the page itself is about, and is not offered to be taken away. `area`: the one to draw a sketch of.
    """
    fixed = base or Question()
    first = (answer.page - 1) * search.PER_PAGE + 1
    groups = _offered(answer, fixed.chosen)
    offered = [choice for group in groups for choice in group.choices]
    own = [row for row in answer.places if row.own_area]
    further = [row for row in answer.places if not row.own_area]
    return {
        "answer": answer,
        "question": question,
        "fixed": sorted(fixed.chosen),
        "groups": groups,
        "own_places": own,
        "further_places": further,
        "first_number": first,
        # Numbered as the list is: words may put a place that is further before one of the area.
        "sketch": area_sketch(area, [*own, *further], first) if area and answer.places else None,
        "chips": [choice for choice in offered if choice.chosen],
        "quick": _quick(offered),
        "overdue": _overdue(answer, timezone.localdate(now)),
        "wider": [_wider(question, wider, count, answer, now) for wider, count in answer.wider],
        "area_ids": set(question.areas),
        "miles_away": miles_away,
    }


def miles_away(row: Row) -> str:
    return miles.in_words(row.miles)


def _overdue(answer: Answer, today: date) -> set[int]:
    """The keys of access points that nobody has checked for too long."""
    points = [row.entry.original for row in (*answer.places, *answer.others)]
    every = checking.intervals() if points else None
    return {point.pk for point in points if checking.overdue(point, today, every)}


def _offered(answer: Answer, fixed: frozenset[str]) -> list[ChoiceGroup]:
    """What can still be chosen, or taken away again: never a choice that would find nothing."""
    groups = []
    for group in answer.groups:
        left = tuple(each for each in group.choices if each.value not in fixed and (each.count or each.chosen))
        if left:
            groups.append(replace(group, choices=left))
    return groups


def _quick(offered: list[Choice]) -> list[Choice]:
    found = {choice.value: choice for choice in offered if choice.count and not choice.chosen}
    return [found[value] for value in QUICK if value in found]


def _wider(question: Question, wider: Question, count: int, answer: Answer, now: datetime) -> Wider:
    labels = {choice.value: choice.label for group in answer.groups for choice in group.choices}
    gone = sorted(question.chosen - wider.chosen)
    words = (f"“{question.words}”",) if question.words and not wider.words else ()
    return Wider(
        nearby.token(nearby.Search(question=wider), now),
        count,
        (*words, *(labels[value] for value in gone if value in labels)),
        bool(question.areas) and not wider.areas,
    )
