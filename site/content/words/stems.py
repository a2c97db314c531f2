"""The part of a word that its forms share. Snowball's rules where a language has them, a few endings of our own
where it has none, and the plain word otherwise."""

from collections.abc import Iterator
from functools import cache, lru_cache
from threading import Lock

import snowballstemmer

from .letters import alike

SNOWBALL = {"en": "english", "pl": "polish", "ar": "arabic", "ro": "romanian", "ne": "nepali", "fa": "persian"}
# Languages without rules of Snowball's: endings of nouns and adjectives, cut once, the longest first. Without marks,
# as `letters.alike` leaves them.
ENDINGS = {
    "sk": (
        *("ovia", "ami", "och", "ach", "iam", "emu", "eho", "ymi", "imi", "ou", "om", "am", "ov", "ej", "ym", "im"),
        *("a", "e", "i", "o", "u", "y"),
    ),
    "uk": (
        *("ами", "ями", "ові", "еві", "ого", "ому", "ими", "ах", "ях", "ам", "ям", "ом", "ем", "ою", "ею", "ів"),
        *("их", "им", "ий", "а", "е", "и", "і", "о", "у", "ю", "я", "ь"),
    ),
    "pa": ("ਿਆਂ", "ੀਆਂ", "ਾਂ", "ੀਂ", "ਾ", "ੇ", "ੀ"),
}
SHORTEST = 3
# What Arabic writes together with the next word: and, then, with, like, for; before the article, or alone.
ARABIC_ARTICLES = ("وال", "فال", "بال", "كال", "ولل", "لل", "ال")
ARABIC_LETTERS = ("و", "ف", "ب", "ك", "ل")
_stemming = Lock()


def stems(word: str, language: str) -> tuple[str, ...]:
    """What stands for a word, without marks. Two where its marks decide how it is cut: many people type none.

    Two in Arabic as well, where a first letter may be a word of its own (`لابني` for `ابني`) or part of this one.
    """
    plain = alike(word).replace("'", "")
    if language not in SNOWBALL:
        return (_cut(plain, language),)
    if language == "ar":
        return tuple(dict.fromkeys(_arabic(plain)))
    found = [alike(_snowball(word.casefold(), language)).replace("'", ""), _snowball(plain, language)]
    return tuple(dict.fromkeys(stem for stem in found if stem))


# For texts of ours, whose words come again and again. What somebody typed is never remembered.
remembered = lru_cache(maxsize=50_000)(stems)


def _snowball(word: str, language: str) -> str:
    # One stemmer is shared by all threads and keeps the word at hand in itself.
    with _stemming:
        return _stemmer(SNOWBALL[language]).stemWord(word)


@cache
def _stemmer(algorithm: str) -> "snowballstemmer.stemmer":
    return snowballstemmer.stemmer(algorithm)


def _arabic(plain: str) -> Iterator[str]:
    article = next((each for each in ARABIC_ARTICLES if plain.startswith(each)), "")
    if article and len(plain) - len(article) >= SHORTEST:
        yield alike(_snowball(plain.removeprefix(article), "ar"))
        return
    if plain.startswith(ARABIC_LETTERS) and len(plain) > SHORTEST:
        yield alike(_snowball(plain[1:], "ar"))
    yield alike(_snowball(plain, "ar"))


def _cut(plain: str, language: str) -> str:
    endings = (alike(ending) for ending in ENDINGS.get(language, ()))
    cut = next((end for end in endings if plain.endswith(end) and len(plain) - len(end) >= SHORTEST), "")
    return plain.removesuffix(cut) if cut else plain
