from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from services.confidential import forget
from services.models import AccessPoint, Facet, Organisation, Service

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


def take_translations_along(instance: Any, **kwargs: Any) -> None:
    """Without the English row nobody sees them; left behind they would hold its address and its key for ever."""
    if instance.locale.language_code == settings.LANGUAGE_CODE:
        type(instance)._default_manager.filter(translation_key=instance.translation_key).delete()


for model in (AccessPoint, Service, Organisation, Facet):
    post_delete.connect(take_translations_along, sender=model)
