"""The councils round about, to look at next where nothing was found."""

from collections import defaultdict
from math import hypot

from places.models import Area, Town
from services.asking import Question

SHOWN = 3


def neighbours(question: Question) -> tuple[Area, ...]:
    """Those whose towns are nearest to the point, or to any town of the areas asked for. One query."""
    towns: dict[Area, list[tuple[int, int]]] = defaultdict(list)
    for town in Town.objects.filter(area__in=Area.objects.councils()).select_related("area"):
        towns[town.area].append((town.easting, town.northing))
    own = [town for area, places in towns.items() if area.pk in question.areas for town in places]
    here = [question.point] if question.point else own
    if not here:
        return ()
    near = {
        area: min(hypot(x - east, y - north) for x, y in places for east, north in here)
        for area, places in towns.items()
        if area.pk not in question.areas
    }
    return tuple(sorted(near, key=lambda area: (near[area], area.pk))[:SHOWN])
