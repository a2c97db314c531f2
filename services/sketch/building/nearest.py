"""Distances on a grid of cells: to which of some cells is each the nearest, and how far is that."""

from collections.abc import Iterable

# Far beyond any frame.
NOWHERE = (1 << 20, 1 << 20)
Cell = tuple[int, int]


def nearest(sources: Iterable[Cell], columns: int, rows: int) -> list[Cell]:
    """For every cell, row by row, the source nearest to it (two sweeps over the grid, exact but for rare ties)."""
    found = [NOWHERE] * (columns * rows)
    for column, row in sources:
        found[row * columns + column] = (column, row)
    forth, back = range(columns), range(columns - 1, -1, -1)
    for _ in range(2):  # the second time mends what the first could not see yet
        for row in range(rows):
            _sweep(found, columns, rows, row, forth, 1)
            _sweep(found, columns, rows, row, back, 1)
        for row in range(rows - 1, -1, -1):
            _sweep(found, columns, rows, row, back, -1)
            _sweep(found, columns, rows, row, forth, -1)
    return found


def squared(cell: Cell, other: Cell) -> int:
    return (cell[0] - other[0]) ** 2 + (cell[1] - other[1]) ** 2


def _sweep(found: list[Cell], columns: int, rows: int, row: int, order: range, turn: int) -> None:
    side = -order.step
    for column in order:
        cell, at = (column, row), row * columns + column
        best, least = found[at], squared(cell, found[at])
        for dx, dy in ((-1, -turn), (0, -turn), (1, -turn), (side, 0)):
            x, y = column + dx, row + dy
            if 0 <= x < columns and 0 <= y < rows:
                other = found[y * columns + x]
                if (away := squared(cell, other)) < least:
                    best, least = other, away
        found[at] = best
