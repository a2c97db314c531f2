"""What lies under the numbers of a sketch. It hangs on public places alone, so each process keeps what it drew."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

from places import reference

from . import paths
from .labels import fitting
from .regions import Box, Region, region_of
from .window import Spot, Window

KEPT = 64
# For the word for the sea, whatever the language.
SEA_LETTERS = 7


@dataclass(frozen=True)
class Ground:
    """Path data of the land, of the borders on it and of the area itself; spots where a name can stand."""

    window: Window
    land: str
    borders: str
    here: str
    sea: tuple[Spot, ...]
    neighbours: tuple[tuple[str, tuple[Spot, ...]], ...]


@lru_cache(maxsize=KEPT)
def ground(gss: str, box: Box) -> Ground:
    region, window = region_of(gss), Window.onto(box)
    assert region is not None
    own = {abs(number) for ring in region.areas[gss] for number in ring}
    names = council_names()
    around = [code for code in region.areas if code != gss and window.box.meets(region.box(code))]
    return Ground(
        window=window,
        land=paths.closed(window, region, region.land),
        borders=paths.opened(window, region, (number for number in region.borders if number not in own)),
        here=paths.closed(window, region, region.areas[gss]),
        sea=fitting(window, SEA_LETTERS, lambda spot: not region.is_inside(region.land, window.point(spot))),
        neighbours=tuple(
            (names[code], fitting(window, len(names[code]), _inside(region, code, window))) for code in around
        ),
    )


@cache
def council_names() -> dict[str, str]:
    return dict((*reference.KENT, reference.MEDWAY, reference.DURHAM, reference.DARLINGTON))


def _inside(region: Region, code: str, window: Window) -> Callable[[Spot], bool]:
    return lambda spot: region.holds(code, window.point(spot))
