"""The one gate through which a translation becomes public: whole, or not at all.

wagtail-localize fills what is not translated yet with English and publishes that. Whoever cannot read English
must never find it half way down a page about danger.
"""

from functools import wraps
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import QuerySet
from django.utils.translation import ngettext_lazy
from wagtail.models import Locale, TranslatableMixin
from wagtail_localize.models import Translation, TranslationSource


class UnfinishedTranslation(ValidationError):
    """Raised instead of publishing English inside another language."""

    def __init__(self, missing: int):
        super().__init__({NON_FIELD_ERRORS: [unfinished_message(missing)]})


def unfinished_message(missing: int) -> str:
    return ngettext_lazy(
        "This translation is not finished: %(missing)d text still has to be translated. It was not published.",
        "This translation is not finished: %(missing)d texts still have to be translated. It was not published.",
        "missing",
    ) % {"missing": missing}


def missing_texts(instance: TranslatableMixin) -> int:
    """How many texts of a page or snippet still wait for a translator; 0 for an original."""
    return _missing(
        Translation.objects.filter(source__object_id=instance.translation_key, target_locale_id=instance.locale_id)
    )


def refuse_unfinished(instance: TranslatableMixin) -> None:
    """Raises UnfinishedTranslation unless every text of `instance` is translated."""
    if missing := missing_texts(instance):
        raise UnfinishedTranslation(missing)


def install_gate() -> None:
    """Make wagtail-localize itself ask first, before it writes anything.

    It publishes from three places, all of them through this one method, and one of them would only hear the refusal
    of the page after its own transaction.
    """
    create_or_update = TranslationSource.create_or_update_translation

    @wraps(create_or_update)
    def gated(self: TranslationSource, locale: Locale, user: Any = None, publish: bool = True, **kwargs: Any) -> Any:
        if publish and (missing := _missing(Translation.objects.filter(source=self, target_locale=locale))):
            raise UnfinishedTranslation(missing)
        return create_or_update(self, locale, user=user, publish=publish, **kwargs)

    TranslationSource.create_or_update_translation = gated


def _missing(translations: QuerySet[Translation]) -> int:
    translation = translations.filter(enabled=True).first()
    if translation is None:
        return 0
    total, done = translation.get_progress()
    return total - done
