"""What a file is called: the sender's own word, without anything that could mislead who reads it."""

import re
import unicodedata

LONGEST = 80
ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}\Z")
# Not allowed in names on one system or another, or markup.
FORBIDDEN = re.compile(r'[<>:"/\\|?*&;`$%]')


def clean(name: str, ending: str) -> str:
    """One line of letters that can be seen, ending as its content says; never a path, never empty.

    The ending that it came with goes: a PDF called `photo.jpg` is `photo.pdf`.
    """
    stem = ENDING.sub("", _seen(name))[:LONGEST].strip(" .")
    return f"{stem or 'file'}{ending}"


def shown(name: str) -> str:
    """A refused file's name as it may be shown: with the ending that it came with."""
    ending = ENDING.search(_seen(name))
    return clean(name, ending[0] if ending else "")


def _seen(name: str) -> str:
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    # Control signs, and those that turn the direction or that nobody sees (RTL override, zero width).
    seen = "".join(sign if unicodedata.category(sign)[0] != "C" else " " for sign in last)
    return " ".join(FORBIDDEN.sub(" ", seen).split())
