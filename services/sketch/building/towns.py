"""The towns that a sketch names: those to which most postcodes are near, so that no list of ours says who matters."""

from collections import Counter
from collections.abc import Iterable
from math import hypot

from places import grid, reference
from places.postcode_file import PostcodeFile

KILOMETRE = 1000
# Enough for the labels of one sketch, and so far apart, as a share of the area's longer side, that both can be read.
MOST = 10
APART = 0.08

Town = tuple[str, int, int]


def towns(table: PostcodeFile, councils: Iterable[str]) -> dict[str, list[Town]]:
    """For every council, the largest first: name, easting and northing in metres."""
    crowds: dict[str, Counter[tuple[int, int]]] = {gss: Counter() for gss in councils}
    for each in table.records():
        if each.easting and each.council in crowds:
            crowds[each.council][each.easting // KILOMETRE, each.northing // KILOMETRE] += 1
    known: dict[str, list[Town]] = {gss: [] for gss in crowds}
    for row in reference.town_rows():
        known[row["gss"]].append((row["name"], *grid.to_grid(float(row["latitude"]), float(row["longitude"]))))
    return {gss: _apart(_by_size(known[gss], crowd)) for gss, crowd in crowds.items()}


def _by_size(towns: list[Town], crowd: Counter[tuple[int, int]]) -> list[Town]:
    size: Counter[Town] = Counter()
    for (column, row), count in crowd.items():
        middle = ((column + 0.5) * KILOMETRE, (row + 0.5) * KILOMETRE)
        size[min(towns, key=lambda town: hypot(town[1] - middle[0], town[2] - middle[1]))] += count
    return [town for town, _count in sorted(size.items(), key=lambda item: (-item[1], item[0]))]


def _apart(towns: list[Town]) -> list[Town]:
    """The first of these that keep their distance from each other."""
    easts, norths = [each[1] for each in towns], [each[2] for each in towns]
    least = max(max(easts) - min(easts), max(norths) - min(norths)) * APART
    chosen: list[Town] = []
    for town in towns:
        if all(hypot(town[1] - other[1], town[2] - other[2]) >= least for other in chosen):
            chosen.append(town)
    return chosen[:MOST]
