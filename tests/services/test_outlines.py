"""How outlines come out of postcodes: on small made-up land, and beside the real borders where those are at hand."""

import json
from itertools import pairwise
from math import hypot
from pathlib import Path

import pytest
from django.core.management import call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from places import grid, postcode_file
from places.postcode_file import Postcode
from services.management.commands import build_outlines
from services.sketch.building import outlines
from services.sketch.building.arcs import arcs, rings, simpler
from services.sketch.building.cells import CELL, OTHER, SEA, Frame, labelled
from services.sketch.building.nearest import nearest, squared
from services.sketch.regions import region_of

BORDERS = Path(__file__).parents[3] / "shared" / "standards" / "places" / "lads15_plus_kent.geojson"
# Where the sea takes no part in the border. A council that ends in mud flats has two right answers.
INLAND = {"E06000005", "E07000105", "E07000110", "E07000111", "E07000115", "E07000116"}
SIDE = 40


class Table:
    """Postcodes on the western half of a square of twenty kilometres: two councils, one north of the other."""

    def __init__(self, *more: Postcode) -> None:
        self.more = more

    def records(self):
        for column in range(SIDE // 2):
            for row in range(SIDE):
                gss = "E1" if row < SIDE // 2 else "E2"
                yield Postcode(gss, column * CELL + 250, (SIDE - row) * CELL - 250)
        yield from self.more


LAND = Frame(0, 0, SIDE * CELL, SIDE * CELL, sea=(SIDE * CELL - 1, SIDE * CELL - 1))


def drawn(*more: Postcode, councils: frozenset[str] = frozenset({"E1", "E2"})) -> list[str]:
    return labelled(LAND, Table(*more), councils)


def at(labels: list[str], column: int, row: int) -> str:
    return labels[row * SIDE + column]


def test_each_piece_of_land_belongs_to_the_council_of_the_nearest_postcode():
    labels = drawn()
    assert at(labels, 5, 5) == "E1"
    assert at(labels, 5, 35) == "E2"


def test_where_no_postcode_is_near_there_is_water_as_far_as_the_open_sea_reaches():
    labels = drawn()
    assert at(labels, 35, 20) == SEA
    assert at(labels, 20, 20) != SEA  # the shore stands a little off its postcodes


def test_a_moor_without_postcodes_stays_land():
    class Moor(Table):
        def records(self):
            for each in super().records():
                if hypot(each.easting - 5_000, each.northing - 15_000) > 2_500:
                    yield each

    assert at(labelled(LAND, Moor(), frozenset({"E1", "E2"})), 10, 10) == "E1"


def test_land_of_councils_that_are_none_of_ours_is_land():
    assert at(drawn(councils=frozenset({"E1"})), 5, 35) == OTHER


def test_one_stray_postcode_makes_no_island_of_a_council_in_another():
    stray = Postcode("E2", 5 * CELL + 250, (SIDE - 5) * CELL - 250)
    assert set(drawn(stray)) == set(drawn())
    assert at(drawn(stray), 5, 5) == "E1"


def test_a_postcode_without_a_place_or_of_another_grid_counts_nowhere():
    assert drawn(Postcode("E9", 0, 0), Postcode("N09000001", 5_000, 5_000)) == drawn()


@given(st.sets(st.tuples(st.integers(0, 11), st.integers(0, 8)), min_size=1, max_size=12))
@settings(max_examples=60, deadline=None)
def test_the_nearest_source_is_found_for_every_cell(sources):
    for place, found in enumerate(nearest(sources, 12, 9)):
        cell = place % 12, place // 12
        best = min(squared(cell, each) for each in sources)
        # Two sweeps may miss by a hair where two are all but equally near.
        assert squared(cell, found) <= best + 2


@given(st.lists(st.sampled_from("abc"), min_size=30, max_size=30))
@settings(max_examples=80, deadline=None)
def test_whatever_the_cells_lines_are_shared_and_rings_close_round_as_many_cells(labels):
    lines = arcs(labels, 6, 5)
    for label in "abc":
        area = 0.0
        for ring in rings(lines, lambda each, label=label: each == label):
            walked = [lines[abs(n) - 1].corners[:: 1 if n > 0 else -1] for n in ring]
            for line, following in zip(walked, [*walked[1:], walked[0]], strict=True):
                assert line[-1] == following[0]
            area += sum(x1 * y2 - x2 * y1 for line in walked for (x1, y1), (x2, y2) in pairwise(line)) / 2
        assert abs(area) == labels.count(label)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=2, max_size=30))
@settings(deadline=None)
def test_a_simpler_line_keeps_its_ends_and_goes_through_points_of_the_old(points):
    line = [(float(x), float(y)) for x, y in points]
    short = simpler(line, 2.0)
    assert (short[0], short[-1]) == (line[0], line[-1])
    assert set(short) <= set(line)


@pytest.fixture
def small(monkeypatch) -> None:
    monkeypatch.setattr(outlines, "FRAMES", {"small": (LAND, (("E1", "North"), ("E2", "South")))})
    monkeypatch.setattr(outlines, "towns", lambda table, codes: {gss: [] for gss in codes})
    monkeypatch.setattr(build_outlines.postcodes, "table", Table)


def test_the_command_writes_the_same_bytes_every_time(small, tmp_path):
    first, second = tmp_path / "1.json", tmp_path / "2.json"
    for path in (first, second):
        call_command("build_outlines", to=path, verbosity=0)
    assert first.read_bytes() == second.read_bytes()
    region = json.loads(first.read_text())["regions"]["small"]
    assert set(region["areas"]) == {"E1", "E2"}


def share(gss: str, border: list[list[tuple[int, int]]]) -> float:
    """What two outlines have in common, of what they cover together; on a grid of 500 metres."""
    region = region_of(gss)
    box = region.box(gss)
    both = either = 0
    for east in range(box.west - 3000, box.east + 3000, 500):
        for north in range(box.south - 3000, box.north + 3000, 500):
            ours, theirs = region.holds(gss, (east, north)), inside(border, (east, north))
            both += ours and theirs
            either += ours or theirs
    return both / either


def inside(border: list[list[tuple[int, int]]], point: tuple[int, int]) -> bool:
    odd = False
    for line in border:
        for (x1, y1), (x2, y2) in pairwise(line):
            if (y1 > point[1]) != (y2 > point[1]):
                odd ^= point[0] < (x2 - x1) * (point[1] - y1) / (y2 - y1) + x1
    return odd


@pytest.mark.skipif(not BORDERS.exists(), reason="the borders to compare with are not part of the product")
def test_outlines_resemble_the_real_borders():
    compared = {}
    for feature in json.loads(BORDERS.read_text())["features"]:
        if region_of(feature["id"]):
            shape = feature["geometry"]
            polygons = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
            border = [[grid.to_grid(lat, lon) for lon, lat in line] for polygon in polygons for line in polygon]
            compared[feature["id"]] = share(feature["id"], border)
    assert set(compared) >= INLAND
    assert min(value for gss, value in compared.items() if gss in INLAND) >= 0.85
    assert min(compared.values()) >= 0.6


def test_the_postcode_file_gives_every_record_once():
    postcode_file.build()
    table = postcode_file.PostcodeFile(postcode_file.path())
    records = table.records()
    assert next(records).council
    assert sum(1 for _ in records) == len(table) - 1
