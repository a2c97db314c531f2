"""Links to pages and views in the reader's language, resolved in one query for all of a page."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class View(models.TextChoices):
    """The parts of the site that are no pages. Their addresses are promised in docs/architecture.md."""

    FIND_SUPPORT = "find-support", _("Find support")
    GET_HELP = "get-help", _("Ask for help")


@dataclass(frozen=True)
class Link:
    """`language` is that of the page it leads to: English where there is no translation."""

    url: str
    title: str
    language: str
    current: bool = False

    @property
    def label(self) -> str:
        """The title, marked as English inside another language."""
        if self.language == (translation.get_language() or settings.LANGUAGE_CODE):
            return self.title
        return format_html('<span lang="{}" dir="ltr">{}</span>', self.language, self.title)


def to_view(view: str, language: str, path: str = "") -> Link:
    url = f"/{language}/{view}/"
    return Link(url, str(View(view).label), language, path.startswith(url))


class PageLinks:
    """Links to the pages with these ids, or their translations, as far as they are public."""

    def __init__(self, request: HttpRequest | None, page_ids: Iterable[int], language: str):
        self.request = request
        self.language = language
        ids = {page_id for page_id in page_ids if page_id}
        keys = Page.objects.filter(pk__in=ids).values("translation_key")
        rows = (
            Page.objects.live()
            .filter(translation_key__in=keys, locale__language_code__in={language, settings.LANGUAGE_CODE})
            .select_related("locale")
            if ids
            else []
        )
        self.keys: dict[int, object] = {}
        self.pages: dict[object, dict[str, Page]] = {}
        for page in rows:
            self.keys[page.pk] = page.translation_key
            self.pages.setdefault(page.translation_key, {})[page.locale.language_code] = page

    def get(self, page_id: int | None) -> Link | None:
        """None when the page is not public in the reader's language nor in English."""
        found = self.pages.get(self.keys.get(page_id or 0), {})
        page = found.get(self.language) or found.get(settings.LANGUAGE_CODE)
        if page is None:
            return None
        url = page.get_url(self.request)
        path = getattr(self.request, "path", "")
        return Link(url, page.title, page.locale.language_code, path == url) if url else None
