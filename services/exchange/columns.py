"""What a table of the directory holds: a row for each access point, with its service and its organisation."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from django.db.models import Field, Model

from services.models import AccessPoint, Facet, Organisation, Service


class Level(StrEnum):
    ORGANISATION = "organisation"
    SERVICE = "service"
    POINT = "point"


MODELS: dict[Level, type[Model]] = {
    Level.ORGANISATION: Organisation,
    Level.SERVICE: Service,
    Level.POINT: AccessPoint,
}
PARENTS = {Level.SERVICE: Level.ORGANISATION, Level.POINT: Level.SERVICE}


class Kind(StrEnum):
    """How a cell is written."""

    ID = "id"
    STATUS = "status"
    TEXT = "text"
    LINES = "lines"
    SLUG = "slug"
    NUMBER = "number"
    DAY = "day"
    YES_NO = "yes_no"
    CHOICE = "choice"
    FACETS = "facets"
    AREA = "area"
    AREAS = "areas"
    HOURS = "hours"
    OTHER_HOURS = "other_hours"
    LINK = "link"
    MAIL = "mail"
    PHONE = "phone"
    KEEPER = "keeper"


@dataclass(frozen=True)
class Column:
    """`field` is a field of the level's model; `group` the choices' group; `translated`: also `name[pl]`."""

    name: str
    level: Level
    field: str
    kind: Kind
    group: str = ""
    translated: bool = False

    @cached_property
    def model_field(self) -> Field:
        return MODELS[self.level]._meta.get_field(self.field)  # type: ignore[return-value]

    @property
    def longest(self) -> int | None:
        return getattr(self.model_field, "max_length", None)

    @property
    def keeps_when_empty(self) -> bool:
        """An empty cell of these says nothing; of all others it says that there is none."""
        return self.kind in KEPT_WHEN_EMPTY or (self.field == "name" or self.name == "service_summary")

    def in_language(self, language: str) -> str:
        return f"{self.name}[{language}]"


KEPT_WHEN_EMPTY = {Kind.ID, Kind.STATUS, Kind.SLUG, Kind.YES_NO, Kind.CHOICE, Kind.AREA, Kind.AREAS}

Spec = tuple[str, str, Kind] | tuple[str, str, Kind, str]
WORDS = "*"  # in place of a group: words that are translated


def _columns(level: Level, specs: Iterable[Spec]) -> list[Column]:
    columns = []
    for name, field, kind, *more in specs:
        mark = more[0] if more else ""
        columns.append(Column(name, level, field, kind, "" if mark == WORDS else mark, mark == WORDS))
    return columns


ORGANISATION: list[Spec] = [
    ("organisation_id", "translation_key", Kind.ID),
    ("organisation", "name", Kind.TEXT),
    ("organisation_description", "description", Kind.LINES, WORDS),
    ("organisation_website", "website", Kind.LINK),
    ("organisation_email", "email", Kind.MAIL),
    ("organisation_charity_number", "charity_number", Kind.TEXT),
    ("organisation_company_number", "company_number", Kind.TEXT),
    ("organisation_kinds", "partners", Kind.FACETS, Facet.Group.PARTNER),
    ("organisation_keeper_id", "keeper", Kind.KEEPER),
    ("organisation_checked_on", "checked_on", Kind.DAY),
    ("organisation_is_demo", "is_demo", Kind.YES_NO),
    ("organisation_status", "live", Kind.STATUS),
]
SERVICE: list[Spec] = [
    ("service_id", "translation_key", Kind.ID),
    ("service", "name", Kind.TEXT, WORDS),
    ("service_summary", "summary", Kind.TEXT, WORDS),
    ("service_description", "description", Kind.LINES, WORDS),
    ("for_whom", "for_whom", Kind.TEXT, WORDS),
    ("minimum_age", "minimum_age", Kind.NUMBER),
    ("maximum_age", "maximum_age", Kind.NUMBER),
    ("support", "support", Kind.FACETS, Facet.Group.SUPPORT),
    ("people", "people", Kind.FACETS, Facet.Group.PEOPLE),
    ("needs", "needs", Kind.FACETS, Facet.Group.NEED),
    ("abuse", "abuse", Kind.FACETS, Facet.Group.ABUSE),
    ("service_keeper_id", "keeper", Kind.KEEPER),
    ("service_checked_on", "checked_on", Kind.DAY),
    ("service_is_demo", "is_demo", Kind.YES_NO),
    ("service_status", "live", Kind.STATUS),
]
POINT: list[Spec] = [
    ("id", "translation_key", Kind.ID),
    ("name", "name", Kind.TEXT),
    ("address_on_this_site", "slug", Kind.SLUG),
    ("kind", "kind", Kind.CHOICE),
    ("area", "area", Kind.AREA),
    ("areas", "areas", Kind.AREAS),
    ("summary", "summary", Kind.TEXT, WORDS),
    ("what_happens", "what_happens", Kind.LINES, WORDS),
    ("location_withheld", "confidential", Kind.YES_NO),
    ("group_place_public", "venue_public", Kind.YES_NO),
    ("town", "town", Kind.TEXT),
    ("address", "address", Kind.LINES),
    ("postcode", "postcode", Kind.TEXT),
    ("easting", "easting", Kind.NUMBER),
    ("northing", "northing", Kind.NUMBER),
    ("directions", "directions", Kind.LINES, WORDS),
    ("phone", "phone", Kind.PHONE),
    ("email", "email", Kind.MAIL),
    ("website", "website", Kind.LINK),
    ("hours", "hours", Kind.HOURS),
    ("hours_note", "hours_note", Kind.TEXT, WORDS),
    ("other_hours", "exceptions", Kind.OTHER_HOURS),
    ("closed_from", "closed_from", Kind.DAY),
    ("closed_until", "closed_until", Kind.DAY),
    ("closed_note", "closed_note", Kind.TEXT, WORDS),
    ("self_referral", "self_referral", Kind.YES_NO),
    ("access", "access", Kind.FACETS, Facet.Group.ACCESS),
    ("languages", "languages", Kind.FACETS, Facet.Group.LANGUAGE),
    ("phone_checked_on", "phone_checked_on", Kind.DAY),
    ("keeper_id", "keeper", Kind.KEEPER),
    ("checked_on", "checked_on", Kind.DAY),
    ("is_demo", "is_demo", Kind.YES_NO),
    ("status", "live", Kind.STATUS),
]

COLUMNS = [
    *_columns(Level.POINT, POINT),
    *_columns(Level.SERVICE, SERVICE),
    *_columns(Level.ORGANISATION, ORGANISATION),
]
BY_NAME = {column.name: column for column in COLUMNS}
# What an entry says: without its id, and without whether it is published, which no import changes.
FACTS = {
    level: {
        column.field: column
        for column in COLUMNS
        if column.level == level and column.kind not in (Kind.ID, Kind.STATUS)
    }
    for level in Level
}
TRANSLATED = {level: [column.field for column in FACTS[level].values() if column.translated] for level in Level}
MANY = {
    level: [column.field for column in FACTS[level].values() if column.kind in (Kind.FACETS, Kind.AREAS)]
    for level in Level
}


def header(languages: Iterable[str]) -> list[tuple[str, Column, str]]:
    """(name of the cell, its column, its language) in the order of a table; English has no mark."""
    languages = list(languages)
    cells = []
    for column in COLUMNS:
        cells.append((column.name, column, ""))
        if column.translated:
            cells += [(column.in_language(language), column, language) for language in languages]
    return cells
