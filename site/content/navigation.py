"""The menus of a public page, in the reader's language: two queries, whatever they hold."""

from dataclasses import dataclass, field

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation
from wagtail.blocks import StreamValue

from content.links import Link, PageLinks, to_view
from content.site_settings import site_settings


@dataclass(frozen=True)
class Navigation:
    main: list[Link] = field(default_factory=list)
    footer: list[Link] = field(default_factory=list)
    danger: Link | None = None
    safety: Link | None = None
    helplines: Link | None = None


def navigation(request: HttpRequest) -> Navigation:
    language = translation.get_language() or settings.LANGUAGE_CODE
    menus = site_settings(request).menus
    single = [menus.danger_page_id, menus.safety_page_id, menus.helplines_page_id]
    pages = PageLinks(request, [*_page_ids(menus.main), *_page_ids(menus.footer), *single], language)
    danger, safety, helplines = (pages.get(page_id) for page_id in single)
    return Navigation(
        _links(menus.main, pages, language, request.path),
        _links(menus.footer, pages, language, request.path),
        danger,
        safety,
        helplines,
    )


def _page_ids(stream: StreamValue) -> list[int]:
    """Read from the stored form, so that no page is fetched twice."""
    return [item["value"] for item in stream.raw_data if item["type"] == "page"]


def _links(stream: StreamValue, pages: PageLinks, language: str, path: str) -> list[Link]:
    found = (
        pages.get(item["value"]) if item["type"] == "page" else to_view(item["value"], language, path)
        for item in stream.raw_data
    )
    return [link for link in found if link]
