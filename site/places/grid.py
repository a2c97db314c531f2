"""British National Grid references from latitude and longitude, to about five metres.

The formulas and constants are those of Ordnance Survey's "A guide to coordinate systems in Great Britain":
a seven-parameter shift between WGS84 and OSGB36, and a transverse Mercator projection of the Airy 1830 ellipsoid.
"""

from math import atan2, cos, degrees, hypot, radians, sin, sqrt, tan
from typing import NamedTuple


class Ellipsoid(NamedTuple):
    a: float
    b: float

    @property
    def e2(self) -> float:
        return 1 - (self.b / self.a) ** 2


WGS84 = Ellipsoid(6378137.0, 6356752.314245)
AIRY = Ellipsoid(6377563.396, 6356256.909)
F0 = 0.9996012717
LAT0, LON0 = radians(49), radians(-2)
E0, N0 = 400_000.0, -100_000.0
# WGS84 to OSGB36: metres, parts per million, seconds of arc.
SHIFT = (-446.448, 125.157, -542.060)
SCALE = 20.4894e-6
TURN = tuple(radians(seconds / 3600) for seconds in (-0.1502, -0.2470, -0.8421))
# Of latitude; and steps that bring any place of Great Britain to within a centimetre.
METRES_A_DEGREE = 111_200
STEPS = 12


def to_grid(latitude: float, longitude: float) -> tuple[int, int]:
    """Easting and northing in metres of a WGS84 position in degrees."""
    east, north = _exact(latitude, longitude)
    return round(east), round(north)


def from_grid(easting: int, northing: int) -> tuple[float, float]:
    """Latitude and longitude in degrees (WGS84) that `to_grid` takes back to this easting and northing."""
    latitude, longitude = degrees(LAT0), degrees(LON0)
    for _ in range(STEPS):
        # The grid turns away from the meridians, so that this comes nearer with every step, not there at once.
        east, north = _exact(latitude, longitude)
        latitude += (northing - north) / METRES_A_DEGREE
        longitude += (easting - east) / (METRES_A_DEGREE * cos(radians(latitude)))
    return round(latitude, 6), round(longitude, 6)


def _exact(latitude: float, longitude: float) -> tuple[float, float]:
    lat, lon = _shift(radians(latitude), radians(longitude))
    nu, rho, eta2 = _radii(lat)
    p, s, c, t = lon - LON0, sin(lat), cos(lat), tan(lat)
    north = (
        _meridian(lat)
        + N0
        + p**2 * nu / 2 * s * c
        + p**4 * nu / 24 * s * c**3 * (5 - t**2 + 9 * eta2)
        + p**6 * nu / 720 * s * c**5 * (61 - 58 * t**2 + t**4)
    )
    east = (
        E0
        + p * nu * c
        + p**3 * nu / 6 * c**3 * (nu / rho - t**2)
        + p**5 * nu / 120 * c**5 * (5 - 18 * t**2 + t**4 + 14 * eta2 - 58 * t**2 * eta2)
    )
    return east, north


def _radii(lat: float) -> tuple[float, float, float]:
    """Transverse and meridional radius of curvature, and their ratio less one."""
    part = 1 - AIRY.e2 * sin(lat) ** 2
    nu = AIRY.a * F0 / sqrt(part)
    rho = AIRY.a * F0 * (1 - AIRY.e2) / part**1.5
    return nu, rho, nu / rho - 1


def _meridian(lat: float) -> float:
    """Length of the meridian from the true origin."""
    n = (AIRY.a - AIRY.b) / (AIRY.a + AIRY.b)
    less, more = lat - LAT0, lat + LAT0
    return (
        AIRY.b
        * F0
        * (
            (1 + n + 5 / 4 * n**2 + 5 / 4 * n**3) * less
            - (3 * n + 3 * n**2 + 21 / 8 * n**3) * sin(less) * cos(more)
            + (15 / 8 * n**2 + 15 / 8 * n**3) * sin(2 * less) * cos(2 * more)
            - 35 / 24 * n**3 * sin(3 * less) * cos(3 * more)
        )
    )


def _shift(lat: float, lon: float) -> tuple[float, float]:
    """The same point of WGS84 on the ellipsoid of OSGB36."""
    nu = WGS84.a / sqrt(1 - WGS84.e2 * sin(lat) ** 2)
    x, y, z = nu * cos(lat) * cos(lon), nu * cos(lat) * sin(lon), nu * (1 - WGS84.e2) * sin(lat)
    dx, dy, dz = SHIFT
    rx, ry, rz = TURN
    scale = 1 + SCALE
    x, y, z = dx + scale * x - rz * y + ry * z, dy + rz * x + scale * y - rx * z, dz - ry * x + rx * y + scale * z
    flat = hypot(x, y)
    phi = atan2(z, flat * (1 - AIRY.e2))
    for _ in range(6):
        phi = atan2(z + AIRY.e2 * AIRY.a / sqrt(1 - AIRY.e2 * sin(phi) ** 2) * sin(phi), flat)
    return phi, atan2(y, x)
