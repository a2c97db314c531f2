"""The councils round about, to look at next where nothing was found."""

from collections import defaultdict
from math import hypot

from places.models import Area, Town
from services.asking import Question

SHOWN = 3


def neighbours(question: Question) -> tuple[Area, ...]:
    """Those whose towns are nearest to the point, or to any town of the areas asked for. Two queries."""
    towns: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for area, easting, northing in Town.objects.values_list("area_id", "easting", "northing"):
        towns[area].append((easting, northing))
    here = [question.point] if question.point else [town for area in question.areas for town in towns[area]]
    if not here:
        return ()
    near = {
        area: min(hypot(x - east, y - north) for x, y in places for east, north in here)
        for area, places in towns.items()
        if area not in question.areas
    }
    nearest = sorted(near, key=lambda area: (near[area], area))[:SHOWN]
    areas = Area.objects.councils().in_bulk(nearest)
    return tuple(areas[pk] for pk in nearest if pk in areas)
