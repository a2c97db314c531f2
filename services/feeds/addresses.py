"""Every public page that a search engine may know, with the languages in which it really exists."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Max
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page

from places.models import Area
from services import changes, needs
from services.models import AccessPoint, Facet
from services.search import originals, public

LANGUAGES = [code for code, _name in settings.LANGUAGES]


@dataclass(frozen=True)
class Address:
    """One page in all its languages: path by language code. `changed_at`: None where nobody knows."""

    paths: dict[str, str]
    changed_at: datetime | None


def pages() -> Iterator[Address]:
    """What editors write, without copies that only stand in for a translation."""
    rows = Page.objects.live().public().filter(depth__gt=1, alias_of__isnull=True).select_related("locale")
    together: dict[object, list[Page]] = {}
    for row in rows.order_by("path"):
        together.setdefault(row.translation_key, []).append(row)
    for same in together.values():
        found = {row.locale.language_code: parts[2] for row in same if (parts := row.get_url_parts()) and parts[2]}
        paths = {code: path for code, path in found.items() if code in LANGUAGES}
        if paths:
            yield Address(paths, max((row.last_published_at for row in same if row.last_published_at), default=None))


def browsing() -> Iterator[Address]:
    """Find support: its first page, the needs, each need, each area, and the map where there is one."""
    newest = changes.last()
    for name in ("find_support", "support_needs", "support_map"):
        yield Address(_everywhere(name), newest)
    chosen = Facet.objects.filter(group__in=needs.WORDS, locale__language_code=settings.LANGUAGE_CODE)
    for facet in chosen.order_by("group", "order", "key"):
        yield Address(_everywhere("support_need", needs.slug_of(f"{facet.group}:{facet.key}")), None)
    served = AccessPoint.areas.through.objects.filter(accesspoint__in=originals().values("pk")).order_by()
    by_area = dict(served.values("area").annotate(newest=Max("accesspoint__changed_at")).values_list("area", "newest"))
    for area in Area.objects.councils().order_by("pk"):
        yield Address(_everywhere("support_area", area.slug), by_area.get(area.pk))


def directory(first: int, count: int) -> Iterator[Address]:
    """Entries in the order in which they were made, from the one with the number `first` on."""
    rows = list(originals().prefetch_related(None).order_by("pk")[first : first + count])
    languages: dict[object, list[str]] = {}
    keys = [row.translation_key for row in rows]
    for key, code in public().filter(translation_key__in=keys).values_list("translation_key", "locale__language_code"):
        languages.setdefault(key, []).append(code)
    for row in rows:
        codes = [code for code in LANGUAGES if code in languages[row.translation_key]]
        yield Address(_in(codes, "access_point", row.area.slug, row.slug), changes.of_point(row))


def directory_size() -> int:
    return originals().count()


def _everywhere(name: str, *arguments: str) -> dict[str, str]:
    return _in(LANGUAGES, name, *arguments)


def _in(languages: list[str], name: str, *arguments: str) -> dict[str, str]:
    paths = {}
    for code in languages:
        with translation.override(code):
            paths[code] = reverse(name, args=arguments)
    return paths
