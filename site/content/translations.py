"""The one gate through which a translation becomes public: whole, or not at all.

wagtail-localize fills what is not translated yet with English and publishes that. Whoever cannot read English
must never find it half way down a page about danger.
"""

from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import ngettext_lazy
from wagtail.models import Locale, TranslatableMixin
from wagtail_localize.models import Translation, TranslationSource
from wagtail_localize.views.update_translations import UpdateTranslationsView


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


def install_honest_sync() -> None:
    """“Sync translated pages” passes over every refusal and reports success: make it name what was not published."""
    sync = UpdateTranslationsView.form_valid

    @wraps(sync)
    def honest(self: UpdateTranslationsView, form: Any) -> HttpResponse:
        response = sync(self, form)
        if form.cleaned_data["publish_translations"]:
            for translation in self.object.translations.filter(enabled=True).select_related("target_locale"):
                if missing := _left(translation):
                    language = translation.target_locale.get_display_name()
                    messages.warning(self.request, f"{language}: {unfinished_message(missing)}")
        return response

    UpdateTranslationsView.form_valid = honest


def _missing(translations: QuerySet[Translation]) -> int:
    translation = translations.filter(enabled=True).first()
    return _left(translation) if translation else 0


def _left(translation: Translation) -> int:
    total, done = translation.get_progress()
    return total - done
