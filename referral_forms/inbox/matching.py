"""By what earlier cases of the same person are found: keyed digests of sounds, dates and numbers, nothing readable.

Those said to be causing harm are indexed under purposes of their own, so that no look-up for a person meets them
(domain H 6).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from typing import Any
from uuid import UUID

from vault import blind
from vault.keys import ALIAS
from vault.models import BlindEntry

from . import phonetics
from .models import Case, Person

PREFIX = "match:"
ALLEGED = "match:alleged:"
# Not a letter, and no sound: keeps two parts from reading as one.
BETWEEN = "1"

NUMBERS = ("telephone", "phone", "mobile")
# What of a match is enough to show it; a name alone is only for two parts or more.
REASONS = ("birth_pair", "birth_part", "phone", "email", "name")

Entry = tuple[str, str]


@dataclass(frozen=True)
class Known:
    """All by which one person can be found, as (what, value); `what` is one of REASONS."""

    entries: frozenset[Entry]
    birth_date: str = ""


def of_person(content: dict[str, Any]) -> Known:
    """What is known of one person; see `models.Person`."""
    sounds = phonetics.parts(str(content.get("name") or ""))
    born = str(content.get("birth_date") or "")
    entries: set[Entry] = set()
    for day in _dates(born):
        entries |= {("birth_pair", BETWEEN.join((*pair, day))) for pair in combinations(sounds, 2)}
        entries |= {("birth_part", BETWEEN.join((sound, day))) for sound in sounds}
    if len(sounds) > 1:
        entries.add(("name", BETWEEN.join(sounds)))
    numbers = (_number(str(content.get(key) or "")) for key in NUMBERS)
    entries |= {("phone", number) for number in numbers if number}
    if email := str(content.get("email") or ""):
        entries.add(("email", email))
    return Known(frozenset(entries), born)


def of_contact(content: dict[str, Any]) -> frozenset[Entry]:
    """The numbers and the address at which the person can be reached."""
    channels = content.get("channels") or {}
    numbers = (_number((channels.get(key) or {}).get("to", "")) for key in ("call", "voicemail", "text"))
    email = (channels.get("email") or {}).get("to", "")
    return frozenset({*(("phone", number) for number in numbers if number), *([("email", email)] if email else [])})


def _dates(born: str) -> Iterator[str]:
    """The date, and with day and month changed about where that is a date too: a common slip."""
    try:
        day = date.fromisoformat(born)
    except ValueError:
        return
    yield day.strftime("%Y%m%d")
    if day.day <= 12 and day.day != day.month:
        yield day.strftime("%Y%d%m")


def _number(typed: str) -> str:
    """Digits as they end: 07700 900123 and +44 7700 900123 are one number. Empty for what is none."""
    digits = "".join(char for char in typed if char.isdigit())
    return digits[-9:] if len(digits) >= 9 else ""


@dataclass
class Sides:
    """The people of one case, apart: those whom it is about, and those said to be causing harm."""

    people: set[Entry] = field(default_factory=set)
    alleged: set[Entry] = field(default_factory=set)


def sides(case: Case) -> Sides:
    found = Sides()
    for person in case.people.all():
        known = of_person(person.content).entries
        if person.role in (Person.Role.PERSON, Person.Role.CHILD):
            found.people |= known
        elif person.role == Person.Role.ALLEGED:
            # A number or an address may be shared with the person whom it harms: names and dates alone count.
            found.alleged |= {entry for entry in known if entry[0] in ("birth_pair", "name")}
    found.people |= of_contact(case.safe_contact.content)
    return found


def index(case: Case, mine: Sides) -> None:
    """Make the case findable by its people. Safe to do again: what was there goes first."""
    BlindEntry.objects.using(ALIAS).filter(owner=case.id, purpose__startswith=PREFIX).delete()
    entries = [(PREFIX + what, value) for what, value in mine.people]
    entries += [(ALLEGED + what, value) for what, value in mine.alleged]
    blind.add(case.id, sorted(entries))


def find(entries: Iterable[Entry], prefix: str, but: UUID) -> dict[UUID, set[str]]:
    """Owners that share one of these with a person of theirs, and by what."""
    found: dict[UUID, set[str]] = defaultdict(set)
    for what, value in entries:
        for owner in blind.find(prefix + what, value) - {but}:
            found[owner].add(what)
    return dict(found)
