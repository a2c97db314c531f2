"""Names on a sketch: where each can be read, or none."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from .pins import RADIUS
from .window import WIDTH, Spot, Window

# The size of the letters, and how wide one is on the whole, in units, where the system's letters are wide.
SIZE, LETTER = 16, 10.4
DOT = 3
# Spots that are tried for the name of a stretch of land or water, across and down.
TRIES = 11


class Label(NamedTuple):
    """`x`, `y`: where its letters begin, end or have their middle, as `anchor` says."""

    text: str
    x: int
    y: int
    anchor: str


class Field(NamedTuple):
    """What a name or number covers."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Field") -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


class Sheet:
    """What is still free of a window."""

    def __init__(self, window: Window, pins: Iterable[Spot]) -> None:
        self.window = window
        self.pins = [_dot(spot, RADIUS + 1) for spot in pins]
        self.words: list[Field] = []

    def beside(self, text: str, spot: Spot) -> Label | None:
        """A name right of a town's dot, left of it, above or below; further off where a number covers the dot."""
        dot = _dot(spot, DOT)
        if any(dot.meets(word) for word in self.words):
            return None
        label = self._first(text, _beside(spot))
        if label:
            self.words.append(dot)
        return label

    def within(self, text: str, spots: Iterable[Spot]) -> Label | None:
        """A name on the first of these spots that is free."""
        return self._first(text, ((x, y + SIZE / 3, "middle") for x, y in spots))

    def _first(self, text: str, places: Iterable[tuple[float, float, str]]) -> Label | None:
        for x, y, anchor in places:
            field = _field(text, x, y, anchor)
            if self._is_free(field):
                self.words.append(field)
                return Label(text, round(x), round(y), anchor)
        return None

    def _is_free(self, field: Field) -> bool:
        inside = field.left >= 0 and field.top >= 0 and field.right <= WIDTH and field.bottom <= self.window.height
        return inside and not any(field.meets(other) for other in (*self.pins, *self.words))


def fitting(window: Window, letters: int, holds: Callable[[Spot], bool]) -> tuple[Spot, ...]:
    """Spots where a name of so many letters lies inside a stretch of land or water, the most central first."""
    across, down = WIDTH / TRIES, window.height / TRIES
    spots = [((x + 0.5) * across, (y + 0.5) * down) for x in range(TRIES) for y in range(TRIES)]
    held = [spot for spot in spots if holds(spot)]
    if not held:
        return ()
    middle = (sum(x for x, _y in held) / len(held), sum(y for _x, y in held) / len(held))
    half = letters * LETTER / 2
    fit = [(x, y) for x, y in held if holds((x - half, y)) and holds((x + half, y))]
    return tuple(sorted(fit, key=lambda spot: ((spot[0] - middle[0]) ** 2 + (spot[1] - middle[1]) ** 2, spot)))


def _beside(spot: Spot) -> Iterator[tuple[float, float, str]]:
    x, y = spot
    for off in (DOT + 3, RADIUS + 4, 2 * RADIUS):
        yield x + off, y + SIZE / 3, "start"
        yield x - off, y + SIZE / 3, "end"
        yield x, y - off, "middle"
        yield x, y + off + SIZE * 0.75, "middle"
        for above in (-off, off + SIZE * 0.75):
            yield x + DOT, y + above, "start"
            yield x - DOT, y + above, "end"


def _dot(spot: Spot, reach: float) -> Field:
    return Field(spot[0] - reach, spot[1] - reach, spot[0] + reach, spot[1] + reach)


def _field(text: str, x: float, y: float, anchor: str) -> Field:
    wide = len(text) * LETTER
    left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
    return Field(left, y - SIZE * 0.8, left + wide, y + SIZE * 0.25)
