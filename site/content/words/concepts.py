"""What people call the same thing, in every language that has a file of words."""

import json
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

from .letters import alike, split
from .stems import remembered, stems

DATA = Path(__file__).parent / "data"
LONGEST_PHRASE = 5
Stems = Callable[[str, str], tuple[str, ...]]


@dataclass(frozen=True)
class Words:
    """What is known about the words of one language. `phrases`: concepts by the stems that name them."""

    stop: frozenset[str]
    idle: frozenset[str]
    phrases: dict[tuple[str, ...], tuple[str, ...]]
    known: tuple[str, ...]


@dataclass(frozen=True)
class Match:
    """A run of words, from `start` up to but without `end`, that names these concepts."""

    start: int
    end: int
    concepts: tuple[str, ...]


@cache
def words_of(language: str) -> Words:
    """Empty for a language that has no file: its words are then looked up as they are."""
    path = DATA / f"{language}.json"
    content = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    phrases: dict[tuple[str, ...], list[str]] = defaultdict(list)
    known: set[str] = {alike(word) for word in content.get("idle", ())}
    for concept, names in content.get("concepts", {}).items():
        for name in names:
            parts = split(name)
            phrases[tuple(key(part, language) for part in parts)].append(concept)
            known.update(map(alike, parts))
    stop = frozenset(alike(word) for word in content.get("stop", ()))
    return Words(
        stop=stop,
        idle=frozenset(key(word, language) for word in content.get("idle", ())),
        phrases={stemmed: tuple(dict.fromkeys(named)) for stemmed, named in phrases.items()},
        known=tuple(sorted(word for word in known - stop if len(word) > 2)),
    )


def key(word: str, language: str) -> str:
    """The stem by which a word is compared here: that of its plain letters."""
    return remembered(word, language)[-1]


def matches(words: list[str], language: str, of: Stems = stems) -> list[Match]:
    """The concepts named in a text, longest phrases first, none inside another."""
    phrases = words_of(language).phrases
    stemmed = [of(word, language) for word in words]
    found = []
    start = 0
    while start < len(stemmed):
        match = _longest(stemmed, start, phrases)
        if match:
            found.append(match)
        start = match.end if match else start + 1
    return found


def _longest(
    stemmed: list[tuple[str, ...]], start: int, phrases: dict[tuple[str, ...], tuple[str, ...]]
) -> Match | None:
    for end in range(min(start + LONGEST_PHRASE, len(stemmed)), start, -1):
        for run in product(*stemmed[start:end]):
            if concepts := phrases.get(run):
                return Match(start, end, concepts)
    return None
