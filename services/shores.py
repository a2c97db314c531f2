"""How far it is across water: as far as the way round.

Two lands of the area stand apart: the Isle of Sheppey behind the Swale, and the Hoo peninsula with Grain behind the
estuary of the Medway. North of the Thames lies Essex, from where people ask too. Sheerness can be seen from Grain; the
way there is forty kilometres.

Source of every line and point below: our own reading of the Ordnance Survey National Grid, to about 500 m, drawn
through the middle of the water; a test compares them with the postcode districts of the ONS Postcode Directory.
Metres, easting before northing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from math import hypot
from typing import NamedTuple

MAINLAND = ""
SHEPPEY = "sheppey"
HOO = "hoo"
ESSEX = "essex"


class Point(NamedTuple):
    easting: int
    northing: int


class Gate(NamedTuple):
    """Where one gets from one land to another."""

    name: str
    lands: frozenset[str]
    at: Point


@dataclass(frozen=True)
class Route:
    """A way to a land: so many metres to the last gate, then straight on from there."""

    metres: int
    start: Point


# The Swale from Queenborough Spit round Elmley and Harty to the open sea off Shell Ness, and back past Sheerness.
SHEPPEY_LINE = (
    *((589_900, 176_500), (590_150, 173_000), (590_150, 171_400), (591_000, 170_000), (591_450, 169_350)),
    *((592_350, 168_700), (593_000, 167_600), (593_300, 166_500), (594_500, 165_950), (597_500, 165_900)),
    *((600_000, 165_950), (601_400, 165_850), (603_500, 166_000), (606_200, 167_000), (608_000, 170_000)),
    *((605_500, 174_500), (598_000, 177_000)),
)
# The Thames from Cliffe Creek to the Nore, the Medway back up to Rochester Bridge, and the neck by Higham.
HOO_LINE = (
    *((572_300, 177_300), (574_500, 178_600), (579_000, 179_200), (585_000, 178_200), (589_500, 177_300)),
    *((589_700, 174_600), (586_500, 172_300), (583_000, 170_700), (580_000, 170_500), (578_200, 171_100)),
    *((577_000, 171_350), (576_150, 170_800), (575_900, 169_900), (575_750, 168_700), (575_200, 168_400)),
    *((574_750, 168_800), (574_650, 169_150), (574_300, 169_200), (574_000, 168_950), (573_300, 170_300)),
    *((572_300, 172_300),),
)
# North of the middle of the Thames, from the bridge at Dartford to the sea.
ESSEX_LINE = (
    *((557_000, 176_400), (558_500, 175_700), (559_500, 175_700), (560_300, 176_500), (561_200, 176_300)),
    *((562_000, 175_300), (563_500, 175_300), (566_500, 174_900), (569_500, 175_600)),
    *((572_000, 178_200), (574_500, 178_900), (579_000, 179_700), (590_000, 179_700), (620_000, 181_000)),
    *((660_000, 181_000), (660_000, 260_000), (557_000, 260_000)),
)
LINES = {SHEPPEY: SHEPPEY_LINE, HOO: HOO_LINE, ESSEX: ESSEX_LINE}

GATES = (
    Gate("Sheppey Crossing", frozenset({SHEPPEY, MAINLAND}), Point(591_400, 169_300)),
    Gate("Rochester Bridge", frozenset({HOO, MAINLAND}), Point(574_000, 168_900)),
    Gate("Medway Tunnel", frozenset({HOO, MAINLAND}), Point(575_800, 169_800)),
    # The peninsula's neck is land: from there one goes straight on to Strood, Higham and Gravesend.
    Gate("Wainscott", frozenset({HOO, MAINLAND}), Point(573_500, 170_500)),
    Gate("Higham", frozenset({HOO, MAINLAND}), Point(572_300, 172_500)),
    Gate("Higham Marshes", frozenset({HOO, MAINLAND}), Point(572_300, 175_500)),
    Gate("Dartford Crossing", frozenset({ESSEX, MAINLAND}), Point(556_900, 176_300)),
)


def shore(easting: int, northing: int) -> str:
    """The key of the land that a point stands on."""
    return next((land for land, line in LINES.items() if _inside(easting, northing, line)), MAINLAND)


def routes(easting: int, northing: int) -> dict[str, list[Route]]:
    """For each land the ways to it from this point; for its own only the straight one."""
    start = Point(easting, northing)
    own = shore(easting, northing)
    reached = dict(_reached(start, own))
    found = {own: [Route(0, start)]}
    for gate in GATES:
        for land in gate.lands - {own}:
            found.setdefault(land, []).append(Route(round(reached[gate]), gate.at))
    return found


def _reached(start: Point, own: str) -> Iterator[tuple[Gate, float]]:
    """How far it is to each gate, over land: Dijkstra's way, each gate leading to the others of its two lands."""
    waiting = [(_metres(start, gate.at), number) for number, gate in enumerate(GATES) if own in gate.lands]
    heapify(waiting)
    done: set[int] = set()
    while waiting:
        metres, number = heappop(waiting)
        if number in done:
            continue
        done.add(number)
        here = GATES[number]
        yield here, metres
        for other, gate in enumerate(GATES):
            if other not in done and gate.lands & here.lands:
                heappush(waiting, (metres + _metres(here.at, gate.at), other))


def _metres(one: Point, other: Point) -> float:
    return hypot(one.easting - other.easting, one.northing - other.northing)


def _inside(easting: int, northing: int, line: tuple[tuple[int, int], ...]) -> bool:
    """Whether a line from the point due east crosses the outline an odd number of times."""
    crossings = 0
    for (east, north), (next_east, next_north) in zip(line, (*line[1:], line[0]), strict=True):
        if (north > northing) != (next_north > northing):
            crossings += easting < east + (northing - north) * (next_east - east) / (next_north - north)
    return crossings % 2 == 1
