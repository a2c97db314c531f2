"""What the invented directory says, read from the files beside this one."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent / "directory"
ENGLISH = "en"
# These areas are translated whole, but for entries that say otherwise; the others stand in English.
TRANSLATED = frozenset({"canterbury", "medway", "county-durham"})

Entries = dict[str, Any]


@dataclass(frozen=True)
class Listed:
    """An access point as an area's list names it.

    more: what differs from its way: phone, hours, languages, checked (days ago), closed (days from now, included),
    closed_note, exceptions (first, last, hours), areas, commissions, english_only.
    """

    area: str
    way: str
    name: str
    town: str = ""
    street: str = ""
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def service(self) -> str:
        """Of the ways `men` and `men.room`: `men`."""
        return self.way.split(".")[0]

    def languages(self, words: dict[str, Any]) -> list[str]:
        """Those of `words` that this entry is written in, English first."""
        if self.area not in TRANSLATED or self.more.get("english_only"):
            return [ENGLISH]
        return list(words)


@cache
def organisations() -> Entries:
    return _read("organisations.json")


@cache
def services() -> Entries:
    return _together("services")


@cache
def ways() -> Entries:
    return _read("ways.json")


@cache
def steps() -> Entries:
    """What happens when one gets in touch, by kind of way and language."""
    return _read("steps.json")


def listed(names: dict[str, str]) -> Iterator[Listed]:
    """Every access point. `names` are the areas' by their slugs: a way without a name has its brand and the area's."""
    for area, rows in _together("areas").items():
        for way, *rest in rows:
            more = rest.pop() if rest and isinstance(rest[-1], dict) else {}
            name, town, street = (*rest, "", "", "")[:3]
            own = name or f"{ways()[way]['brand']} {names.get(area, area)}"
            yield Listed(area, way, own, town, street, more)


def _together(folder: str) -> Entries:
    together: Entries = {}
    for path in sorted((HERE / folder).glob("*.json")):
        together.update(json.loads(path.read_text(encoding="utf-8")))
    return together


def _read(name: str) -> Entries:
    return json.loads((HERE / name).read_text(encoding="utf-8"))
