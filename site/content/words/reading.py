"""Texts of ours and what somebody typed, both as terms."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .concepts import matches, words_of
from .letters import alike, split
from .stems import remembered, stems
from .terms import CONCEPT, LONGEST, Term

# Nobody looks for more at once; the rest of a long text is not read.
MOST_WORDS = 12


@dataclass(frozen=True)
class Asked:
    """One thing that somebody asked for: a word or a phrase.

    typed: as typed. plain: in plain letters, to compare slips by. terms: any of them means it.
    concepts: whether our own words know it, whatever entries there are. idle: it fits nearly everything.
    """

    typed: str
    plain: str
    terms: frozenset[Term]
    concepts: bool
    idle: bool


def index(text: str, language: str) -> dict[Term, str]:
    """The terms of a text of ours, each with the word in full."""
    words = split(text)
    stop = words_of(language).stop
    found: dict[Term, str] = {}
    for word in words:
        plain = alike(word)
        if plain not in stop and len(plain) <= LONGEST:
            for stem in remembered(word, language):
                found.setdefault(Term(language, stem), plain)
    for match in matches(words, language, remembered):
        for concept in match.concepts:
            found.setdefault(Term(CONCEPT, concept), concept)
    return found


def asked(text: str, languages: Sequence[str]) -> list[Asked]:
    """What somebody asks for, in the order of their words; `languages`: theirs first, then others that we have.

    Words that fit nearly everything are left out, unless there is no other.
    """
    words = [word for word in split(text) if len(alike(word)) <= LONGEST]
    found = list(_asked(words[: 4 * MOST_WORDS], languages))
    telling = [each for each in found if not each.idle]
    return _joined(telling or found)[:MOST_WORDS]


def _asked(words: list[str], languages: Sequence[str]) -> Iterator[Asked]:
    named = {match.start: match for language in reversed(languages) for match in matches(words, language)}
    position = 0
    while position < len(words):
        match = named.get(position)
        end = match.end if match else position + 1
        run = words[position:end]
        position = end
        if match is None and any(alike(run[0]) in words_of(language).stop for language in languages):
            continue
        terms = {Term(CONCEPT, concept) for concept in match.concepts} if match else set()
        if len(run) == 1:
            terms |= {Term(language, stem) for language in languages for stem in stems(run[0], language)}
        idle = match is None and any(
            words_of(language).idle.intersection(stems(run[0], language)) for language in languages
        )
        yield Asked(" ".join(run), alike(" ".join(run)), frozenset(terms), match is not None, idle)


def _joined(found: list[Asked]) -> list[Asked]:
    """Two words for one thing are one thing: `counselling therapy` asks for no more than either."""
    joined: list[Asked] = []
    for each in found:
        same = next((other for other in joined if other.terms & each.terms), None)
        if same is None:
            joined.append(each)
        else:
            both = Asked(same.typed, same.plain, same.terms | each.terms, same.concepts or each.concepts, same.idle)
            joined[joined.index(same)] = both
    return joined
