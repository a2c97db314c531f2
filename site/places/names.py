"""Names of places as people type them. Pure functions; nothing typed is kept."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

# Letters that do not come apart into a letter and a mark.
LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"})
# Words that say what kind of place it is, not which.
IDLE = {
    "the",
    "royal",
    "city",
    "borough",
    "district",
    "council",
    "county",
    "co",
    "unitary",
    "authority",
    "town",
    "towns",
}
STREETS = {"street", "road", "lane", "avenue", "close", "way", "hill", "green", "park", "square", "place", "flat"}
# The most words that a name has.
LONGEST_NAME = 6
COUNTRIES = (("united", "kingdom"), ("england",), ("uk",), ("gb",))
COUNTIES = (("county", "durham"), ("co", "durham"), ("durham",), ("kent",))


def words(text: str) -> list[str]:
    """Plain small letters, without marks and signs: `Chester-le-Street` is `chester le street`."""
    parts = unicodedata.normalize("NFKD", text.casefold().translate(LETTERS).replace("&", " and "))
    letters = "".join(part for part in parts if not unicodedata.combining(part))
    found = re.sub(r"[^\w]+", " ", re.sub(r"['’`]", "", letters).replace("_", " ")).split()
    return ["st" if word == "saint" else word for word in found]


def key(text: str) -> str:
    """What two spellings of one name share: `City of Durham` and `Durham`, `Herne Bay` and `hernebay`."""
    return _key(words(text))


def readings(text: str) -> list[tuple[str, bool]]:
    """Keys to look for in turn, and whether the county was named, as in `Ashford, Kent`."""
    found = [_reading(words(text))]
    if "," in text:
        # An address: the town stands nearer its end, the county after it.
        parts = [part for part in map(words, reversed(text.split(","))) if part]
        counties = [part for part in parts if tuple(part) in COUNTIES]
        found += [(_reading(part)[0], bool(counties)) for part in parts if part not in counties]
        found += [_reading(part) for part in counties]
    return [reading for reading in found if reading[0]]


def runs(text: str) -> list[str]:
    """Keys of the runs of words in a longer text, the longest first and those nearest its end first.

    A country or county at the end only says where the town is: it is looked for last.
    """
    whole = words(text)
    town = _without(_without(whole, COUNTRIES), COUNTIES)
    found = [key for parts in (town, whole) for key in _runs(parts)]
    return list(dict.fromkeys(key for key in found if key))


def slips(first: str, second: str) -> int:
    """Letters to change, add, drop or swap with their neighbour to make one word the other."""
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, a in enumerate(first, 1):
        above, row = row, [i]
        for j, b in enumerate(second, 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a != b))
            if i > 1 and j > 1 and a == second[j - 2] and first[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before = above
    return row[-1]


def nearest(typed: str, keys: Iterable[str]) -> list[str]:
    """The keys that differ by the fewest slips, if those are few enough for one word to be meant.

    One slip in five letters, two from eight on, and never in the first letter: Manchester is not Lanchester.
    """
    allowed = 0 if len(typed) < 5 else 1 if len(typed) < 8 else 2
    best: list[str] = []
    for candidate in keys:
        if candidate[:1] != typed[:1] or abs(len(candidate) - len(typed)) > allowed:
            continue
        distance = slips(typed, candidate)
        if distance < allowed or (distance == allowed and not best):
            best = [candidate]
            allowed = distance
        elif distance == allowed:
            best.append(candidate)
    return best


def alike(typed: str, keys: Iterable[str], count: int) -> list[str]:
    """Up to `count` keys to offer where none was meant for certain: those beginning alike, then those like it."""
    known = sorted(set(keys))
    starting = [candidate for candidate in known if len(typed) > 2 and candidate.startswith(typed)]
    return list(dict.fromkeys([*starting, *get_close_matches(typed, known, count, 0.6)]))[:count]


def _runs(parts: list[str]) -> list[str]:
    lengths = range(min(len(parts), LONGEST_NAME), 0, -1)
    runs = [parts[start : start + length] for length in lengths for start in range(len(parts) - length, -1, -1)]
    # "street" is a village in Somerset too, but not in "Margate High Street".
    return [_key(run) for run in runs if not (len(run) == 1 and run[0] in STREETS)]


def _reading(parts: list[str]) -> tuple[str, bool]:
    rest = _without(parts, COUNTRIES)
    short = _without(rest, COUNTIES)
    return _key(short), short != rest


def _without(parts: list[str], endings: tuple[tuple[str, ...], ...]) -> list[str]:
    for ending in endings:
        rest = parts[: -len(ending)]
        if tuple(parts[-len(ending) :]) == ending and _key(rest):
            return rest
    return parts


def _key(parts: list[str]) -> str:
    named = [word for word in parts if word not in IDLE]
    if named[:1] == ["of"]:
        named = named[1:]
    return "".join(named)
