"""The piece of land that a sketch shows, and how metres become the units of its drawing."""

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from .regions import Box, Point

# A telephone of 360 pixels shows a sketch this wide, so that a unit is nearly a pixel there and text keeps its size.
WIDTH = 340
LEAST_HEIGHT, MOST_HEIGHT = 230, 380
# Of the longer side, kept free on each side of the area.
MARGIN = 0.05

Spot = tuple[float, float]


@dataclass(frozen=True)
class Window:
    box: Box
    width: ClassVar[int] = WIDTH

    @classmethod
    def onto(cls, box: Box) -> "Window":
        """A window round `box`, of a shape that fits a telephone."""
        box = box.around(round(max(box.east - box.west, box.north - box.south) * MARGIN))
        wide, high = box.east - box.west, box.north - box.south
        narrow = max(0, round((high * WIDTH / MOST_HEIGHT - wide) / 2))
        low = max(0, round((wide * LEAST_HEIGHT / WIDTH - high) / 2))
        return cls(Box(box.west - narrow, box.south - low, box.east + narrow, box.north + low))

    @cached_property
    def scale(self) -> float:
        """Units a metre."""
        return WIDTH / (self.box.east - self.box.west)

    @cached_property
    def height(self) -> int:
        return round((self.box.north - self.box.south) * self.scale)

    def spot(self, point: Point) -> Spot:
        return (point[0] - self.box.west) * self.scale, (self.box.north - point[1]) * self.scale

    def point(self, spot: Spot) -> Point:
        return round(self.box.west + spot[0] / self.scale), round(self.box.north - spot[1] / self.scale)
