"""What somebody typed or pasted, without the signs that nobody sees."""

import unicodedata
from typing import Any

from django.http import QueryDict

# A line may end, and a word may stand at a tab. What turns the direction of the text around it could show one thing
# and mean another; joiners and marks stay, because Persian, Punjabi and emoji are written with them.
KEPT = {"\n", "\t"}
TURNING = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
UNSEEN = {"Cc", "Cs"}


def plain(text: str) -> str:
    """Without control characters, null bytes, halves of characters and marks that turn the direction."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii() and text.isprintable():
        return text
    return "".join(char for char in text if char in KEPT or not _unseen(char))


def _unseen(char: str) -> bool:
    return char in TURNING or unicodedata.category(char) in UNSEEN


def plain_data(data: Any) -> Any:
    """A form's data with every text made plain; anything but a QueryDict or a dict is left as it is."""
    if isinstance(data, QueryDict):
        clean = QueryDict(mutable=True, encoding=data.encoding)
        for name, values in data.lists():
            clean.setlist(name, [plain(value) if isinstance(value, str) else value for value in values])
        return clean
    if isinstance(data, dict):
        return {name: plain(value) if isinstance(value, str) else value for name, value in data.items()}
    return data
