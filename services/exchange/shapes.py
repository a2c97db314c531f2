"""Reading JSON whose writers nobody knows: what has another shape than expected is not there."""

import math
from collections.abc import Iterator
from typing import Any


def text(document: Any, *names: str) -> str:
    """The first of these fields that holds something, as text."""
    for name in names:
        value = document.get(name) if isinstance(document, dict) else None
        if isinstance(value, str) and value.strip():
            return value.strip()
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
    return ""


def inner(document: Any, name: str) -> dict[str, Any]:
    value = document.get(name) if isinstance(document, dict) else None
    return value if isinstance(value, dict) else {}


def several(document: Any, *names: str) -> Iterator[dict[str, Any]]:
    for name in names:
        value = document.get(name) if isinstance(document, dict) else None
        for each in value if isinstance(value, list) else ():
            if isinstance(each, dict):
                yield each


def number(document: Any, name: str) -> float | None:
    value = document.get(name) if isinstance(document, dict) else None
    if not isinstance(value, int | float) or isinstance(value, bool):
        return None
    try:
        found = float(value)
    except OverflowError:
        return None
    return found if math.isfinite(found) else None
