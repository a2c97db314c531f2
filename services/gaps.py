"""Where there is nothing: areas × kinds of support × who it is for (K-6.1.5, K-11.1, K-11.4), and towns far from help.

Counts of public entries only, never of people.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import hypot

from django.conf import settings
from django.db.models import Count, F
from django.db.models.functions import Coalesce

from places.models import Area, Town
from services.checking.standing import public
from services.models import AccessPoint, Facet

METRES_A_MILE = 1609.344
DEFAULT_MILES = 5
# What reference data calls help that asks nobody who they are: it is there for every group. Where editors have taken
# that choice away, only the groups themselves count.
EVERYBODY = "everyone"

Counts = dict[tuple[int, int, int | None], int]


@dataclass(frozen=True)
class Cell:
    area: Area
    support: Facet
    people: Facet
    # Made for this group, and open to everybody.
    own: int
    anybody: int

    @property
    def is_gap(self) -> bool:
        return not (self.own or self.anybody)


class Gaps:
    """The whole matrix: one query for each axis, one for what fills it."""

    @cached_property
    def areas(self) -> list[Area]:
        return list(Area.objects.councils().order_by("order", "name"))

    @cached_property
    def support(self) -> list[Facet]:
        return self._facets[Facet.Group.SUPPORT]

    @cached_property
    def people(self) -> list[Facet]:
        return self._facets[Facet.Group.PEOPLE]

    @cached_property
    def _facets(self) -> dict[str, list[Facet]]:
        found: dict[str, list[Facet]] = defaultdict(list)
        groups = [Facet.Group.SUPPORT, Facet.Group.PEOPLE]
        for facet in Facet.objects.filter(group__in=groups, locale__language_code=settings.LANGUAGE_CODE):
            found[facet.group].append(facet)
        return found

    @cached_property
    def _counts(self) -> Counts:
        """By council, support and people; no people is for everybody. What serves a network serves its council."""
        rows = public("access-point").order_by().select_related(None).filter(service__support__isnull=False)
        rows = rows.annotate(council=Coalesce("areas__parent", "areas"))
        grouped = rows.values_list("council", "service__support", "service__people").annotate(
            Count("pk", distinct=True)
        )
        return {(area, support, people): number for area, support, people, number in grouped if area}

    @cached_property
    def _everybody(self) -> set[int | None]:
        return {None, *(facet.pk for facet in self.people if facet.key == EVERYBODY)}

    def cell(self, area: Area, support: Facet, people: Facet) -> Cell:
        everybody = sum(self._counts.get((area.pk, support.pk, key), 0) for key in self._everybody)
        own = 0 if people.pk in self._everybody else self._counts.get((area.pk, support.pk, people.pk), 0)
        return Cell(area, support, people, own, everybody)

    def matrix(self, people: Facet) -> list[tuple[Area, list[Cell]]]:
        return [(area, [self.cell(area, support, people) for support in self.support]) for area in self.areas]

    def empty(self, people: Facet) -> list[Cell]:
        return [cell for _area, cells in self.matrix(people) for cell in cells if cell.is_gap]

    def all(self) -> Iterator[Cell]:
        for people in self.people:
            for _area, cells in self.matrix(people):
                yield from cells

    def summary(self) -> list[tuple[Facet, int]]:
        """For each group, in how many places of the matrix there is nothing."""
        return [(people, len(self.empty(people))) for people in self.people]


@dataclass(frozen=True)
class Outlying:
    """A town, and how far it is to the nearest place where one can walk in; None: there is no such place."""

    town: Town
    miles: float | None


def outlying(miles: float) -> list[Outlying]:
    """Towns farther than that from every place to walk in (K-6.1.5), as the crow flies; the farthest first."""
    rows = public("access-point").filter(kind=AccessPoint.Kind.DROP_IN, easting__isnull=False)
    places = sorted(set(rows.order_by().values_list("easting", "northing")))
    found = [
        Outlying(town, min((hypot(x - town.easting, y - town.northing) for x, y in places), default=None))
        for town in Town.objects.select_related("area").order_by(F("name"))
    ]
    in_miles = [Outlying(each.town, _miles(each.miles)) for each in found]
    far = [each for each in in_miles if each.miles is None or each.miles > miles]
    return sorted(far, key=lambda each: (-(each.miles or float("inf")), each.town.name))


def _miles(metres: float | None) -> float | None:
    return None if metres is None else round(metres / METRES_A_MILE, 1)
