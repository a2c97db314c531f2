"""Postcodes as people type them: which real postcodes could this be? Pure functions; nothing typed is kept.

A key is a postcode in seven places, the outcode filled up with blanks: `ME141XQ`, `CT1 1AA`, `B1  1AA`.
"""

import re
import unicodedata
from itertools import product

# What a postcode's first half may look like (A letter, 9 digit), by its length.
SHAPES = {2: ("A9",), 3: ("A99", "AA9", "A9A"), 4: ("AA99", "AA9A")}
INCODE = "9AA"
TO_DIGIT = {"O": "0", "I": "1", "L": "1"}
TO_LETTER = {"0": "O", "1": "IL"}
# Ukrainian and Bulgarian keyboards have letters that look the same.
LOOKALIKES = str.maketrans("АВСЕІКМНОРТУХ", "ABCEIKMHOPTYX")
WITHIN = re.compile(r"\b([A-Z]{1,2}[0-9][A-Z0-9]?)[\s.-]*([0-9][A-Z]{2})\b")
PART = re.compile(r"([A-Z0-9]{2,4})(?:\s+[0-9][A-Z]?)?")


def plain(text: str) -> str:
    """Capitals and ASCII digits: full-width, Arabic-Indic and other digits become 0–9."""
    folded = unicodedata.normalize("NFKC", text).upper().translate(LOOKALIKES)
    return "".join(
        character if (digit := unicodedata.decimal(character, None)) is None else str(digit) for character in folded
    )


def has_digit(text: str) -> bool:
    return any(character in "0123456789" for character in plain(text))


def readings(text: str) -> list[tuple[int, str]]:
    """Every key that the text could mean, as (how many characters were put right, key), fewest first."""
    letters = _compact(text)
    found = []
    for shape in SHAPES.get(len(letters) - 3, ()):
        for slips, read in _read(letters, shape + INCODE):
            found.append((slips, f"{read[:-3]:<4}{read[-3:]}"))
    return sorted(found)


def within(text: str) -> str | None:
    """The key of the last postcode that stands in a longer text, such as an address."""
    found = WITHIN.findall(plain(text))
    return f"{found[-1][0]:<4}{found[-1][1]}" if found else None


def outcodes_within(text: str) -> list[str]:
    """What could be an outcode at the end or the beginning of a longer text, exactly as typed: `Margate CT9`."""
    words = re.findall(r"[A-Z0-9]+", plain(text))
    ends = [words[-1], words[0]] if len(words) > 1 else []
    return [outcode for word in ends for slips, outcode in _outcodes(word) if slips == 0]


def outcode_readings(text: str) -> list[tuple[int, str]]:
    """Every outcode that an unfinished postcode could begin with: `CT1`, `tn1 2`, `ME14 1x`, `me141`."""
    words = " ".join(plain(text).replace(".", " ").replace("-", " ").split())
    match = PART.fullmatch(words)
    if match:
        return _outcodes(match[1])
    letters = _compact(text)
    cut = re.fullmatch(r"([A-Z0-9]{2,4}?)[0-9][A-Z]?", letters)
    return _outcodes(cut[1]) if cut else []


def _outcodes(letters: str) -> list[tuple[int, str]]:
    return sorted(reading for shape in SHAPES.get(len(letters), ()) for reading in _read(letters, shape))


def _compact(text: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", plain(text))


def _read(letters: str, shape: str) -> list[tuple[int, str]]:
    options = [_place(character, kind) for character, kind in zip(letters, shape, strict=True)]
    return [(sum(a != b for a, b in zip(letters, read, strict=True)), "".join(read)) for read in product(*options)]


def _place(character: str, kind: str) -> str:
    """What a typed character can be where a letter (A) or a digit (9) belongs; "" if nothing."""
    if kind == "9":
        return character if character.isdigit() else TO_DIGIT.get(character, "")
    return character if character.isalpha() else TO_LETTER.get(character, "")
