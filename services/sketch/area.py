"""The sketch beside a list: where its places are, with the numbers that the list gives them.

Where the visitor is, is never drawn, though finding knew it for a moment: a picture tells it to whoever looks over a
shoulder, and stays on paper and in screenshots. Nor is any place that does not tell everybody where it is (K-6.1.10).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from math import hypot

from django.utils.translation import gettext as _

from places.models import Area
from services import miles
from services.asking import Row
from services.models import AccessPoint

from .ground import Ground, ground
from .labels import Label, Sheet
from .pins import spread
from .regions import Point, Region, region_of
from .window import Spot, Window

# A place outside its area widens the sketch as long as it is no further off than this.
OUTSIDE = 12_000  # metres
MOST_TOWNS = 6
# A number further than this from its place has a line to it.
OFF = 6


@dataclass(frozen=True)
class Pin:
    """A number at `x`, `y`; `line` leads to its place where that is elsewhere."""

    number: int
    row: Row
    x: int
    y: int
    line: str

    @property
    def label(self) -> str:
        """What a screen reader says and a mouse shows: `2. The Orchard Room, Whitstable, 3 miles away`."""
        original = self.row.entry.original
        said = [original.name, original.town, miles.in_words(self.row.miles)]
        return f"{self.number}. {', '.join(filter(None, said))}"

    @property
    def url(self) -> str:
        return self.row.entry.url


@dataclass(frozen=True)
class Town:
    x: int
    y: int
    label: Label


@dataclass(frozen=True)
class AreaSketch:
    """`names`: of what lies round the area; `beyond`: numbers of the list further off than the sketch shows.

    `withheld`: whether the list has places that do not tell everybody where they are.
    """

    area: Area
    ground: Ground
    towns: tuple[Town, ...]
    names: tuple[Label, ...]
    pins: tuple[Pin, ...]
    beyond: tuple[int, ...]
    withheld: bool

    @cached_property
    def numbers(self) -> frozenset[int]:
        """The numbers of the list that stand on the sketch."""
        return frozenset(pin.number for pin in self.pins)


def area_sketch(area: Area, rows: Iterable[Row], first: int = 1) -> AreaSketch | None:
    """The sketch of an area with these rows, numbered from `first` as the list is; None without an outline.

    Asks the database nothing. Rows that may not be shown keep their number, and have no pin.
    """
    region = region_of(area.gss)
    if region is None or area.gss is None:
        return None
    listed = list(enumerate(rows, first))
    placed = [(number, row, _point(row)) for number, row in listed if may_show(row.entry.original)]
    box = region.box(area.gss)
    near = [each for each in placed if box.around(OUTSIDE).holds(each[2])]
    below = ground(area.gss, box.with_points(point for _number, _row, point in near))
    pins = _pins(near, below.window)
    sheet = Sheet(below.window, [(pin.x, pin.y) for pin in pins])
    return AreaSketch(
        area=area,
        ground=below,
        towns=tuple(islice(_towns(region, area.gss, sheet), MOST_TOWNS)),
        names=tuple(_names(below, sheet)),
        pins=pins,
        beyond=tuple(number for number, _row, point in placed if not box.around(OUTSIDE).holds(point)),
        withheld=len(placed) < len(listed),
    )


def may_show(point: AccessPoint) -> bool:
    """Whether everybody may know where this is, and we do. The database refuses the rest too; this asks again."""
    if point.confidential or (point.kind == AccessPoint.Kind.GROUP and not point.venue_public):
        return False
    return point.is_place and point.easting is not None and point.northing is not None


def _point(row: Row) -> Point:
    original = row.entry.original
    return original.easting or 0, original.northing or 0


def _pins(placed: list[tuple[int, Row, Point]], window: Window) -> tuple[Pin, ...]:
    spots = [window.spot(point) for _number, _row, point in placed]
    return tuple(
        Pin(number, row, round(x), round(y), _line(spot, (x, y)))
        for (number, row, _point), spot, (x, y) in zip(placed, spots, spread(spots, window.height), strict=True)
    )


def _line(place: Spot, pin: Spot) -> str:
    if hypot(pin[0] - place[0], pin[1] - place[1]) < OFF:
        return ""
    return f"M{round(place[0])} {round(place[1])}L{round(pin[0])} {round(pin[1])}"


def _towns(region: Region, gss: str, sheet: Sheet) -> Iterator[Town]:
    """The largest first, as far as their names find room."""
    for name, easting, northing in region.towns[gss]:
        spot = sheet.window.spot((easting, northing))
        if label := sheet.beside(name, spot):
            yield Town(round(spot[0]), round(spot[1]), label)


def _names(below: Ground, sheet: Sheet) -> Iterator[Label]:
    # Translators: a stretch of sea, written on a map.
    for name, spots in (*below.neighbours, (_("Sea"), below.sea)):
        if label := sheet.within(name, spots):
            yield label
