"""Which addresses belong to plain views, so that no page can hide behind one."""

from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

SHADOWED = _("This address belongs to another part of the site. Choose a different one.")

# The addresses that the product promises (docs/architecture.md), whether or not their view is built yet.
RESERVED = frozenset({
    "admin", "brand", "campaigns", "find-support", "funding", "get-help", "health", "leave", "media",
    "open-data", "open-referral", "static", "tell-us", "training",
})  # fmt: skip

# Depth of the pages right below a language's home page, the only ones whose address starts with their slug.
TOP_LEVEL_PARENT_DEPTH = 2


def is_shadowed(parent: Page, slug: str) -> bool:
    """Whether a page `slug` below `parent` could never be reached."""
    if parent.depth != TOP_LEVEL_PARENT_DEPTH:
        return False
    return slug in RESERVED or _answers_as_view(f"/{translation.get_language() or 'en'}/{slug}/")


def _answers_as_view(path: str) -> bool:
    try:
        return resolve(path).url_name != "wagtail_serve"
    except Resolver404:
        return False
