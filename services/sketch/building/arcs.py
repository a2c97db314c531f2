"""From labelled cells to lines that neighbours share, so that no gap opens between them when they are made simpler."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import NamedTuple

from .cells import OUTSIDE

Corner = tuple[int, int]
Line = list[tuple[float, float]]


class Arc(NamedTuple):
    """Corners from one meeting of three to the next; `left` and `right` of its direction, as labels."""

    corners: list[Corner]
    left: str
    right: str


class Edge(NamedTuple):
    start: Corner
    end: Corner
    left: str
    right: str


def arcs(labels: list[str], columns: int, rows: int) -> list[Arc]:
    at: dict[Corner, list[Edge]] = defaultdict(list)
    for edge in _edges(labels, columns, rows):
        at[edge.start].append(edge)
        at[edge.end].append(Edge(edge.end, edge.start, edge.right, edge.left))
    meetings = [corner for corner, leaving in at.items() if len(leaving) != 2]
    used: set[tuple[Corner, Corner]] = set()
    found = [_walk(edge, at, used) for corner in meetings for edge in at[corner] if (edge.start, edge.end) not in used]
    # What is left has no meeting at all: islands.
    for leaving in list(at.values()):
        if len(leaving) == 2 and (leaving[0].start, leaving[0].end) not in used:
            found.append(_walk(leaving[0], at, used))
    return found


def rings(arcs: Iterable[Arc], inside: Callable[[str], bool]) -> list[list[int]]:
    """The closed lines round what is `inside`: numbers of arcs from 1, negative where one is walked backwards."""
    leaving: dict[Corner, list[tuple[int, Corner]]] = defaultdict(list)
    for number, arc in enumerate(arcs, 1):
        if inside(arc.left) and not inside(arc.right):
            leaving[arc.corners[0]].append((number, arc.corners[-1]))
        elif inside(arc.right) and not inside(arc.left):
            leaving[arc.corners[-1]].append((-number, arc.corners[0]))
    found: list[list[int]] = []
    for start in list(leaving):
        while leaving[start]:
            ring: list[int] = []
            corner = start
            while not ring or corner != start:
                number, corner = leaving[corner].pop()
                ring.append(number)
            found.append(ring)
    return found


def _edges(labels: list[str], columns: int, rows: int) -> Iterable[Edge]:
    """Sides between two cells that differ; y grows to the south, as on a screen."""

    def label(column: int, row: int) -> str:
        return labels[row * columns + column] if 0 <= column < columns and 0 <= row < rows else OUTSIDE

    for row in range(rows + 1):
        for column in range(columns + 1):
            here, west, north = label(column, row), label(column - 1, row), label(column, row - 1)
            if here != west:
                yield Edge((column, row), (column, row + 1), here, west)
            if here != north:
                yield Edge((column, row), (column + 1, row), north, here)


def _walk(edge: Edge, at: dict[Corner, list[Edge]], used: set[tuple[Corner, Corner]]) -> Arc:
    first = edge
    corners = [edge.start]
    while True:
        used |= {(edge.start, edge.end), (edge.end, edge.start)}
        corners.append(edge.end)
        ahead = at[edge.end]
        if len(ahead) != 2 or edge.end == first.start:
            return Arc(corners, first.left, first.right)
        edge = next(each for each in ahead if each.end != edge.start)


def smooth(corners: list[Corner], turns: int) -> Line:
    """Stairs become slopes: each corner moves towards its neighbours, the ends stay."""
    line: Line = [(float(x), float(y)) for x, y in corners]
    closed = corners[0] == corners[-1]
    for _ in range(turns):
        middle = [
            ((a[0] + 2 * b[0] + c[0]) / 4, (a[1] + 2 * b[1] + c[1]) / 4)
            for a, b, c in zip(line, line[1:], line[2:], strict=False)
        ]
        first = line[0]
        if closed:
            before, after = line[-2], line[1]
            first = ((before[0] + 2 * first[0] + after[0]) / 4, (before[1] + 2 * first[1] + after[1]) / 4)
        line = [first, *middle, first if closed else line[-1]]
    return line


def simpler(line: Line, off: float) -> Line:
    """Fewer points, none of those left out further than `off` from the new line (Douglas and Peucker)."""
    if len(line) < 3:
        return line
    if line[0] == line[-1]:
        far = max(range(1, len(line) - 1), key=lambda at: _from_line(line[at], line[0], line[0]))
        return [*simpler(line[: far + 1], off), *simpler(line[far:], off)[1:]]
    far = max(range(1, len(line) - 1), key=lambda at: _from_line(line[at], line[0], line[-1]))
    if _from_line(line[far], line[0], line[-1]) <= off:
        return [line[0], line[-1]]
    return [*simpler(line[: far + 1], off), *simpler(line[far:], off)[1:]]


def _from_line(point: tuple[float, float], start: tuple[float, float], end: tuple[float, float]) -> float:
    dx, dy = end[0] - start[0], end[1] - start[1]
    x, y = point[0] - start[0], point[1] - start[1]
    length = dx * dx + dy * dy
    along = max(0.0, min(1.0, (x * dx + y * dy) / length)) if length else 0.0
    return float(((x - along * dx) ** 2 + (y - along * dy) ** 2) ** 0.5)
