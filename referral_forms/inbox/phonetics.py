"""How a name sounds, so that spellings of one name agree: in any script, order, case and accent."""

import re

import jellyfish
from anyascii import anyascii

LONGEST = 200
MOST_PARTS = 6
# Written over, beside or inside letters, and no end of a part: O’Brien, Ma'am, the signs that stand for hamza and ayn.
INSIDE = re.compile(r"['’‘`ʼʹ´\"]")
# Said of somebody, and no part of a name.
TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "lady"})
VOWELS = re.compile(r"[AEIOUY]")


def parts(name: str) -> list[str]:
    """The sound of each part of a name, sorted, each once: `نور` and "Nour" both give ["NR"]."""
    plain = INSIDE.sub("", anyascii(name[:LONGEST])).lower()
    words = [word for word in re.split(r"[^a-z]+", plain) if word and word not in TITLES]
    return sorted({code for word in words[:MOST_PARTS] if (code := sound(word))})


def sound(word: str) -> str:
    """Consonants as they sound: what vowels were written, or none as in Arabic, makes no difference."""
    # Thomas and Tomas; Fatimah and Fatima, Sarah and Sara.
    folded = word.replace("th", "t").rstrip("h") or word
    code: str = jellyfish.metaphone(folded)
    bare = VOWELS.sub("", code)
    return bare or code[:1]
