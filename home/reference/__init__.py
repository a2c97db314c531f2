"""The pages that a new site starts with. Made once; whatever editors make of them, deleting included, stands."""

from django.conf import settings
from django.db import transaction
from wagtail.models import Page, Site

from content.reference import language_locales
from home.models import HomePage
from home.reference.planting import plant
from places.models import LoadedReference

MARK = "home.pages"


@transaction.atomic
def load() -> int:
    """Plant the page tree, unless that was done before or the site has a root of its own; returns how many pages."""
    if LoadedReference.objects.filter(key=MARK).exists() or not _is_bare():
        return 0
    LoadedReference.objects.create(key=MARK)
    return plant(language_locales()[settings.LANGUAGE_CODE])


def _is_bare() -> bool:
    """Whether the site still shows what Wagtail's migrations made: no site, its root, or an empty welcome page."""
    if HomePage.objects.exists():
        return False
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None or site.root_page.is_root():
        return True
    return site.root_page.specific_class is Page and site.root_page.is_leaf()
