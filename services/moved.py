"""An access point that gets another address: links, leaflets and bookmarks to the old one lead on, in every language.

Wagtail does the same for pages. Of what is withheld nothing is kept, as an address may tell where it is.
"""

from collections.abc import Collection, Iterable, Iterator
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models.signals import post_delete, pre_save
from django.dispatch import receiver
from django.urls import reverse
from django.utils import translation
from wagtail.contrib.redirects.models import Redirect

from services.models import AccessPoint

Place = tuple[str, str]
NAMED = frozenset({"area", "slug"})


@receiver(pre_save, sender=AccessPoint)
def address_changed(instance: AccessPoint, raw: bool, update_fields: Collection[str] | None, **kwargs: Any) -> None:
    """A draft is told of on the row too, but writes neither of the two fields."""
    if raw or instance.pk is None or (update_fields is not None and NAMED.isdisjoint(update_fields)):
        return
    rows = AccessPoint.objects.filter(pk=instance.pk, locale__language_code=settings.LANGUAGE_CODE)
    before = rows.values_list("area__slug", "slug", "live", "first_published_at").first()
    if before is None:
        return
    place, was_public = before[:2], before[2] or before[3]
    if instance.withheld:
        forget_addresses([place])
    elif place == (instance.area.slug, instance.slug):
        return
    elif instance.live and was_public:
        lead_on([(place, (instance.area.slug, instance.slug))])
    else:
        # Whatever led to the old address would lead nowhere now, and the new one is not public yet.
        forget_addresses([place])


def lead_on(moves: Iterable[tuple[Place, Place]]) -> None:
    """From an area and a name in the address to others. Not for ever: an entry may come back to where it was."""
    ways = {old: new for before, now in moves for old, new in zip(_addresses(*before), _addresses(*now), strict=True)}
    earlier = list(Redirect.objects.filter(redirect_link__in=ways))
    for redirect in earlier:
        redirect.redirect_link = ways[redirect.redirect_link]
    Redirect.objects.bulk_update(earlier, ["redirect_link"])
    taken = {Redirect.normalise_path(new) for new in ways.values()}
    paths = {Redirect.normalise_path(old): new for old, new in ways.items()}
    Redirect.objects.filter(old_path__in=[*taken, *paths]).delete()
    Redirect.objects.bulk_create(
        Redirect(old_path=path, redirect_link=new, is_permanent=False, automatically_created=True)
        for path, new in paths.items()
        if path not in taken
    )


@receiver(post_delete, sender=AccessPoint)
def address_gone(instance: AccessPoint, **kwargs: Any) -> None:
    if instance.locale.language_code == settings.LANGUAGE_CODE:
        forget_addresses([(instance.area.slug, instance.slug)])


def forget(keys: Iterable[UUID]) -> None:
    """Old addresses of entries that are withheld from now on."""
    rows = AccessPoint.objects.filter(translation_key__in=keys, locale__language_code=settings.LANGUAGE_CODE)
    forget_addresses(rows.values_list("area__slug", "slug"))


def forget_addresses(places: Iterable[Place]) -> None:
    """Whatever leads to them."""
    links = [link for place in places for link in _addresses(*place)]
    Redirect.objects.filter(redirect_link__in=links).delete()


def _addresses(area: str, slug: str) -> Iterator[str]:
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            yield reverse("access_point", args=[area, slug])
