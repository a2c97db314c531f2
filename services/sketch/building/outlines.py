"""What `services/sketch/data/outlines.json` holds, and how it comes about."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from places import reference
from places.postcode_file import PostcodeFile

from .arcs import Arc, arcs, rings, simpler, smooth
from .cells import CELL, OUTSIDE, SEA, Frame, labelled
from .nearest import nearest, squared
from .towns import towns

# Lines are kept in steps of so many metres.
STEP = 100
SMOOTHING = 3
OFF = 0.45  # cells
KENT = Frame(520_000, 95_000, 655_000, 200_000, sea=(645_000, 185_000))
DURHAM = Frame(355_000, 485_000, 475_000, 580_000, sea=(465_000, 560_000))
FRAMES = {
    "kent": (KENT, (*reference.KENT, reference.MEDWAY)),
    "durham": (DURHAM, (reference.DURHAM, reference.DARLINGTON)),
}
CREDIT = (
    "Made from the ONS Postcode Directory. Contains OS data, Royal Mail data and National Statistics data "
    "(c) Crown copyright and database right, (c) Royal Mail copyright and database right. "
    "Open Government Licence v3.0. Towns: GeoNames, CC BY 4.0."
)


def build(table: PostcodeFile, say: Callable[[str], object] = lambda line: None) -> dict[str, Any]:
    """The outlines of every council that the reference data names, with its largest towns."""
    content: dict[str, Any] = {"credit": CREDIT, "step": STEP, "regions": {}}
    largest = towns(table, [gss for _frame, councils in FRAMES.values() for gss, _name in councils])
    for key, (frame, councils) in FRAMES.items():
        codes = [gss for gss, _name in councils]
        region = _region(frame, codes, labelled(frame, table, frozenset(codes)))
        region["towns"] = {gss: largest[gss] for gss in codes}
        content["regions"][key] = region
        say(f"  {key}: {len(region['arcs'])} lines for {len(codes)} councils")
    return content


def _region(frame: Frame, codes: list[str], labels: list[str]) -> dict[str, Any]:
    """`arcs`: x, y, then steps from point to point, y to the south; `land`, `areas`: rings of arc numbers from 1."""
    lines = arcs(labels, frame.columns, frame.rows)
    return {
        "west": frame.west,
        "north": frame.north,
        "arcs": [_short(arc) for arc in lines],
        "land": rings(lines, lambda label: label not in {SEA, OUTSIDE}),
        "borders": [number for number, arc in enumerate(lines, 1) if _is_border(arc)],
        "middles": {code: _middle(frame, labels, code) for code in codes},
        "areas": {code: rings(lines, code.__eq__) for code in codes},
    }


def _middle(frame: Frame, labels: list[str], code: str) -> tuple[int, int]:
    """Easting and northing of the spot that is furthest from every border of the area."""
    columns = frame.columns
    others = [(at % columns, at // columns) for at, label in enumerate(labels) if label != code]
    away = nearest(others, columns, frame.rows)
    inner = max(range(len(labels)), key=lambda at: squared((at % columns, at // columns), away[at]))
    return (
        frame.west + (inner % columns) * CELL + CELL // 2,
        frame.north - (inner // columns) * CELL - CELL // 2,
    )


def _is_border(arc: Arc) -> bool:
    return not {arc.left, arc.right} & {SEA, OUTSIDE}


def _short(arc: Arc) -> list[int]:
    at_edge = OUTSIDE in {arc.left, arc.right}
    line = [(float(x), float(y)) for x, y in arc.corners] if at_edge else smooth(arc.corners, SMOOTHING)
    points = [(round(x * CELL / STEP), round(y * CELL / STEP)) for x, y in simpler(line, OFF)]
    short = [*points[0]]
    for before, point in pairwise(points):
        short += [point[0] - before[0], point[1] - before[1]]
    return short
