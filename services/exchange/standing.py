"""The directory as it stands, read in a fixed number of queries, as plain values to compare with."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.db.models import QuerySet
from wagtail.models import Locale, Revision, WorkflowState
from wagtail_localize.models import Translation

from places.models import Area
from services.models import Facet, HoursException, Keeper

from . import links
from .columns import FACTS, MANY, MODELS, PARENTS, TRANSLATED, Kind, Level
from .unpublished import newer_drafts

ENGLISH = settings.LANGUAGE_CODE


@dataclass(slots=True)
class Entry:
    """An entry of the directory: the facts of its English row, and its words in other languages.

    draft: somebody has changed it and not published that yet. translating: languages that the translation editor
    keeps, whose words come from there. phone_withdrawn: a person took the number away.
    """

    level: Level
    key: UUID
    pk: int
    live: bool
    draft: bool
    parent: UUID | None
    values: dict[str, Any]
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    translating: frozenset[str] = frozenset()
    phone_withdrawn: bool = False


@dataclass
class Directory:
    entries: dict[Level, dict[UUID, Entry]]
    areas: dict[str, int]
    facets: dict[tuple[str, str], int]
    keepers: frozenset[UUID]
    locales: dict[str, int]
    area_names: dict[str, str]
    # Of the rows that all this was read from.
    stamp: str

    @property
    def languages(self) -> list[str]:
        """Those it can be translated into, English left out."""
        return [code for code, _name in settings.LANGUAGES if code != ENGLISH and code in self.locales]

    @cached_property
    def digest(self) -> str:
        """The same as long as nothing that a plan was made from has changed."""
        whole = hashlib.sha256()
        for known in (self.areas, {"|".join(key): pk for key, pk in self.facets.items()}, self.locales):
            whole.update(_json(known))
        for entries in self.entries.values():
            for key in sorted(entries):
                entry = entries[key]
                whole.update(_json([key, entry.pk, entry.live, entry.draft, entry.parent, entry.values]))
                whole.update(_json([entry.words, entry.rows, sorted(entry.translating)]))
        return whole.hexdigest()


def _json(value: Any) -> bytes:
    return json.dumps(value, cls=DjangoJSONEncoder, sort_keys=True).encode()


def read() -> Directory:
    """All of it: some forty queries, however large it is."""
    stamped = stamp()
    areas = {pk: (slug, name) for pk, slug, name in Area.objects.values_list("pk", "slug", "name")}
    facets = {
        pk: (group, key)
        for pk, group, key in Facet.objects.filter(locale__language_code=ENGLISH).values_list("pk", "group", "key")
    }
    directory = Directory(
        entries={},
        areas={slug: pk for pk, (slug, _name) in areas.items()},
        facets={name: pk for pk, name in facets.items()},
        keepers=frozenset(Keeper.objects.values_list("pk", flat=True)),
        locales=dict(Locale.objects.values_list("language_code", "pk")),
        area_names=dict(areas.values()),
        stamp=stamped,
    )
    keys: dict[int, UUID] = {}
    for level in Level:
        found = _level(level, keys, {pk: slug for pk, (slug, _name) in areas.items()}, facets)
        directory.entries[level] = found
        keys = {pk: entry.key for entry in found.values() for pk in entry.rows.values()}
    return directory


def stamp() -> str:
    """The same as long as no row has changed that a directory is read from; quick, as others may wait meanwhile."""
    whole = hashlib.sha256()
    with connection.cursor() as cursor:
        for rows in _sources():
            cursor.execute(*rows.order_by("pk").query.sql_with_params())
            while part := cursor.fetchmany(2000):
                whole.update(repr(part).encode())
    return whole.hexdigest()


def _sources() -> Iterator[QuerySet[Any, Any]]:
    for level, model in MODELS.items():
        yield model._default_manager.values_list()
        for name in MANY[level]:
            yield links.through(level, name)[0]._default_manager.values_list()
    for other in (HoursException, Facet, Area, Locale, Translation, WorkflowState):
        yield other._default_manager.values_list()
    yield Revision.objects.filter(approved_go_live_at__isnull=False).values_list("pk", "approved_go_live_at")


def _level(level: Level, parents: dict[int, UUID], areas: dict[int, str], facets: dict) -> dict[UUID, Entry]:
    model = MODELS[level]
    simple = [name for name in FACTS[level] if name not in MANY[level] and name not in ("exceptions", "area", "keeper")]
    foreign = [f"{name}_id" for name in ("area", "keeper", PARENTS.get(level)) if name and hasattr(model, f"{name}_id")]
    columns = ["pk", "translation_key", "locale__language_code", "live", *simple, *foreign]
    columns += ["phone_withdrawn_on"] if level == Level.POINT else []
    many = _many(level, areas, facets)
    others = _other_hours() if level == Level.POINT else {}
    drafts, translating = newer_drafts(level), _translating()
    entries: dict[UUID, Entry] = {}
    words: dict[UUID, dict[str, dict[str, str]]] = defaultdict(dict)
    rows: dict[UUID, dict[str, int]] = defaultdict(dict)
    for row in model._default_manager.order_by("pk").values_list(*columns).iterator(chunk_size=5000):
        values = dict(zip(columns, row, strict=True))
        key, language = values["translation_key"], values["locale__language_code"]
        rows[key][language] = values["pk"]
        if language != ENGLISH:
            words[key][language] = {name: values[name] for name in TRANSLATED[level]}
            continue
        facts = {name: values[name] for name in simple} | {"keeper": values["keeper_id"]}
        facts |= {name: many[name].get(values["pk"], ()) for name in MANY[level]}
        if level == Level.POINT:
            facts |= {"area": areas[values["area_id"]], "exceptions": others.get(values["pk"], ())}
        parent = parents.get(values[f"{PARENTS[level]}_id"]) if level in PARENTS else None
        entries[key] = Entry(level, key, values["pk"], values["live"], values["pk"] in drafts, parent, facts)
        entries[key].phone_withdrawn = values.get("phone_withdrawn_on") is not None
    for key, entry in entries.items():
        entry.words, entry.rows = words.get(key, {}), rows[key]
        entry.translating = translating.get(key, frozenset())
    return entries


def _many(level: Level, areas: dict[int, str], facets: dict[int, tuple[str, str]]) -> dict[str, dict[int, Any]]:
    """{field: {row: keys in order}}; choices lose their group, which the field says."""
    names = {pk: key for pk, (_group, key) in facets.items()}
    found: dict[str, dict[int, Any]] = {}
    for name, rows in links.linked(level).items():
        known = areas if FACTS[level][name].kind == Kind.AREAS else names
        found[name] = {
            pk: tuple(sorted({known[other] for other in others if other in known})) for pk, others in rows.items()
        }
    return found


def _other_hours() -> dict[int, tuple[Any, ...]]:
    return {
        pk: tuple((row.first_day, row.last_day, row.hours) for row in rows) for pk, rows in links.other_hours().items()
    }


def _translating() -> dict[UUID, frozenset[str]]:
    """{translation key: languages} that the translation editor keeps."""
    found: dict[UUID, set[str]] = defaultdict(set)
    kept = Translation.objects.filter(enabled=True)
    for key, language in kept.values_list("source__object_id", "target_locale__language_code"):
        found[key].add(language)
    return {key: frozenset(languages) for key, languages in found.items()}
