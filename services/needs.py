"""Browsing by what one needs: the words that stand in addresses, and the helplines that fit a choice."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from content.audiences import Audience
from content.helplines import Register
from content.lines import Line
from services.asking import ChoiceGroup
from services.choice_groups import Names
from services.models import Facet

FILE = Path(__file__).parent / "data" / "lines_for_choices.json"
Group = Facet.Group
# Two groups may have the same key, so an address names the group too: in a word that tells little.
WORDS = {Group.SUPPORT: "help", Group.NEED: "with", Group.PEOPLE: "for", Group.ABUSE: "about"}


@dataclass(frozen=True)
class Need:
    """A choice by which people browse. `value` as in `asking.Choice`."""

    value: str
    slug: str
    name: str
    language: str


def slug_of(value: str) -> str:
    """What stands in the address for `support:drop-in`: `help-drop-in`. Empty for a group one cannot browse by."""
    group, _, key = value.partition(":")
    word = {str(group): word for group, word in WORDS.items()}.get(group)
    return f"{word}-{key}" if word else ""


def find(slug: str, names: Names) -> Need | None:
    """The choice that an address names, in the reader's language as far as it is translated."""
    word, _, key = slug.partition("-")
    group = {word: group for group, word in WORDS.items()}.get(word)
    facet = names.of(f"{group}:{key}") if group else None
    return Need(facet.value, slug, facet.label, facet.language) if facet else None


def browsable(groups: list[ChoiceGroup]) -> list[ChoiceGroup]:
    """The groups by which one browses, in their order, without empty ones."""
    by_key = {group.key: group for group in groups}
    return [by_key[group] for group in WORDS if group in by_key and by_key[group].choices]


def lines(register: Register, value: str) -> list[Line]:
    """National helplines that fit a choice, the special ones first; those for everyone always."""
    special = [Audience(audience) for audience in _audiences().get(value, ())]
    found = [line for audience in [*special, Audience.EVERYONE] for line in register.for_audience(audience)]
    national = [line for line in found if not line.places]
    return list({line.helpline.pk: line for line in national}.values())


@cache
def _audiences() -> dict[str, list[str]]:
    content: dict[str, list[str]] = json.loads(FILE.read_text(encoding="utf-8"))
    return content
