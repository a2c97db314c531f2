"""Both parts of the country as two sketches: each area leads to its page, and has the number that the list gives it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import count

from django.utils.translation import gettext as _

from places.models import Area

from . import paths
from .pins import spread
from .regions import Region, regions
from .window import Window

KENT, DURHAM = "kent", "durham"


@dataclass(frozen=True)
class Plan:
    """A region's drawing. `areas`: path data by GSS code; `spots`: where the number of each stands."""

    window: Window
    land: str
    areas: dict[str, str]
    spots: dict[str, tuple[int, int]]


@dataclass(frozen=True)
class NumberedArea:
    """An area with the number of entries that serve it; `plan` is None for a council without an outline."""

    number: int
    area: Area
    entries: int
    plan: Plan | None

    @property
    def path(self) -> str:
        return self.plan.areas[self.area.gss or ""] if self.plan else ""

    @property
    def spot(self) -> tuple[int, int]:
        return self.plan.spots[self.area.gss or ""] if self.plan else (0, 0)


@dataclass(frozen=True)
class WholeSketch:
    """`plan` is None for the councils that have no outline: they stand in the list alone."""

    name: str
    plan: Plan | None
    areas: tuple[NumberedArea, ...]


def whole_sketch(areas: Iterable[Area], entries: Mapping[int, int]) -> list[WholeSketch]:
    """The sketches of these councils, numbered through in their order; `entries`: how many by the key of the area."""
    left = {area.gss or area.slug: area for area in areas}
    numbers = count(1)
    names = {KENT: _("Kent and Medway"), DURHAM: _("County Durham and Darlington")}
    sketches = []
    for region in regions():
        plan = _plan(region.key)
        here = [left.pop(gss) for gss in list(left) if gss in region.areas]
        listed = tuple(NumberedArea(next(numbers), area, entries.get(area.pk, 0), plan) for area in here)
        if listed:
            sketches.append(WholeSketch(names[region.key], plan, listed))
    if left:
        rest = tuple(NumberedArea(next(numbers), area, entries.get(area.pk, 0), None) for area in left.values())
        sketches.append(WholeSketch(_("Other areas"), None, rest))
    return sketches


@cache
def _plan(key: str) -> Plan:
    region = next(region for region in regions() if region.key == key)
    boxes = [region.box(gss) for gss in region.areas]
    window = Window.onto(boxes[0].with_points(corner for box in boxes for corner in (box[:2], box[2:])))
    return Plan(
        window=window,
        land=paths.closed(window, region, region.land),
        areas={gss: paths.closed(window, region, rings) for gss, rings in region.areas.items()},
        spots=_spots(region, window),
    )


def _spots(region: Region, window: Window) -> dict[str, tuple[int, int]]:
    spots = spread((window.spot(middle) for middle in region.middles.values()), window.height)
    return {gss: (round(x), round(y)) for gss, (x, y) in zip(region.middles, spots, strict=True)}
