"""Slips of spelling, put right against words that are known."""

from collections.abc import Iterable

from places.names import slips

# Below this any other short word looks alike.
SHORTEST = 4
TWO_SLIPS_FROM = 8


def grams(word: str) -> frozenset[str]:
    """Every three letters in a row, its beginning and end marked, so that these count more."""
    marked = f"^{word}$"
    return frozenset(marked[start : start + 3] for start in range(max(len(marked) - 2, 1)))


def likeliest(typed: str, known: Iterable[str]) -> str | None:
    """The known word that was most likely meant, if the slips are few enough for one word to be meant.

    One slip from four letters on, two from eight. Of words with equally many slips the one that shares most with what
    was typed, then the first of the alphabet: the answer is the same on every machine.
    """
    if len(typed) < SHORTEST:
        return None
    allowed = 2 if len(typed) >= TWO_SLIPS_FROM else 1
    own = grams(typed)
    ranked = [
        (wrong, -len(own & grams(word)), word)
        for word in known
        if abs(len(word) - len(typed)) <= allowed and (wrong := slips(typed, word)) <= allowed
    ]
    return min(ranked)[2] if ranked else None
