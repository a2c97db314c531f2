"""Everything the rows of one batch are made of, read in a few queries however many there are."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Model, Q, QuerySet

from places.models import Area
from services.models import AccessPoint, Facet, Organisation, Service

SERVICE_CHOICES = ("support", "people", "needs", "abuse")
POINT_CHOICES = ("access", "languages")


@dataclass(frozen=True)
class Choices:
    """Every choice of editors, by the key of its English row, read once for all batches.

    marks: as it stands in forms. councils: those that networks lie in.
    """

    marks: dict[int, str]
    councils: dict[int, int]


@dataclass(frozen=True)
class Batch:
    """Access points that may be shown, and what belongs to each, by its key.

    `areas` includes the council that a network lies in. `translations`: the public rows in other languages.
    """

    points: list[AccessPoint]
    areas: dict[int, set[int]]
    facets: dict[int, set[int]]
    translations: dict[UUID, list[AccessPoint]]


def public() -> QuerySet[AccessPoint]:
    """Every row that may be shown, in whatever language."""
    return AccessPoint.objects.filter(live=True, service__live=True, service__organisation__live=True)


def choices() -> Choices:
    english = Facet.objects.filter(locale__language_code=settings.LANGUAGE_CODE).values_list("pk", "group", "key")
    councils = dict(Area.objects.filter(parent__isnull=False).values_list("pk", "parent_id"))
    return Choices({pk: f"{group}:{key}" for pk, group, key in english}, councils)


def read(ids: Collection[int], choices: Choices) -> Batch:
    """What is public of these rows in English."""
    rows = public().filter(pk__in=ids, locale__language_code=settings.LANGUAGE_CODE)
    points = list(rows.select_related("service__organisation").prefetch_related("exceptions").order_by("area", "pk"))
    by_service, by_organisation = defaultdict(list), defaultdict(list)
    for point in points:
        by_service[point.service_id].append(point.pk)
        by_organisation[point.service.organisation_id].append(point.pk)
    own = {point.pk: [point.pk] for point in points}
    facets: dict[int, set[int]] = defaultdict(set)
    for model, names, owners in (
        (Service, SERVICE_CHOICES, by_service),
        (AccessPoint, POINT_CHOICES, own),
        (Organisation, ("partners",), by_organisation),
    ):
        for name in names:
            for owner, facet in _joined(model, name, owners):
                for pk in owners[owner]:
                    facets[pk].add(facet)
    areas = {point.pk: {point.area_id} for point in points}
    for pk, area in _joined(AccessPoint, "areas", own):
        areas[pk].add(area)
    for served in areas.values():
        served.update([choices.councils[area] for area in served if area in choices.councils])
    return Batch(points, areas, dict(facets), _translations(points))


def originals(rows: Q) -> list[int]:
    """The keys of the English rows of these, whatever language they are in, and whether they are public or not."""
    keys = AccessPoint.objects.filter(rows).values("translation_key")
    english = AccessPoint.objects.filter(translation_key__in=keys, locale__language_code=settings.LANGUAGE_CODE)
    return list(english.order_by("area", "pk").values_list("pk", flat=True))


def _joined(model: type[Model], name: str, owners: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Pairs of a many-to-many field, by its own table: rows of the other model are not read."""
    field: Any = model._meta.get_field(name)
    ours, theirs = field.m2m_field_name(), field.m2m_reverse_field_name()
    through = field.remote_field.through.objects.filter(**{f"{ours}__in": list(owners)})
    yield from through.values_list(f"{ours}_id", f"{theirs}_id")


def _translations(points: list[AccessPoint]) -> dict[UUID, list[AccessPoint]]:
    keys = [point.translation_key for point in points]
    rows = public().filter(translation_key__in=keys).exclude(locale__language_code=settings.LANGUAGE_CODE)
    found: dict[UUID, list[AccessPoint]] = defaultdict(list)
    for row in rows.select_related("service__organisation", "locale"):
        found[row.translation_key].append(row)
    return found
