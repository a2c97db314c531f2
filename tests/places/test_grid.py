"""Grid references; the positions are the middles of outcodes as the ONS data gives them."""

import pytest

from places import grid

KNOWN = [
    (51.36783, 0.0928, 545780, 165275),
    (51.27886, 1.0867, 615372, 157826),
]


@pytest.mark.parametrize(("latitude", "longitude", "easting", "northing"), KNOWN)
def test_a_position_has_its_grid_reference(latitude: float, longitude: float, easting: int, northing: int) -> None:
    assert grid.to_grid(latitude, longitude) == pytest.approx((easting, northing), abs=6)


@pytest.mark.parametrize(("easting", "northing"), [(545780, 165275), (615372, 157826), (429000, 514500), (400001, 1)])
def test_a_grid_reference_has_a_position_that_leads_back_to_it(easting: int, northing: int) -> None:
    assert grid.to_grid(*grid.from_grid(easting, northing)) == (easting, northing)
