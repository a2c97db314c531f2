"""Original rows laid over with their translations, in one query for all of them."""

from collections import defaultdict
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
    translated: list[Row] = []
    if language != settings.LANGUAGE_CODE and originals:
        keys = [row.translation_key for row in originals]
        translated = list(public.filter(locale__language_code=language, translation_key__in=keys))
    return _laid_over(originals, translated, language)


def of_keys(keys: Iterable[int], public: QuerySet[Row], language: str) -> Iterator[tuple[Row, Row, str]]:
    """As `in_language`, for the originals with these primary keys, as far as they are public, in no order.

    Originals and translations come with the same query.
    """
    wanted = public.model._default_manager.filter(pk__in=keys).values("translation_key")
    codes = {language, settings.LANGUAGE_CODE}
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in public.filter(translation_key__in=wanted, locale__language_code__in=codes).select_related("locale"):
        rows[row.locale.language_code].append(row)
    return _laid_over(rows[settings.LANGUAGE_CODE], rows[language], language)


def _laid_over(originals: Iterable[Row], translated: Iterable[Row], language: str) -> Iterator[tuple[Row, Row, str]]:
    by_key = {row.translation_key: row for row in translated}
    for original in originals:
        row = by_key.get(original.translation_key)
        yield (original, row, language) if row else (original, original, settings.LANGUAGE_CODE)
