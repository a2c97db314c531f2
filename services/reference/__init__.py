"""The words by which people choose: the fourteen kinds of support of K-6.1, and a first set of the others.

And that somebody else looks before an entry is published.
"""

import json
from pathlib import Path

from django.db import transaction

from content.reference import language_locales, workflow
from places.models import LoadedReference
from services.models import AccessPoint, Facet, Organisation, Service

FILE = Path(__file__).parent / "facets.json"


@transaction.atomic
def load() -> int:
    """Make what was never made before; returns how much was new. What people change or delete stays so."""
    return _load_choices() + workflow.assign(AccessPoint, Service, Organisation)


def _load_choices() -> int:
    loaded = set(LoadedReference.objects.filter(key__startswith=_mark("")).values_list("key", flat=True))
    locales = language_locales()
    rows, marks = [], []
    for group, entries in json.loads(FILE.read_text()).items():
        for order, (key, clause, names) in enumerate(entries):
            if _mark(f"{group}.{key}") in loaded:
                continue
            original = Facet(group=group, key=key, clause=clause, order=order, name=names["en"], locale=locales["en"])
            rows.append(original)
            rows += [
                Facet(
                    group=group,
                    key=key,
                    clause=clause,
                    order=order,
                    name=name,
                    locale=locales[code],
                    translation_key=original.translation_key,
                )
                for code, name in names.items()
                if code != "en" and code in locales
            ]
            marks.append(LoadedReference(key=_mark(f"{group}.{key}")))
    Facet.objects.bulk_create(rows)
    LoadedReference.objects.bulk_create(marks)
    return len(marks)


def _mark(key: str) -> str:
    return f"services.facet.{key}"
