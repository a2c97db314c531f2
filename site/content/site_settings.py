"""Name, colours and menus of the site that a request is for, in one query."""

from dataclasses import dataclass

from django.http import HttpRequest
from wagtail.models import Site

from content.models import Brand, Menus

KEPT = "_site_settings"


@dataclass(frozen=True)
class SiteSettings:
    brand: Brand
    menus: Menus


def site_settings(request: HttpRequest) -> SiteSettings:
    """Read once a request. Without a site, or before anybody has set them: as they are when new."""
    kept = getattr(request, KEPT, None)
    if kept is None:
        kept = _read(Site.find_for_request(request))
        setattr(request, KEPT, kept)
    return kept


def _read(site: Site | None) -> SiteSettings:
    row = Site.objects.select_related("brand", "menus").filter(pk=site.pk).first() if site else None
    return SiteSettings(getattr(row, "brand", None) or Brand(), getattr(row, "menus", None) or Menus())
