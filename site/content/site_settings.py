"""Name, colours and menus of the site that a request is for, and whether its language is checked: in one query."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation
from wagtail.models import Site

from content import languages
from content.models import Brand, Menus

KEPT = "_site_settings"


@dataclass(frozen=True)
class SiteSettings:
    """translation_draft: whether pages in the reader's language must say that nobody has checked them."""

    brand: Brand
    menus: Menus
    translation_draft: bool


def site_settings(request: HttpRequest) -> SiteSettings:
    """Read once a request. Without a site, or before anybody has set them: as they are when new."""
    kept = getattr(request, KEPT, None)
    if kept is None:
        kept = _read(Site.find_for_request(request))
        setattr(request, KEPT, kept)
    return kept


def _read(site: Site | None) -> SiteSettings:
    language = translation.get_language() or settings.LANGUAGE_CODE
    rows = Site.objects.select_related("brand", "menus").annotate(draft=languages.is_draft(language))
    row = rows.filter(pk=site.pk).first() if site else None
    return SiteSettings(
        getattr(row, "brand", None) or Brand(),
        getattr(row, "menus", None) or Menus(),
        getattr(row, "draft", language != settings.LANGUAGE_CODE),
    )
