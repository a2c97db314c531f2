"""What an imported entry must be, beyond each of its cells. The models' own rules are asked, not written again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from services.models import AccessPoint
from services.models.access_point import LOCATION
from services.models.telling import found_in, tells

from .columns import FACTS, MANY, MODELS, TRANSLATED, Column, Kind, Level
from .plan import Plan, Wanted
from .standing import ENGLISH, Directory

LONGEST_SLUG = 80
NEEDED = {
    Level.ORGANISATION: ("name",),
    Level.SERVICE: ("name", "summary"),
    Level.POINT: ("name", "kind", "area"),
}
TIMES = ("hours", "exceptions", "hours_note", "closed_note")
TELLING = LOCATION.union(TIMES)
# What decides whether a place is withheld.
DECIDING = frozenset({"kind", "confidential", "venue_public"})


@dataclass
class Surroundings:
    """What an entry is checked beside: the directory, the rest of the file, and who has which address."""

    directory: Directory
    result: Plan
    wanted: dict[tuple[Level, UUID], Wanted] = field(default_factory=dict)
    addresses: dict[tuple[str, str], UUID] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for entry in self.directory.entries[Level.POINT].values():
            self.addresses[entry.values["area"], entry.values["slug"]] = entry.key

    def languages(self, level: Level, key: UUID | None) -> set[str]:
        """Into which languages an entry is translated once the import is done."""
        if key is None:
            return set()
        stands, wanted = self.directory.entries[level].get(key), self.wanted.get((level, key))
        return set(stands.rows if stands else ()) | set(wanted.words if wanted else ())

    def holder(self, wanted: Wanted, slug: str) -> UUID | None:
        """Which other access point is at this address already."""
        key = self.addresses.get((wanted.values["area"], slug))
        return key if key != wanted.key else None


@cache
def defaults(level: Level) -> Mapping[str, Any]:
    """A new entry of which nothing is said."""
    values: dict[str, Any] = {}
    for name, column in FACTS[level].items():
        several = column.kind in (Kind.FACETS, Kind.AREAS, Kind.OTHER_HOURS)
        values[name] = () if several else column.model_field.get_default()
    return MappingProxyType(values | ({"area": ""} if level == Level.POINT else {}))


def withheld(values: dict[str, Any]) -> bool:
    """Whether nothing may tell where this is: a confidential place, or a group that has not agreed."""
    group = values.get("kind") == AccessPoint.Kind.GROUP and not values.get("venue_public")
    return bool(values.get("confidential")) or group


def tells_where(column: Column) -> bool:
    return column.level == Level.POINT and column.field in TELLING


def complete(wanted: Wanted, around: Surroundings) -> None:
    """What follows from what was said."""
    _leave_kept_translations(wanted, around.result)
    if wanted.stands is None and wanted.values["keeper"] is None:
        wanted.values["keeper"] = around.result.options.keeper
    if wanted.level != Level.POINT:
        return
    values = wanted.values
    if not values["areas"] and values["area"]:
        values["areas"] = (values["area"],)
    if not values["slug"]:
        values["slug"] = _free_slug(wanted, around)
    if wanted.stands is None or values["phone"] != wanted.stands.values["phone"]:
        # A day that stood beside the old number says nothing about the new one.
        old = wanted.stands.values["phone_checked_on"] if wanted.stands else None
        if values["phone_checked_on"] == old:
            values["phone_checked_on"] = None


def check(wanted: Wanted, around: Surroundings) -> None:
    result = around.result
    columns = FACTS[wanted.level]
    for name in NEEDED[wanted.level]:
        if not wanted.values[name]:
            result.wrong(wanted.row, columns[name].name, _("This is missing."))
    if wanted.stands is None and result.options.as_live and wanted.values["keeper"] is None:
        text = _("Say who keeps this entry true. Nothing is published that nobody checks.")
        result.wrong(wanted.row, columns["keeper"].name, text)
    if wanted.stands and wanted.stands.values["is_demo"] and not wanted.values["is_demo"]:
        text = _("This entry is made up for the demonstration, and stays marked so.")
        result.wrong(wanted.row, columns["is_demo"].name, text)
    _ask_the_model(wanted, result)
    if wanted.level == Level.POINT:
        _check_point(wanted, around)
    _check_translations(wanted, around)


def _ask_the_model(wanted: Wanted, result: Plan) -> None:
    """`clean` of the model: ages in order, no location where none may be."""
    simple = {
        name: value
        for name, value in wanted.values.items()
        if name not in (*MANY[wanted.level], "exceptions", "area", "keeper")
    }
    try:
        # Without its key: which safe places stand below or above is judged of the whole file; see `above`.
        MODELS[wanted.level](**simple, translation_key=None).clean()
    except ValidationError as problem:
        for name, messages in problem.message_dict.items():
            column = FACTS[wanted.level].get(name)
            telling = found_in(simple.get(name))
            # The words that tell are shown to who types them; no report repeats them.
            text = telling.message if telling and messages[0] == str(telling.refusal) else messages[0]
            result.wrong(wanted.row, column.name if column else name, text)


def _check_withheld(wanted: Wanted, result: Plan) -> None:
    """Beyond what the model knows: other hours and translations, and a place that is no longer secret."""
    values, columns = wanted.values, FACTS[Level.POINT]
    text = _("The place is withheld. Leave this empty.")
    if withheld(values):
        for language, words in ((wanted.stands.words if wanted.stands else {}) | wanted.words).items():
            telling = {name for name in words if tells(words[name])}
            never = {"directions"} if values["confidential"] else {"directions", "hours_note", "closed_note"}
            for name in sorted(telling | {name for name in never if language in wanted.words and words.get(name)}):
                result.wrong(wanted.row, columns[name].in_language(language), text)
        if not values["confidential"] and values["exceptions"]:
            result.wrong(wanted.row, columns["exceptions"].name, text)
    elif wanted.stands and wanted.stands.values["confidential"]:
        later = _("The location was withheld until now. First import this entry without one.")
        for name in sorted(LOCATION):
            if values[name] not in ("", None):
                result.wrong(wanted.row, columns[name].name, later)


def _check_point(wanted: Wanted, around: Surroundings) -> None:
    values, result = wanted.values, around.result
    _check_withheld(wanted, result)
    if wanted.stands and wanted.stands.phone_withdrawn and "phone" in wanted.facts:
        result.note(wanted.row, "phone", _("Somebody took the number of this entry away. The file gives it one again."))
    if around.holder(wanted, values["slug"]) is not None:
        text = _("Another access point of this area has this address on this site already.")
        result.wrong(wanted.row, "address_on_this_site", text)
    else:
        around.addresses[values["area"], values["slug"]] = wanted.key


def _check_translations(wanted: Wanted, around: Surroundings) -> None:
    """A translation is whole or not there, and its service is translated too."""
    columns = FACTS[wanted.level]
    for language in sorted(wanted.languages):
        for name in TRANSLATED[wanted.level]:
            if wanted.values[name] and not wanted.words[language][name]:
                text = _("This is not translated. A translation must be whole.")
                around.result.wrong(wanted.row, columns[name].in_language(language), text)
    if wanted.level != Level.POINT:
        return
    kept = set(wanted.stands.rows) - {ENGLISH} if wanted.stands and wanted.moved else set()
    for language in sorted((wanted.added | kept) - around.languages(Level.SERVICE, wanted.parent)):
        text = _("Translate the service too.")
        around.result.wrong(wanted.row, FACTS[Level.SERVICE]["name"].in_language(language), text)


def _leave_kept_translations(wanted: Wanted, result: Plan) -> None:
    """What the translation editor keeps is changed there only: it would write over ours without a word."""
    stands = wanted.stands
    for language in sorted(set(wanted.words) & (stands.translating if stands else frozenset())):
        words = wanted.words.pop(language)
        if stands and words != stands.words.get(language):
            text = _("This translation is kept in the translation editor. It was left as it is.")
            column = FACTS[wanted.level][TRANSLATED[wanted.level][0]].in_language(language)
            result.note(wanted.row, column, text)


def _free_slug(wanted: Wanted, around: Surroundings) -> str:
    slug = base = slugify(wanted.title)[: LONGEST_SLUG - 6].strip("-") or "access-point"
    number = 2
    while around.holder(wanted, slug) is not None:
        slug, number = f"{base}-{number}", number + 1
    return slug
