"""The built outlines, read once a process: lines that neighbours share, in metres of the National Grid."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

FILE = Path(__file__).parent / "data" / "outlines.json"

Point = tuple[int, int]
Ring = tuple[int, ...]


class Box(NamedTuple):
    west: int
    south: int
    east: int
    north: int

    def meets(self, other: "Box") -> bool:
        return (
            self.west <= other.east
            and other.west <= self.east
            and self.south <= other.north
            and other.south <= self.north
        )

    def around(self, metres: int) -> "Box":
        return Box(self.west - metres, self.south - metres, self.east + metres, self.north + metres)

    def holds(self, point: Point) -> bool:
        return self.west <= point[0] <= self.east and self.south <= point[1] <= self.north

    def with_points(self, points: Iterable[Point]) -> "Box":
        easts, norths = zip((self.west, self.south), (self.east, self.north), *points, strict=True)
        return Box(min(easts), min(norths), max(easts), max(norths))


@dataclass(frozen=True)
class Arc:
    points: tuple[Point, ...]

    @cached_property
    def box(self) -> Box:
        easts, norths = zip(*self.points, strict=True)
        return Box(min(easts), min(norths), max(easts), max(norths))


@dataclass(frozen=True, eq=False)
class Region:
    """Councils that lie together. Rings are numbers of `arcs` from 1, negative where a line is walked backwards."""

    key: str
    arcs: tuple[Arc, ...]
    land: tuple[Ring, ...]
    borders: tuple[int, ...]
    areas: dict[str, tuple[Ring, ...]]
    middles: dict[str, Point]
    towns: dict[str, list[tuple[str, int, int]]]

    def walk(self, ring: Ring) -> Iterator[tuple[Point, ...]]:
        """The points of each line of a ring, in its direction."""
        for number in ring:
            points = self.arcs[abs(number) - 1].points
            yield points if number > 0 else points[::-1]

    @cache  # noqa: B019 - regions live as long as the process
    def box(self, gss: str) -> Box:
        points = [point for ring in self.areas[gss] for line in self.walk(ring) for point in line]
        easts, norths = zip(*points, strict=True)
        return Box(min(easts), min(norths), max(easts), max(norths))

    def is_inside(self, rings: tuple[Ring, ...], point: Point) -> bool:
        """Whether a point lies inside these rings: how often a line to the east crosses them, odd or even."""
        inside = False
        for ring in rings:
            for line in self.walk(ring):
                for (x1, y1), (x2, y2) in pairwise(line):
                    if (y1 > point[1]) != (y2 > point[1]):
                        inside ^= point[0] < (x2 - x1) * (point[1] - y1) / (y2 - y1) + x1
        return inside

    def holds(self, gss: str, point: Point) -> bool:
        return self.is_inside(self.areas[gss], point)


@cache
def regions() -> tuple[Region, ...]:
    content = json.loads(FILE.read_text(encoding="utf-8"))
    return tuple(_region(key, row, content["step"]) for key, row in content["regions"].items())


def region_of(gss: str | None) -> Region | None:
    return next((region for region in regions() if gss in region.areas), None)


def _region(key: str, row: dict[str, Any], step: int) -> Region:
    return Region(
        key=key,
        arcs=tuple(Arc(tuple(_points(short, row["west"], row["north"], step))) for short in row["arcs"]),
        land=_rings(row["land"]),
        borders=tuple(row["borders"]),
        areas={gss: _rings(rings) for gss, rings in row["areas"].items()},
        middles={gss: (east, north) for gss, (east, north) in row["middles"].items()},
        towns={gss: [(name, east, north) for name, east, north in towns] for gss, towns in row["towns"].items()},
    )


def _rings(rings: list[list[int]]) -> tuple[Ring, ...]:
    return tuple(tuple(ring) for ring in rings)


def _points(short: list[int], west: int, north: int, step: int) -> Iterator[Point]:
    """x and y, then steps from point to point; y grows to the south."""
    x = y = 0
    for dx, dy in zip(short[::2], short[1::2], strict=True):
        x, y = x + dx, y + dy
        yield west + x * step, north - y * step
