"""What somebody needs, from nothing (0) to at once (3): the highest single need counts, never a sum (domain C)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Answers = dict[str, Any]


@dataclass(frozen=True)
class Need:
    """`level`: 3 today, 2 in days, 1 later. `words` are for staff."""

    level: int
    words: str | Promise
    said: Callable[[Answers], bool]


def _answered(step: str, field: str, *keys: str) -> Callable[[Answers], bool]:
    """Whether one of these keys was the answer, or among the answers."""

    def said(answers: Answers) -> bool:
        given = (answers.get(step) or {}).get(field) or []
        return bool(set(keys) & set(given if isinstance(given, list) else [given]))

    return said


def _wishes(*keys: str) -> Callable[[Answers], bool]:
    return _answered("wishes", "wishes", *keys)


def _of_a_child(field: str, key: str) -> Callable[[Answers], bool]:
    def said(answers: Answers) -> bool:
        return any(step.startswith("child-") and (given or {}).get(field) == key for step, given in answers.items())

    return said


NEEDS = {
    "nowhere_tonight": Need(3, _("Nowhere to stay tonight"), _answered("tonight", "tonight", "nowhere")),
    "with_them_tonight": Need(2, _("Stays tonight where the person is"), _answered("tonight", "tonight", "with_them")),
    "stay_short": Need(2, _("Cannot stay for long where they are"), _answered("tonight", "tonight", "short", "unsure")),
    "no_money": Need(2, _("Not enough money for food this week"), _answered("money", "enough", "no")),
    "child_worry": Need(2, _("Worried about the safety of a child"), _of_a_child("worried", "yes")),
    "exploited": Need(2, _("Made to have sex or work for money"), _answered("to-know", "to_know", "exploited")),
    "wants_place": Need(2, _("Wants a safe place, or help to leave"), _wishes("place", "leave")),
    "wants_law": Need(1, _("Wants help with police, court or the law"), _wishes("police", "legal")),
    "wants_money": Need(1, _("Wants help with money"), _wishes("money")),
    "wants_children": Need(1, _("Wants help for the children"), _wishes("children")),
}


def of(answers: Answers) -> list[str]:
    """Keys of the needs that were told, greatest first."""
    return [key for key, need in NEEDS.items() if need.said(answers)]


def highest(keys: Iterable[str]) -> int:
    return max((NEEDS[key].level for key in keys if key in NEEDS), default=0)
