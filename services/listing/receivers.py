"""Whatever is saved, published, withdrawn or deleted shows in what finding reads, in the same transaction.

What changes hundreds of entries at once, like the name of an organisation, is left to the worker.
"""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Model, Q
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete
from django.dispatch import receiver

from services import tasks
from services.choosing import CHOSEN_ON, chosen_by
from services.models import AccessPoint, Facet, HoursException, Organisation, Service

from .facts import originals
from .holding import changed
from .making import withdraw

AT_ONCE = 50
# What Wagtail writes to a public row when somebody works on its next version.
OF_DRAFTS = frozenset({"latest_revision", "has_unpublished_changes"})
FROM_POINTS: dict[type[Model], str] = {
    AccessPoint: "translation_key",
    Service: "service__translation_key",
    Organisation: "service__organisation__translation_key",
}


def cascade(points: Iterable[int]) -> None:
    ids = list(points)
    if len(ids) <= AT_ONCE:
        changed(ids)
    else:
        for start in range(0, len(ids), tasks.POINTS_AT_ONCE):
            tasks.refresh_listing.enqueue(ids[start : start + tasks.POINTS_AT_ONCE])


@receiver(post_save, sender=AccessPoint)
@receiver(post_save, sender=Service)
@receiver(post_save, sender=Organisation)
def entry_saved(
    sender: type[Model], instance: Any, raw: bool, update_fields: Collection[str] | None, **kwargs: Any
) -> None:
    if raw or (update_fields and OF_DRAFTS.issuperset(update_fields)):
        return
    cascade(originals(Q(**{FROM_POINTS[sender]: instance.translation_key})))


@receiver(pre_delete, sender=AccessPoint)
def point_goes(instance: AccessPoint, **kwargs: Any) -> None:
    withdraw([instance.pk])


@receiver(post_delete, sender=AccessPoint)
@receiver(post_delete, sender=Service)
@receiver(post_delete, sender=Organisation)
def entry_gone(sender: type[Model], instance: Any, **kwargs: Any) -> None:
    """A translation is gone: the original is shown instead."""
    cascade(originals(Q(**{FROM_POINTS[sender]: instance.translation_key})))


@receiver([post_save, post_delete], sender=HoursException)
def exception_changed(instance: HoursException, **kwargs: Any) -> None:
    origin = kwargs.get("origin")
    if origin is not None and getattr(origin, "model", type(origin)) is not HoursException:
        return  # it goes with its access point, of which nothing may be made again
    if not kwargs.get("raw"):
        changed([instance.point_id])


@receiver(post_save, sender=Facet)
def choice_saved(instance: Facet, raw: bool, created: bool, **kwargs: Any) -> None:
    # A new choice in English has no entries yet; a new translation of one gives them words.
    if not raw:
        cascade(_of_choice(instance))


@receiver(pre_delete, sender=Facet)
def choice_goes(instance: Facet, **kwargs: Any) -> None:
    # Afterwards nothing tells any more what it was chosen for.
    instance.listed = _of_choice(instance)


@receiver(post_delete, sender=Facet)
def choice_gone(instance: Facet, **kwargs: Any) -> None:
    cascade(getattr(instance, "listed", ()))


def choices_changed(sender: type[Model], instance: Any, action: str, reverse: bool, **kwargs: Any) -> None:
    if action.startswith("post_") and not reverse:
        cascade(originals(Q(**{FROM_POINTS[type(instance)]: instance.translation_key})))


for _model, _name in (*CHOSEN_ON.values(), (AccessPoint, "areas")):
    m2m_changed.connect(choices_changed, sender=getattr(_model, _name).through)


def _of_choice(facet: Facet) -> list[int]:
    model, _name = CHOSEN_ON[facet.group]
    facets = list(Facet.objects.filter(translation_key=facet.translation_key).values_list("pk", flat=True))
    owners = {AccessPoint: "pk__in", Service: "service_id__in", Organisation: "service__organisation_id__in"}
    return originals(Q(**{owners[model]: chosen_by(facet.group, facets)}))
