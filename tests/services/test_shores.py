"""Nearness across the Swale, the Medway and the Thames."""

from bisect import bisect_left
from collections import Counter
from math import hypot

import pytest

from places import postcodes
from places.postcode_file import HEADER, RECORD
from services import shores

SHEERNESS, GRAIN, SITTINGBOURNE = (592_000, 174_900), (588_900, 176_700), (590_500, 163_700)
GILLINGHAM, HOO, GRAVESEND, SOUTHEND = (577_500, 168_000), (578_300, 172_000), (564_700, 174_000), (588_300, 185_500)


def metres(one: tuple[int, int], other: tuple[int, int]) -> float:
    """The way round."""
    ways = shores.routes(*one)[shores.shore(*other)]
    return min(route.metres + hypot(other[0] - route.start[0], other[1] - route.start[1]) for route in ways)


def lands(outcode: str) -> Counter:
    """On which land the postcodes of an outcode lie."""
    table = postcodes.table()
    found: Counter = Counter()
    for index in range(bisect_left(table, outcode.ljust(4).encode()), len(table)):
        if table[index][:4].decode().strip() != outcode:
            break
        _, _, easting, northing = RECORD.unpack_from(table._map, HEADER.size + index * RECORD.size)
        found[shores.shore(easting, northing)] += bool(easting)
    return +found


@pytest.mark.parametrize(
    "outcode", ["ME1", "ME4", "ME7", "ME8", "ME9", "ME10", "ME13", "CT5", "DA1", "DA9", "DA11", "DA12"]
)
def test_no_postcode_of_the_mainland_stands_on_an_island(outcode):
    assert set(lands(outcode)) == {shores.MAINLAND}


def test_every_postcode_of_sheppey_stands_on_it():
    assert set(lands("ME12")) == {shores.SHEPPEY}
    # One of ME11 is a large user's, drawn in Faversham.
    assert lands("ME11")[shores.MAINLAND] <= 1


def test_southend_stands_north_of_the_thames():
    assert set(lands("SS1")) == {shores.ESSEX}


def test_sheerness_is_not_near_grain():
    """Four kilometres of water; forty of road."""
    assert hypot(SHEERNESS[0] - GRAIN[0], SHEERNESS[1] - GRAIN[1]) < 4_000
    assert metres(SHEERNESS, GRAIN) > 30_000
    assert abs(metres(SHEERNESS, GRAIN) - metres(GRAIN, SHEERNESS)) < 2


def test_the_way_off_sheppey_leads_over_its_crossing():
    assert metres(SHEERNESS, SITTINGBOURNE) == pytest.approx(5_632 + 5_672, abs=5)


def test_hoo_reaches_gillingham_by_the_tunnel_and_gravesend_over_land():
    assert 5_000 < metres(HOO, GILLINGHAM) < 6_500
    straight = hypot(HOO[0] - GRAVESEND[0], HOO[1] - GRAVESEND[1])
    assert straight <= metres(HOO, GRAVESEND) < straight * 1.05


def test_the_other_bank_of_the_thames_is_as_far_as_the_crossing_at_dartford():
    assert metres(SOUTHEND, SHEERNESS) > 60_000


def test_on_the_same_land_the_way_is_straight():
    assert metres(GILLINGHAM, SITTINGBOURNE) == pytest.approx(hypot(13_000, 4_300), abs=1)
