"""Which languages the site speaks, who has checked them, and where the same page stands in each."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Exists, QuerySet, Value
from django.db.models.expressions import Combinable
from django.http import HttpRequest
from django.urls import translate_url
from django.utils import translation
from django.utils.translation import get_language_info
from wagtail.models import Page

from content.models import BasePage, LanguageReview

What = LanguageReview.What

# Before a journey is offered for real, a person has read these in that language (domain H 13).
JOURNEY_NEEDS = frozenset({What.DANGER, What.CONTACT, What.INFORMATION})


@dataclass(frozen=True)
class Language:
    """A choice of the language switcher. `exists`: this very page stands at `url`, not only that language's home."""

    code: str
    name: str
    dir: str
    url: str
    current: bool
    exists: bool


def direction(code: str) -> str:
    return "rtl" if get_language_info(code)["bidi"] else "ltr"


def english_name(code: str) -> str:
    """How to say it on the telephone: "Polish interpreter, please"."""
    return get_language_info(code)["name"]


def reviewed(code: str) -> set[str]:
    """What of a language a person has read and found right."""
    return set(_reviews(code).values_list("what", flat=True))


def _reviews(code: str) -> QuerySet[LanguageReview]:
    return LanguageReview.objects.filter(language=code, reviewed_on__isnull=False)


def is_draft(code: str) -> Combinable:
    """Whether pages in this language must say that nobody has checked them, to be read with another row."""
    if code == settings.LANGUAGE_CODE:
        return Value(False)
    return ~Exists(_reviews(code).filter(what=What.PAGES))


def journeys_offered(language: str, production: bool) -> bool:
    """Whether a journey may be filled in in this language (domain H 13).

    The demonstration offers every language, marked as a draft. Production waits for a person's review.
    """
    if language not in dict(settings.LANGUAGES):
        return False
    if language == settings.LANGUAGE_CODE or not production:
        return True
    return reviewed(language) >= JOURNEY_NEEDS


def choices(request: HttpRequest) -> list[Language]:
    """Every language of the site, with the address of what the reader is looking at where it exists there."""
    current = translation.get_language() or settings.LANGUAGE_CODE
    addresses = _addresses(request)
    return [
        Language(
            code,
            name,
            direction(code),
            addresses.get(code) or (request.path if code == current else f"/{code}/"),
            code == current,
            code in addresses,
        )
        for code, name in settings.LANGUAGES
    ]


def _addresses(request: HttpRequest) -> dict[str, str]:
    page = getattr(request, "public_page", None)
    if isinstance(page, Page):
        return _page_addresses(request, page)
    match = request.resolver_match
    if match is None or match.url_name == "wagtail_serve":
        return {}
    # A view may know better in which languages what it shows exists.
    known = getattr(request, "public_languages", None) or [code for code, _name in settings.LANGUAGES]
    found = {code: translate_url(request.path, code) for code in known}
    return {code: url for code, url in found.items() if url.startswith(f"/{code}/")}


def _page_addresses(request: HttpRequest, page: BasePage) -> dict[str, str]:
    rows = Page.objects.live().filter(translation_key=page.translation_key, alias_of__isnull=True)
    found = {row.locale.language_code: row.get_url(request) for row in rows.select_related("locale")}
    return {code: url for code, url in found.items() if url and code in dict(settings.LANGUAGES)}
