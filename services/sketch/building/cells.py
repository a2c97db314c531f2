"""Land, sea and councils as cells of a grid: each cell belongs to the council of the postcode nearest to it."""

from collections import Counter, deque
from collections.abc import Iterator
from typing import NamedTuple

from places.postcode_file import Postcode, PostcodeFile

from .nearest import Cell, nearest, squared

CELL = 500  # metres
# Water is where a disc of this radius holds no postcode and reaches the open sea; the shore runs SHORE from the
# postcodes that it touches. So a moor without postcodes stays land, and a marsh by the sea becomes water.
DISC, SHORE = 2.25, 0.9  # cells
SEA, OTHER, OUTSIDE = "", "-", "."
# Pieces of an area smaller than this are slips of the data.
LEAST_PIECE = 12  # cells


class Frame(NamedTuple):
    """A rectangle of the National Grid, in metres, and a point of it that is open sea."""

    west: int
    south: int
    east: int
    north: int
    sea: tuple[int, int]

    @property
    def columns(self) -> int:
        return (self.east - self.west) // CELL

    @property
    def rows(self) -> int:
        return (self.north - self.south) // CELL

    def cell(self, easting: int, northing: int) -> Cell:
        """Rows count from the north."""
        return (easting - self.west) // CELL, (self.north - 1 - northing) // CELL

    def holds(self, easting: int, northing: int) -> bool:
        return self.west <= easting < self.east and self.south <= northing < self.north


def labelled(frame: Frame, table: PostcodeFile, councils: frozenset[str]) -> list[str]:
    """A GSS code of `councils`, OTHER or SEA for every cell, row by row from the north-west."""
    owners = _owners(frame, table)
    columns, rows = frame.columns, frame.rows
    closest = nearest(owners, columns, rows)
    sea = _sea(frame, closest)
    labels = []
    for at, source in enumerate(closest):
        owner = owners[source]
        labels.append(SEA if at in sea else owner if owner in councils else OTHER)
    return _without_slivers(labels, columns)


def _owners(frame: Frame, table: PostcodeFile) -> dict[Cell, str]:
    """The council of the postcode nearest to the middle of each cell that has one."""
    best: dict[Cell, tuple[int, str]] = {}
    for postcode in table.records():
        if not (postcode.council.startswith("E") and frame.holds(postcode.easting, postcode.northing)):
            continue
        cell = frame.cell(postcode.easting, postcode.northing)
        off = _off_middle(postcode, frame, cell)
        if cell not in best or off < best[cell][0]:
            best[cell] = (off, postcode.council)
    return {cell: council for cell, (_off, council) in best.items()}


def _off_middle(postcode: Postcode, frame: Frame, cell: Cell) -> int:
    east = frame.west + cell[0] * CELL + CELL // 2
    north = frame.north - cell[1] * CELL - CELL // 2
    return squared((postcode.easting, postcode.northing), (east, north))


def _sea(frame: Frame, closest: list[Cell]) -> set[int]:
    columns, rows = frame.columns, frame.rows
    empty = {at for at, source in enumerate(closest) if squared((at % columns, at // columns), source) > DISC**2}
    start = frame.cell(*frame.sea)
    middles = _joined(start[1] * columns + start[0], empty, columns)
    from_water = nearest(((at % columns, at // columns) for at in middles), columns, rows)
    reach = (DISC - SHORE) ** 2
    return {at for at, source in enumerate(from_water) if squared((at % columns, at // columns), source) <= reach}


def _joined(start: int, cells: set[int], columns: int) -> set[int]:
    """All of `cells` that can be reached from `start` over their sides."""
    reached, ahead = {start}, deque([start])
    while ahead:
        for beside in beside_of(ahead.popleft(), columns):
            if beside in cells and beside not in reached:
                reached.add(beside)
                ahead.append(beside)
    return reached


def beside_of(at: int, columns: int) -> Iterator[int]:
    if at % columns:
        yield at - 1
    if at % columns < columns - 1:
        yield at + 1
    yield at - columns
    yield at + columns


def _without_slivers(labels: list[str], columns: int) -> list[str]:
    """Small pieces go to the neighbour that they touch most."""
    seen: set[int] = set()
    for at, label in enumerate(labels):
        if at in seen:
            continue
        piece = _piece(labels, at, columns)
        seen |= piece
        if len(piece) < LEAST_PIECE:
            around = Counter(
                labels[beside]
                for cell in piece
                for beside in beside_of(cell, columns)
                if 0 <= beside < len(labels) and labels[beside] != label
            )
            for cell in piece:
                labels[cell] = around.most_common(1)[0][0]
    return labels


def _piece(labels: list[str], start: int, columns: int) -> set[int]:
    piece, ahead = {start}, [start]
    while ahead:
        for beside in beside_of(ahead.pop(), columns):
            if 0 <= beside < len(labels) and beside not in piece and labels[beside] == labels[start]:
                piece.add(beside)
                ahead.append(beside)
    return piece
