"""What base.html needs on every public page. Each value reads the database when first used, and sets no cookie."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from content import languages
from content.helplines import Register
from content.navigation import Navigation, navigation
from content.site_settings import site_settings


def public(request: HttpRequest) -> dict[str, Any]:
    """The values, by name.

    brand: content.models.Brand · main_helpline, helplines: content.helplines.Line, the few for every page ·
    helpline_register: all of them · languages, alternates: content.languages.Language, every one and those in which
    this very page exists · translation_draft: whether nobody has checked this language · navigation,
    footer_navigation: content.links.Link · safety_url, advice_url, helplines_url: addresses, or "" ·
    home_url · DEMO.
    """
    code = translation.get_language() or settings.LANGUAGE_CODE
    register = Register(code)
    menus: Navigation = SimpleLazyObject(lambda: navigation(request))  # type: ignore[assignment]
    choices: list[languages.Language] = SimpleLazyObject(lambda: languages.choices(request))  # type: ignore[assignment]
    return {
        "DEMO": settings.DEMO,
        "brand": SimpleLazyObject(lambda: site_settings(request).brand),
        "main_helpline": SimpleLazyObject(lambda: register.main),
        "helplines": SimpleLazyObject(lambda: register.everywhere),
        "helpline_register": register,
        "languages": choices,
        "alternates": SimpleLazyObject(lambda: [choice for choice in choices if choice.exists]),
        "translation_draft": SimpleLazyObject(lambda: site_settings(request).translation_draft),
        "navigation": SimpleLazyObject(lambda: menus.main),
        "footer_navigation": SimpleLazyObject(lambda: menus.footer),
        "safety_url": _address(lambda: menus.danger),
        "advice_url": _address(lambda: menus.safety),
        "helplines_url": _address(lambda: menus.helplines),
        "home_url": f"/{code}/",
    }


def _address(link: Callable[[], Any]) -> str:
    def url() -> str:
        found = link()
        return found.url if found else ""

    return SimpleLazyObject(url)  # type: ignore[return-value]
