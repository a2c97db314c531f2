"""The one field: a place, what somebody needs, or both. Nothing typed is logged or stored.

`counselling for my son in Dover` names both. A name of ours that is also a common word (Deal, Sandwich) is a place only
where it stands alone, after "in" or "near", or with a capital letter among small ones.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from content.words import plain
from places import finding, names, postcodes
from places.finding import Found, Gazetteer
from places.postcode_file import PostcodesUnavailable
from services.asking import Understood
from services.choice_groups import Names
from services.listing import asked

LONGEST = 200
# What stands before a place, in the languages of the site, in plain letters.
BEFORE = frozenset({"in", "near", "around", "at", "from", "outside", "by", "w", "we", "kolo", "blisko", "obok"})
BEFORE_ARABIC = frozenset(plain(word) for word in ("في", "قرب", "من"))
COMMON = frozenset(
    {"ash", "bath", "battle", "bowes", "bridge", "charing", "cliffe", "cooling", "crook", "deal", "grain", "ham", "hoo"}
    | {"hope", "reading", "sale", "sandwich", "stone", "street", "winston", "worth", "wye"}
)
LONGEST_NAME = 5
LONGEST_POSTCODE = 7
SIGNS = ".,;:!?()[]\"'“”‘’"


@dataclass(frozen=True)
class Cut:
    """Words from `start` up to but without `end` that name a place."""

    start: int
    end: int
    place: Found


def understand(typed: str, language: str) -> Understood:
    """At most seven queries, however long it is."""
    typed = " ".join(typed.split())[:LONGEST]
    ours, choices = Gazetteer(), Names(language)
    whole = finding.find(typed, ours)
    words = typed.split(" ")
    if _is_ours(whole) and whole.exact and (whole.text_kind != "postcode" or _is_short(typed)):
        return Understood(whole, "")
    if len(words) > 1 and (cut := _cut(words, ours)):
        rest = " ".join(words[: cut.start] + words[cut.end :])
        if asked.known(rest, language, choices.spelt) or (_leads(words[cut.start]) and _put_right(rest, choices)):
            return Understood(cut.place, rest)
        return Understood(cut.place if whole.kind == "not_found" else whole, "")
    return Understood(None, typed) if _is_need(typed, whole, ours, choices) else Understood(whole, "")


def _is_short(typed: str) -> bool:
    """No longer than a postcode, so that it is nothing but one."""
    return sum(character.isalnum() for character in typed) <= LONGEST_POSTCODE


def _is_need(typed: str, whole: Found, ours: Gazetteer, choices: Names) -> bool:
    """No place was named for certain: is it words of ours, spelt right, or else more likely those than a place?"""
    known = asked.known(typed, choices.language, choices.spelt)
    if known == asked.Known.ALL:
        return True
    if known == asked.Known.SOME:
        # `bishop aukland` is a slip in a name, though "bishop" may stand in one of our texts.
        return not names.nearest(names.key(typed), ours.own_names)
    return whole.kind == "not_found" and _put_right(typed, choices)


def _put_right(typed: str, choices: Names) -> bool:
    """Words that are ours but for a slip."""
    return bool(asked.wanted(typed, choices.language, choices.spelt).put_right)


def _is_ours(found: Found) -> bool:
    return found.kind in {"area", "areas"}


def _cut(words: list[str], ours: Gazetteer) -> Cut | None:
    """A postcode anywhere, a name of ours, or whatever place stands after the last "in"."""
    bare = [word.strip(SIGNS) for word in words]
    if cut := _postcode(bare, ours):
        return cut
    for start, end in _runs(len(bare)):
        run = " ".join(bare[start:end])
        if names.key(run) in ours.own_names and _is_place(bare, start, end):
            return Cut(_from(bare, start), end, finding.find(run, ours))
    last = max((index for index, word in enumerate(bare) if _leads(word)), default=None)
    if last is None or not 1 <= len(bare) - last - 1 <= LONGEST_NAME:
        return None
    place = finding.find(" ".join(bare[last + 1 :]), ours)
    # After "in" a slip in a name of ours is that name: `counselling in dovver`.
    return Cut(last, len(bare), place) if _is_ours(place) or (place.kind == "outside" and place.exact) else None


def _postcode(words: list[str], ours: Gazetteer) -> Cut | None:
    for length in (2, 1):
        for start in range(len(words) - length, -1, -1):
            run = " ".join(words[start : start + length])
            # Half a postcode is one word at either end: `CT1`; in the middle it may be the number of a house.
            at_an_end = length == 1 and start in {0, len(words) - 1}
            if any(character.isdigit() for character in run) and _reads(run, half=at_an_end):
                return Cut(_from(words, start), start + length, finding.find(run, ours))
    return None


def _reads(run: str, *, half: bool) -> bool:
    try:
        reading = postcodes.read(run)
    except PostcodesUnavailable:
        return False
    if reading is None or not reading.sure:
        return False
    # `12 High` reads as half a postcode too, were it two words.
    return reading.postcode is not None or (half and reading.outcode is not None)


def _runs(length: int) -> Iterator[tuple[int, int]]:
    """The longest first, and of these the last first."""
    for size in range(min(LONGEST_NAME, length), 0, -1):
        for start in range(length - size, -1, -1):
            yield start, start + size


def _is_place(words: list[str], start: int, end: int) -> bool:
    if end - start > 1 or plain(words[start]) not in COMMON:
        return True
    if start and _leads(words[start - 1]):
        return True
    small = any(word[:1].islower() for word in words)
    return start > 0 and small and words[start][:1].isupper()


def _leads(word: str) -> bool:
    return plain(word) in BEFORE or plain(word) in BEFORE_ARABIC


def _from(words: list[str], start: int) -> int:
    """With the "in" before it."""
    return start - 1 if start and _leads(words[start - 1]) else start
