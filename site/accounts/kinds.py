"""Kinds of case that a membership can be limited to. The rooms that have cases name them here, at start."""

from django.utils.functional import Promise

_offered: dict[str, str | Promise] = {}


def offer(key: str, label: str | Promise) -> None:
    """Let memberships be limited to this kind."""
    _offered[key] = label


def choices() -> list[tuple[str, str | Promise]]:
    return sorted(_offered.items())


def label(key: str) -> str | Promise:
    return _offered.get(key, key)
