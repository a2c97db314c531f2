from collections.abc import Collection
from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from services.confidential import forget
from services.models import AccessPoint

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
