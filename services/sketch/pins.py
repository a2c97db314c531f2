"""Numbers on a sketch: each as near to its place as it can be without lying on another."""

from collections.abc import Iterable, Iterator
from math import cos, pi, sin

from .window import WIDTH, Spot

# On a telephone of 320 pixels a number is still more than 24 pixels wide (WCAG 2.5.8).
RADIUS = 15
APART = 2 * RADIUS + 2
EDGE = RADIUS + 1
STEP = 8
# Further off than this it would stand nowhere: a window holds far more than the twenty numbers of a page.
RINGS = 40
# The spot itself, then rings round it, the nearest first.
OFFSETS = (
    (0.0, 0.0),
    *(
        (ring * STEP * cos(2 * pi * turn / (4 + 2 * ring)), ring * STEP * sin(2 * pi * turn / (4 + 2 * ring)))
        for ring in range(1, RINGS)
        for turn in range(4 + 2 * ring)
    ),
)


def spread(spots: Iterable[Spot], height: int) -> list[Spot]:
    """A free spot for each, the earlier ones first; a crowd becomes a ring of numbers round the place."""
    taken: list[Spot] = []
    for spot in spots:
        inside = _inside(spot, height)
        taken.append(next(_free(inside, height, taken), inside))
    return taken


def _free(spot: Spot, height: int, taken: list[Spot]) -> Iterator[Spot]:
    # Twenty numbers at one spot try some thousand others: no calls in here.
    right, low, apart = WIDTH - EDGE, height - EDGE, APART * APART
    for dx, dy in OFFSETS:
        x, y = spot[0] + dx, spot[1] + dy
        if EDGE <= x <= right and EDGE <= y <= low:
            for a, b in taken:
                if (x - a) * (x - a) + (y - b) * (y - b) < apart:
                    break
            else:
                yield x, y


def _inside(spot: Spot, height: int) -> Spot:
    return min(max(spot[0], EDGE), WIDTH - EDGE), min(max(spot[1], EDGE), height - EDGE)
