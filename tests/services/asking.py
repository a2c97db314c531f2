"""Asking as a page does, and what a test wants to know of the answer."""

from datetime import datetime

from places.hours import LONDON
from services import search
from services.asking import Answer, Question

NOON = datetime(2026, 11, 19, 12, tzinfo=LONDON)
NIGHT = datetime(2026, 11, 20, 3, tzinfo=LONDON)


def asked(question: Question, language: str = "en", now: datetime = NOON, page: int = 1) -> Answer:
    return search.answer(question, page, language, now)


def names(answer: Answer) -> list[str]:
    return [row.entry.original.name for row in (*answer.places, *answer.others)]


def count(answer: Answer, value: str) -> int | None:
    found = {choice.value: choice.count for group in answer.groups for choice in group.choices}
    return found.get(value)
