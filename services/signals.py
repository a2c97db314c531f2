from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from services.confidential import above, forget, forget_words
from services.models import AccessPoint, Facet, Organisation, Service
from services.withheld_words import ABOVE

# What decides whether something is withheld.
DECIDING = frozenset({"kind", "confidential", "venue_public"})


@receiver(post_save, sender=AccessPoint)
def keep_nothing_withheld(
    instance: AccessPoint, raw: bool, update_fields: Collection[str] | None, **kwargs: Any
) -> None:
    """The moment a place becomes confidential, its history forgets where it was.

    A draft that is stored beside a public row names only the fields that it touches: that row decides nothing yet.
    """
    if raw or (update_fields is not None and DECIDING.isdisjoint(update_fields)):
        return
    if instance.withheld:
        forget([instance.translation_key])


@receiver(post_save, sender=Service)
@receiver(post_save, sender=Organisation)
def keep_no_telling_words(
    sender: Any, instance: Any, raw: bool, update_fields: Collection[str] | None, **kwargs: Any
) -> None:
    """What is written past the forms above a safe place: an old state brought back, a translation, a new organisation.

    A draft that is stored beside a public row names only the fields that it touches: none of them tells.
    """
    if raw or update_fields is not None:
        return
    below = "translation_key" if sender is Service else "organisation__translation_key"
    services = Service.objects.filter(**{below: instance.translation_key})
    safe = AccessPoint.objects.filter(
        service__translation_key__in=services.values("translation_key"), confidential=True
    )
    keys = above(set(safe.values_list("translation_key", flat=True)))
    for words, those in zip(ABOVE, keys, strict=True):
        forget_words(words, those)


def take_translations_along(instance: Any, **kwargs: Any) -> None:
    """Without the English row nobody sees them; left behind they would hold its address and its key for ever."""
    if instance.locale.language_code == settings.LANGUAGE_CODE:
        type(instance)._default_manager.filter(translation_key=instance.translation_key).delete()


for model in (AccessPoint, Service, Organisation, Facet):
    post_delete.connect(take_translations_along, sender=model)
