"""What the site starts with: helplines that have a source, in the languages they are translated into, and a workflow.

Made once. Whatever an editor does afterwards stands, deleting included.
"""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale

from content.models import Helpline
from places.models import Area, LoadedReference

from . import workflow

FILE = Path(__file__).parent / "helplines.json"
# The day on which these numbers were taken from the sources named beside them.
READ_ON = date(2026, 11, 21)
SOURCED = "s"
OWNER = "Communications editor"
PLAIN = ("key", "name", "number", "order", "audiences", "always_shown", "for_own_behaviour", "free", "source", "note")
WORDS = ("summary", "hours", "relay")
# Medway is a council of its own; Kent's helplines serve the twelve districts.
NOT_KENT = {"medway", "county-durham", "darlington"}


@transaction.atomic
def load() -> int:
    """Make what was never made before and change nothing that was; returns how much was new."""
    return _load_helplines() + workflow.assign(Helpline) + workflow.assign_pages()


def _load_helplines() -> int:
    loaded = set(LoadedReference.objects.filter(key__startswith=_mark("")).values_list("key", flat=True))
    entries = [entry for entry in json.loads(FILE.read_text()) if _mark(entry["key"]) not in loaded]
    if not entries:
        return 0
    locales = language_locales()
    rows = [row for entry in entries for row in _rows(entry, locales)]
    Helpline.objects.bulk_create(rows)
    _set_areas({entry["key"]: entry.get("areas", "") for entry in entries}, rows)
    LoadedReference.objects.bulk_create([LoadedReference(key=_mark(entry["key"])) for entry in entries])
    return len(entries)


def language_locales() -> dict[str, Locale]:
    """A Locale for every language of the site, made where it is missing."""
    return {code: Locale.objects.get_or_create(language_code=code)[0] for code, _name in settings.LANGUAGES}


def _mark(key: str) -> str:
    return f"content.helpline.{key}"


def _rows(entry: dict[str, Any], locales: dict[str, Locale]) -> list[Helpline]:
    """The English row, and one for each language that all its words are translated into."""
    plain = {name: entry[name] for name in PLAIN if name in entry}
    live = entry["basis"] == SOURCED
    shared = {**plain, "live": live, "owner": OWNER, "checked_on": READ_ON if live else None}
    original = Helpline(locale=locales[settings.LANGUAGE_CODE], **shared, **_words(entry, settings.LANGUAGE_CODE))
    rows = [original]
    for code, locale in locales.items():
        if code != settings.LANGUAGE_CODE and live and _is_translated(entry, code):
            rows.append(
                Helpline(locale=locale, translation_key=original.translation_key, **shared, **_words(entry, code))
            )
    return rows


def _words(entry: dict[str, Any], code: str) -> dict[str, str]:
    return {name: entry[name][code] for name in WORDS if code in entry.get(name, {})}


def _is_translated(entry: dict[str, Any], code: str) -> bool:
    return all(code in entry[name] for name in WORDS if name in entry)


def _set_areas(names: dict[str, str], rows: list[Helpline]) -> None:
    councils = {area.slug: area for area in Area.objects.councils()}
    through = Helpline.areas.through
    links = []
    for row in rows:
        for name in names[row.key].split():
            chosen = [slug for slug in councils if slug not in NOT_KENT] if name == "kent" else [name]
            links += [through(helpline_id=row.pk, area_id=councils[slug].pk) for slug in chosen if slug in councils]
    through.objects.bulk_create(links)
