"""Translations of the demonstration's pages, put in the way a translator would: text by text, then published."""

import json
from functools import cache
from pathlib import Path

from django.db import transaction
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

HERE = Path(__file__).parent
TOOL = "Waymark demonstration, not checked by a person"


@cache
def catalogue(code: str) -> dict[str, str]:
    """English text → the same in the language."""
    return json.loads((HERE / f"{code}.json").read_text())


def translate(page: Page, locales: list[Locale]) -> None:
    """Publish `page` in those of the languages that know every one of its texts."""
    source, _created = TranslationSource.get_or_create_from_instance(page)
    segments = list(StringSegment.objects.filter(source=source).select_related("string"))
    for locale in locales:
        words = catalogue(locale.language_code)
        if any(segment.string.data not in words for segment in segments):
            continue
        with transaction.atomic():
            translation = Translation.objects.create(source=source, target_locale=locale)
            StringTranslation.objects.bulk_create(
                StringTranslation(
                    translation_of=segment.string,
                    context_id=segment.context_id,
                    locale=locale,
                    data=words[segment.string.data],
                    translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE,
                    tool_name=TOOL,
                )
                for segment in _once(segments)
            )
            # Not `save_target(publish=True)`: that waits for the commit of whoever called us.
            translation.save_target(publish=False)
            translation.get_target_instance().get_latest_revision().publish()


def _once(segments: list[StringSegment]) -> list[StringSegment]:
    """One text in one place needs one translation."""
    return list({(segment.string_id, segment.context_id): segment for segment in segments}.values())
