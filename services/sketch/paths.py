"""Path data: every corner but the meetings of three areas becomes a bend, as a hand would draw it."""

from collections.abc import Iterable
from itertools import pairwise

from .regions import Point, Region, Ring
from .window import Window


def closed(window: Window, region: Region, rings: Iterable[Ring]) -> str:
    """Closed lines. A line out of sight is drawn straight to its end: there only what it closes matters."""
    parts = []
    for ring in rings:
        for turn, (number, line) in enumerate(zip(ring, region.walk(ring), strict=True)):
            points = _places(window, line)
            in_sight = window.box.meets(region.arcs[abs(number) - 1].box)
            start = "" if turn else f"M{points[0][0]} {points[0][1]}"
            parts.append(start + _bends(points if in_sight else [points[0], points[-1]]))
        parts.append("z")
    return "".join(parts)


def opened(window: Window, region: Region, numbers: Iterable[int]) -> str:
    """Single lines, those in sight only."""
    parts = []
    for number in numbers:
        arc = region.arcs[number - 1]
        if window.box.meets(arc.box):
            points = _places(window, arc.points)
            parts.append(f"M{points[0][0]} {points[0][1]}{_bends(points)}")
    return "".join(parts)


def _places(window: Window, line: tuple[Point, ...]) -> list[tuple[int, int]]:
    """Whole units: their middles are exact then, and `t` below repeats no error."""
    places: list[tuple[int, int]] = []
    for point in line:
        x, y = window.spot(point)
        place = round(x), round(y)
        # Both ends stay, though they be one: an island so small is a dot.
        if not places or place != places[-1]:
            places.append(place)
    return places if len(places) > 1 else places * 2


def _bends(points: list[tuple[int, int]]) -> str:
    """From middle to middle of each side, bent by the corner between: `q` gives the first corner, `t` the others."""
    first, *between, last = points
    if not between:
        return f"l{_step(first, last)}"
    middles = [((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) for a, b in pairwise(between)]
    stops = [first, *middles, last]
    steps = [_step(a, b) for a, b in pairwise(stops)]
    return f"q{_step(first, between[0])} {steps[0]}" + "".join(f"t{step}" for step in steps[1:])


def _step(start: tuple[float, float], end: tuple[float, float]) -> str:
    return f"{end[0] - start[0]:g} {end[1] - start[1]:g}"
