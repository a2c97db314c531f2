"""Original rows laid over with their translations, in one query for all of them."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from django.conf import settings
from django.db.models import QuerySet
from wagtail.models import TranslatableMixin

Row = TypeVar("Row", bound=TranslatableMixin)


def in_language(originals: Iterable[Row], public: QuerySet[Row], language: str) -> Iterator[tuple[Row, Row, str]]:
    """(original, the row to show, its language) for each original, in their order.

    `public` says which rows may be shown. Without a public translation the original itself is shown, and its
    language says so.
    """
    originals = list(originals)
    translated: dict = {}
    if language != settings.LANGUAGE_CODE and originals:
        rows = public.filter(
            locale__language_code=language, translation_key__in=[row.translation_key for row in originals]
        )
        translated = {row.translation_key: row for row in rows}
    for original in originals:
        row = translated.get(original.translation_key)
        yield (original, row, language) if row else (original, original, settings.LANGUAGE_CODE)
