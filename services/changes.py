"""When something of the directory last changed for those who read it: feeds, the sitemap, whoever holds a copy."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Max, Q
from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from django.utils import timezone
from wagtail.signals import published, unpublished

from places.models import Area
from services.choosing import CHOSEN_ON, chosen_by
from services.models import AccessPoint, Facet, Gone, Organisation, Service

KEPT = (Organisation, Service, AccessPoint)


def last() -> datetime | None:
    """The newest change of anything. It only ever moves on, whatever is withdrawn or deleted."""
    stamps = [model.objects.aggregate(newest=Max("changed_at"))["newest"] for model in KEPT]
    stamps.append(Gone.objects.aggregate(newest=Max("gone_at"))["newest"])
    return max((stamp for stamp in stamps if stamp), default=None)


def of_point(point: AccessPoint) -> datetime:
    """When what is shown of an access point last changed: its own words, its service's or its organisation's."""
    return max(point.changed_at, point.service.changed_at, point.service.organisation.changed_at)


@receiver(post_delete, sender=AccessPoint)
def point_deleted(instance: AccessPoint, **kwargs: Any) -> None:
    # A draft that nobody ever saw leaves no word of having been.
    if instance.live or instance.first_published_at:
        _gone(instance)


@receiver(unpublished, sender=AccessPoint)
def point_withdrawn(instance: AccessPoint, **kwargs: Any) -> None:
    _gone(instance)


def _gone(point: AccessPoint) -> None:
    if point.locale.language_code != settings.LANGUAGE_CODE:
        return
    now = timezone.now()
    Gone.objects.update_or_create(key=point.translation_key, defaults={"gone_at": now})
    Service.objects.filter(pk=point.service_id).update(changed_at=now)


@receiver(published, sender=AccessPoint)
def point_back(instance: AccessPoint, **kwargs: Any) -> None:
    Gone.objects.filter(key=instance.translation_key).delete()


@receiver(post_delete, sender=Service)
def service_gone(instance: Service, **kwargs: Any) -> None:
    Organisation.objects.filter(pk=instance.organisation_id).update(changed_at=timezone.now())


# Before it is deleted: afterwards nothing tells any more what it was chosen for.
@receiver([post_save, pre_delete], sender=Facet)
def choice_changed(instance: Facet, **kwargs: Any) -> None:
    if not kwargs.get("raw") and not kwargs.get("created"):
        model, _name = CHOSEN_ON[instance.group]
        model.objects.filter(pk__in=chosen_by(instance.group, [instance.pk])).update(changed_at=timezone.now())


@receiver(post_save, sender=Area)
def area_changed(instance: Area, raw: bool, created: bool, **kwargs: Any) -> None:
    if not raw and not created:
        served = AccessPoint.areas.through.objects.filter(area=instance).values("accesspoint_id")
        AccessPoint.objects.filter(Q(area=instance) | Q(pk__in=served)).update(changed_at=timezone.now())
