"""A directory of any size, made fast: services with two access points each, spread over all councils and their towns.

Every entry is invented, the same on every run, and marked as such. Telephone numbers are from Ofcom's range for drama.
"""

from collections.abc import Sequence
from datetime import datetime
from random import Random
from typing import Any
from uuid import UUID

from wagtail.models import Locale

from places.models import Area, Town
from services import listing, reference
from services.models import AccessPoint, Facet, Organisation, Service

BATCH = 1000
SERVICES_EACH = 20
KINDS = ("drop_in", "appointment", "telephone", "online", "outreach", "group", "safe_accommodation")
HOURS = (
    *("Mo-Fr 09:30-17:00; PH off", "24/7", "Mo,We 10:00-16:00; Th 18:00-20:00; PH off", "Sa-Su 10:00-14:00"),
    *("Mo-Su 20:00-06:00", "Tu 13:00-19:00; PH 10:00-12:00", ""),
)
ABOUT = (
    *("counselling", "refuge", "housing", "money", "legal help", "children", "young people", "groups", "drop-in"),
    *("women", "men", "older people", "Polish speakers", "deaf people", "families", "courses", "locks and alarms"),
)
PLAIN = (
    "quiet",
    "open",
    "river",
    "hill",
    "meadow",
    "lantern",
    "orchard",
    "harbour",
    "willow",
    "bridge",
    "stone",
    "larch",
)


class Scale:
    """Made once for a size; `seed` makes two directories of the same size differ."""

    def __init__(self, services: int, points_each: int = 2, seed: int = 1) -> None:
        self.seed, self.random = seed, Random(seed)
        self.services, self.points_each = services, points_each
        self.locale = Locale.objects.get(language_code="en")
        self.areas = list(Area.objects.councils().order_by("pk"))
        self.towns: dict[int, list[Town]] = {area.pk: [] for area in self.areas}
        for town in Town.objects.order_by("pk"):
            self.towns[town.area_id].append(town)
        reference.load()
        facets = Facet.objects.filter(locale=self.locale).order_by("pk")
        self.facets: dict[str, list[int]] = {group.value: [] for group in Facet.Group}
        for facet in facets:
            self.facets[facet.group].append(facet.pk)

    def make(self, now: datetime) -> int:
        """How many access points there are."""
        organisations = self._rows(Organisation, -(-self.services // SERVICES_EACH), self._organisation)
        services = self._rows(Service, self.services, lambda number: self._service(number, organisations))
        for name, group, most in (
            ("support", "support", 3),
            ("people", "people", 2),
            ("needs", "need", 2),
            ("abuse", "abuse", 2),
        ):
            self._choose(Service, name, services, group, most)
        points = self._rows(AccessPoint, self.services * self.points_each, lambda number: self._point(number, services))
        for name, group, most in (("access", "access", 3), ("languages", "language", 2)):
            self._choose(AccessPoint, name, points, group, most)
        through: Any = AccessPoint.areas.through
        through.objects.bulk_create(
            [through(accesspoint_id=pk, area_id=area) for pk, area in self._served(points)], batch_size=BATCH
        )
        listing.rebuild(now=now)
        return len(points)

    def _rows(self, model: Any, number: int, make: Any) -> list[int]:
        rows = model.objects.bulk_create([make(index) for index in range(number)], batch_size=BATCH)
        return [row.pk for row in rows]

    def _key(self) -> UUID:
        return UUID(int=self.random.getrandbits(128), version=4)

    def _name(self, number: int) -> str:
        return f"{self.random.choice(PLAIN).title()} {self.random.choice(PLAIN)} {number}"

    def _organisation(self, number: int) -> Organisation:
        return Organisation(name=self._name(number), is_demo=True, locale=self.locale, translation_key=self._key())

    def _service(self, number: int, organisations: Sequence[int]) -> Service:
        about = self.random.sample(ABOUT, 3)
        return Service(
            organisation_id=organisations[number // SERVICES_EACH],
            name=f"{about[0].title()} {number}",
            summary=f"Help with {about[1]}, made up to see how fast it is found.",
            description=f"Invented for a measurement. Also {about[2]}, {' and '.join(self.random.sample(PLAIN, 4))}.",
            is_demo=True,
            locale=self.locale,
            translation_key=self._key(),
        )

    def _point(self, number: int, services: Sequence[int]) -> AccessPoint:
        kind = self.random.choice(KINDS)
        area = self.areas[number % len(self.areas)]
        town = self.random.choice(self.towns[area.pk]) if self.towns[area.pk] else None
        stands = town is not None and kind in {"drop_in", "appointment", "outreach"}
        return AccessPoint(
            service_id=services[number // self.points_each],
            name=self._name(number),
            slug=f"place-{self.seed}-{number}",
            kind=kind,
            area=area,
            confidential=kind == "safe_accommodation",
            easting=town.easting + self.random.randint(-900, 900) if town and stands else None,
            northing=town.northing + self.random.randint(-900, 900) if town and stands else None,
            phone=f"01632 960{number % 1000:03}",
            hours="" if kind == "group" else self.random.choice(HOURS),
            self_referral=self.random.random() < 0.8,
            is_demo=True,
            locale=self.locale,
            translation_key=self._key(),
        )

    def _choose(self, model: Any, name: str, owners: list[int], group: str, most: int) -> None:
        if not self.facets[group]:
            return
        field = model._meta.get_field(name)
        through = field.remote_field.through
        owner = f"{field.m2m_field_name()}_id"
        rows = [
            through(**{owner: pk, "facet_id": facet})
            for pk in owners
            for facet in self.random.sample(
                self.facets[group], self.random.randint(1, min(most, len(self.facets[group])))
            )
        ]
        through.objects.bulk_create(rows, batch_size=BATCH)

    def _served(self, points: list[int]) -> Any:
        for number, pk in enumerate(points):
            area = number % len(self.areas)
            yield pk, self.areas[area].pk
            if self.random.random() < 0.1:
                yield pk, self.areas[(area + 1) % len(self.areas)].pk
