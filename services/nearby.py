"""The address that finding leads to: opaque, and dead after twenty minutes. It holds no more than the page needs."""

import base64
import binascii
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from services.asking import Question, Understood
from services.ticks import LONGEST_WORDS
from vault.sealing import Unreadable, dump, load, seal_with_ring, unseal_with_ring

LIFE = timedelta(minutes=20)
PLACE = "services.nearby"
# A square kilometre: what "nearest first" needs, and no street.
GRID_METRES = 1000
# Every token is a multiple of this long, so that its length tells nothing about what was typed or ticked.
BLOCK_BYTES = 768
MOST_COUNCILS = 6
NOT_FOUND, OUTSIDE, FOUND = "not_found", "outside", "found"


@dataclass(frozen=True)
class Search:
    """What is looked for, and what became of the place that was typed.

    kind: `found` (the question can be asked), `outside` or `not_found`. `text` is what was typed, kept only where
    nothing was found, to be put right. The others are those of `places.finding.Found`.
    """

    kind: str = FOUND
    question: Question = field(default_factory=Question)
    exact: bool = True
    partly_outside: bool = False
    reason: str = ""
    text: str = ""
    suggestions: tuple[tuple[str, int], ...] = ()
    elsewhere: tuple[str, ...] = ()


def remember(understood: Understood, typed: str, chosen: frozenset[str] = frozenset()) -> Search:
    words = understood.words.strip()[:LONGEST_WORDS]
    found = understood.place
    if found is None:
        return Search(question=Question(words=words, chosen=chosen))
    kept = typed.strip()[:LONGEST_WORDS] if found.kind == NOT_FOUND else ""
    return Search(
        kind=found.kind if found.kind in {NOT_FOUND, OUTSIDE} else FOUND,
        question=Question(tuple(area.pk for area in found.areas), _on_grid(found.point), words, chosen),
        exact=found.exact,
        partly_outside=found.partly_outside,
        reason=found.reason,
        text=kept,
        suggestions=tuple((suggestion.name, suggestion.area.pk) for suggestion in found.suggestions),
        elsewhere=found.elsewhere[:MOST_COUNCILS],
    )


def asking(search: Search, question: Question) -> Search:
    """The same search with another question."""
    kept = replace(question, words=question.words[:LONGEST_WORDS], point=_on_grid(question.point))
    return replace(search, question=kept)


def token(search: Search, now: datetime) -> str:
    plain = dump({"until": int((now + LIFE).timestamp()), "search": _plain(search)})
    padded = plain.ljust(-(-len(plain) // BLOCK_BYTES) * BLOCK_BYTES)
    return base64.urlsafe_b64encode(seal_with_ring(padded, PLACE)).decode().rstrip("=")


def read(token: str, now: datetime) -> Search | None:
    """None when the token is not ours, or its twenty minutes are over."""
    try:
        sealed = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
        content = load(unseal_with_ring(sealed, PLACE))
    except (Unreadable, binascii.Error, ValueError):
        return None
    if now.timestamp() >= content["until"]:
        return None
    return _search(content["search"])


def _plain(search: Search) -> dict[str, Any]:
    question = search.question
    held = {
        "kind": search.kind,
        "areas": question.areas,
        "point": question.point,
        "words": question.words,
        "chosen": sorted(question.chosen),
        "exact": search.exact,
        "partly": search.partly_outside,
        "reason": search.reason,
        "text": search.text,
        "suggestions": search.suggestions,
        "elsewhere": search.elsewhere,
    }
    return {name: value for name, value in held.items() if value not in (None, "", (), [])}


def _search(held: dict[str, Any]) -> Search:
    point = held.get("point")
    question = Question(
        tuple(held.get("areas", ())),
        (point[0], point[1]) if point else None,
        held.get("words", ""),
        frozenset(held.get("chosen", ())),
    )
    return Search(
        kind=held["kind"],
        question=question,
        exact=held["exact"],
        partly_outside=held["partly"],
        reason=held.get("reason", ""),
        text=held.get("text", ""),
        suggestions=tuple((name, area) for name, area in held.get("suggestions", ())),
        elsewhere=tuple(held.get("elsewhere", ())),
    )


def _on_grid(point: tuple[int, int] | None) -> tuple[int, int] | None:
    if point is None:
        return None
    easting, northing = (round(metres / GRID_METRES) * GRID_METRES for metres in point)
    return easting, northing
