"""What the words of a question mean here: terms of our vocabulary, slips put right."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings
from django.db.models import Count

from content import words
from content.words import Asked
from content.words import Term as Key
from services.models import Term, TermGram

from .wording import choice_term

# Words that share most with a slip; the one that was meant is among them.
CANDIDATES = 60


@dataclass(frozen=True)
class Wanted:
    """terms: for each word that is known the keys of the terms that mean it. put_right, unknown: as in `Answer`."""

    terms: list[list[int]]
    put_right: tuple[tuple[str, str], ...] = ()
    unknown: tuple[str, ...] = ()


class Spelt(NamedTuple):
    """A choice of editors as it is called in one language."""

    mark: str
    language: str
    name: str


class Known(IntEnum):
    """How much of a text is words of ours, as they are spelt."""

    NOTHING = 0
    SOME = 1
    ALL = 2


def known(text: str, language: str, choices: Iterable[Spelt]) -> Known:
    """One query."""
    asked = words.asked(text, languages(language))
    keys = _keys(asked, _of_choices(choices))
    found = [_is_known(each, keys) for each in asked]
    return Known.NOTHING if not any(found) else Known.ALL if all(found) else Known.SOME


def languages(language: str) -> tuple[str, ...]:
    """Theirs first. Much is not translated, so English is looked up as well."""
    return tuple(dict.fromkeys((language, settings.LANGUAGE_CODE)))


def wanted(text: str, language: str, choices: Collection[Spelt]) -> Wanted:
    """At most three queries, whatever was typed."""
    asked = words.asked(text, languages(language))
    if not asked:
        return Wanted([])
    named = _of_choices(choices)
    known = _keys(asked, named)
    odd = [each for each in asked if not _is_known(each, known)]
    corrected = _put_right(odd, language, choices) if odd else {}
    read_anew = {plain: words.asked(word, languages(language)) for plain, word in corrected.items()}
    known.update(_keys([each for anew in read_anew.values() for each in anew], named))
    terms, put_right, unknown = [], [], []
    for each in asked:
        meant = [each] if _is_known(each, known) else read_anew.get(each.plain, [])
        if found := sorted({key for one in meant for term in one.terms for key in known.get(term, ())}):
            terms.append(found)
        if meant and meant != [each]:
            put_right.append((each.typed, corrected[each.plain]))
        if not found and not any(_is_known(one, known) for one in meant):
            unknown.append(each.typed)
        elif not found:
            # A thing we know, and nobody offers: it counts as a word that nothing has.
            terms.append([0])
    return Wanted(_apart(terms), tuple(put_right), tuple(unknown))


def _is_known(each: Asked, known: Mapping[Key, object]) -> bool:
    return each.concepts or any(term in known for term in each.terms)


def _of_choices(choices: Iterable[Spelt]) -> dict[Key, set[Key]]:
    """Which choices a term names, in whatever language they are called so."""
    named: dict[Key, set[Key]] = defaultdict(set)
    for mark, language, name in choices:
        for term in _name_terms(name, language):
            named[term].add(choice_term(mark))
    return named


@lru_cache(maxsize=5000)
def _name_terms(name: str, language: str) -> tuple[Key, ...]:
    return tuple(words.index(name, language))


def _keys(asked: Iterable[Asked], named: Mapping[Key, set[Key]]) -> dict[Key, set[int]]:
    """For each term that is asked for the keys of those that entries have: its own, and choices called so."""
    terms = {term for each in asked for term in each.terms}
    means = {term: {term, *named.get(term, ())} for term in terms}
    stems = {meant.stem for every in means.values() for meant in every}
    if not stems:
        return {}
    rows = Term.objects.filter(stem__in=stems).values_list("language", "stem", "pk")
    ids = {Key(language, stem): pk for language, stem, pk in rows}
    found = {term: {ids[meant] for meant in every if meant in ids} for term, every in means.items()}
    return {term: keys for term, keys in found.items() if keys or named.get(term)}


def _put_right(odd: list[Asked], language: str, choices: Iterable[Spelt]) -> dict[str, str]:
    """For each word that is not known the one that was most likely meant."""
    ours = _alike({each.plain for each in odd}, language)
    spoken = languages(language)
    static = {word for code in spoken for word in words.words_of(code).known}
    static |= {word for choice in choices for word in map(words.plain, words.split(choice.name)) if len(word) > 3}
    found = {each.plain: words.likeliest(each.plain, ours[each.plain] | static) for each in odd}
    return {plain: word for plain, word in found.items() if word}


def _alike(plain: set[str], language: str) -> dict[str, set[str]]:
    """Words of ours that share three letters in a row with each of these, those that share most first."""
    grams = {word: words.grams(word) for word in plain}
    every = {gram for each in grams.values() for gram in each}
    rows = (
        TermGram.objects.filter(gram__in=every, term__language__in=languages(language))
        .values("term", "term__word")
        .annotate(shared=Count("pk"))
        .order_by("-shared", "term")
    )
    found: dict[str, set[str]] = defaultdict(set)
    for word in [row["term__word"] for row in rows[: CANDIDATES * len(plain)]]:
        for typed, own in grams.items():
            if own & words.grams(word):
                found[typed].add(word)
    return found


def _apart(terms: list[list[int]]) -> list[list[int]]:
    """Two words that mean the same count as one."""
    joined: list[set[int]] = []
    for each in map(set, terms):
        same = next((other for other in joined if other & each), None)
        if same is None:
            joined.append(each)
        else:
            same |= each
    return [sorted(each) for each in joined]
