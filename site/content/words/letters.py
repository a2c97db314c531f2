"""Letters made alike: `Café`, `CAFE` and `cafe`; `أَطْفال` and `اطفال`; `٢٤` and `24`."""

import unicodedata

# What does not come apart into a letter and a mark, and letters of Persian and Urdu keyboards for Arabic ones.
ALIKE = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ې": "ي",
        "ک": "ك",
        "ڪ": "ك",
        "ہ": "ه",
        "ة": "ه",
        "ـ": None,
        "’": "'",
        "‘": "'",
        "`": "'",
        "´": "'",
        "ʼ": "'",
    }
)
# Joiners and marks of direction, which copied text carries without showing them.
INVISIBLE = frozenset("\u200b\u200c\u200d\u200e\u200f\u061c\ufeff\u00ad")
# From here on (Devanagari, Gurmukhi …) marks are vowels: without them a word is another word.
FIRST_INDIC = "\u0900"


def alike(text: str) -> str:
    """Small letters without marks; digits of every script as 0–9."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(_plain(part) for part in parts if part not in INVISIBLE)
    return unicodedata.normalize("NFC", plain.translate(ALIKE))


def split(text: str) -> list[str]:
    """The words of a text, as written: runs of letters, digits and their marks. Apostrophes hold a word together."""
    words: list[str] = []
    current = ""
    for character in unicodedata.normalize("NFC", text):
        if character.isalnum() or character in "'’" or unicodedata.category(character)[0] == "M":
            current += character
        elif character not in INVISIBLE and character != "ـ":
            words.append(current)
            current = ""
    words.append(current)
    return [word for word in words if any(character.isalnum() for character in word)]


def _plain(part: str) -> str:
    if unicodedata.combining(part) and part < FIRST_INDIC:
        return ""
    digit = unicodedata.decimal(part, None)
    return part if digit is None else str(digit)
