"""Kinds of case. Each form registers its own; the inbox imports none of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


@dataclass(frozen=True)
class State:
    key: str
    title: Text
    closed: bool = False


# Any kind of case can end in another.
MERGED = State("merged", _("Merged into another"), closed=True)


@dataclass(frozen=True)
class Kind:
    """What the queue and the case page need to know of one kind of form.

    `panel(case)` gives the context of `panel_template`, the form's own part of the case page;
    `reasons` puts the keys that its judgement leaves in `Case.why` into words.
    """

    key: str
    title: Text
    panel_template: str
    panel: Callable[[Any], dict[str, Any]]
    states: tuple[State, ...]
    reasons: Mapping[str, Text] = field(default_factory=dict)

    def state(self, key: str) -> State:
        return next(state for state in (*self.states, MERGED) if state.key == key)


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    _kinds[kind.key] = kind


def get(key: str) -> Kind:
    return _kinds[key]


def choices() -> list[tuple[str, Text]]:
    return [(kind.key, kind.title) for kind in _kinds.values()]


def states() -> dict[str, Text]:
    """Every state's key and title, over all kinds."""
    return {state.key: state.title for kind in _kinds.values() for state in (*kind.states, MERGED)}
