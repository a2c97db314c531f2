"""JSON from outside: bounded, and nothing but JSON."""

import json
from typing import Any

from django.utils.translation import gettext_lazy as _

from .tables import FileRefused, text_of

DEEPEST = 30
MOST_VALUES = 5_000_000


def load(content: bytes) -> Any:
    """Raises FileRefused."""
    try:
        text = text_of(content)
        whole = json.loads(text, parse_constant=_refuse)
        if "\\ud" in text.lower():
            # Half a sign, written as an escape, is in no text: it cannot be kept.
            json.dumps(whole, ensure_ascii=False).encode()
    except RecursionError:
        raise FileRefused(_("This JSON is nested too deeply.")) from None
    except ValueError as error:
        if isinstance(error, FileRefused):
            raise
        raise FileRefused(_("This file cannot be read as JSON.")) from None
    _measure(whole)
    return whole


def _measure(whole: Any) -> None:
    level, values = [whole], 0
    for _depth in range(DEEPEST + 1):
        level = [
            inner
            for each in level
            if isinstance(each, dict | list)
            for inner in (each.values() if isinstance(each, dict) else each)
        ]
        values += len(level)
        if values > MOST_VALUES:
            raise FileRefused(_("There is too much in this JSON."))
        if not level:
            return
    raise FileRefused(_("This JSON is nested too deeply."))


def _refuse(word: str) -> None:
    raise ValueError(word)
