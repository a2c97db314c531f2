"""Rows in bulk, one a language, that belong together."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Model

from services.demo.content import ENGLISH
from services.models import Facet

# (key in the files, language) → the row
Rows = dict[tuple[str, str], Any]


def shared(rows: Rows, key: str, now: datetime) -> dict[str, Any]:
    """What a row has because it was made up now; a translation also the key of its English row, made before it."""
    original = rows.get((key, ENGLISH))
    known = {"is_demo": True, "first_published_at": now, "last_published_at": now}
    return {**known, "translation_key": original.translation_key} if original else known


def facet_ids() -> dict[tuple[str, str], int]:
    """(group, key) → the English row."""
    rows = Facet.objects.filter(locale__language_code=ENGLISH)
    return {(group, key): pk for group, key, pk in rows.values_list("group", "key", "pk")}


def choose(model: type[Model], field: str, group: str, words: Iterable[tuple[Any, list[str]]]) -> None:
    """Give each row the choices of `group` with these keys. An editor may have deleted one: then without it."""
    known = facet_ids()
    through = getattr(model, field).through
    own = f"{model._meta.model_name}_id"
    through.objects.bulk_create(
        through(**{own: row.pk, "facet_id": known[group, word]})
        for row, keys in words
        for word in keys
        if (group, word) in known
    )
