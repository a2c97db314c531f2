"""Numbers that nobody owns, days that count from the day of loading, and places beside a town's own point."""

import math
from datetime import date, timedelta
from typing import Any

from places.models import Town
from services.models import AccessPoint

# Ofcom keeps these for drama: nobody's telephone rings. Tests use those above and below.
LANDLINE, FREEPHONE, MOBILE = "01632 960{:03}", "0808 157 0{:03}", "07700 900{:03}"
FIRST_NUMBER = 200
# Days since an entry, and since its number, was checked; given out in turn. Most are recent, some nearly due, some
# overdue, each in its own way.
CHECKED = (
    (4, None), (12, None), (150, 20), (26, None), (33, None), (47, None), (61, None), (82, None), (19, None),
    (70, None), (8, None), (130, 95), (40, None), (171, 30), (55, None), (210, None), (15, None),
)  # fmt: skip
# Places in one town stand in a sunflower's spiral, so that no two are on one spot.
STEP_METRES, GOLDEN_ANGLE = 240, math.radians(137.5)


def phone(number: int, way: dict[str, Any]) -> str:
    """The number of the access point that is `number`th in the directory. Empty where people only write."""
    if way.get("no_phone"):
        return ""
    usual = FREEPHONE if way["kind"] == AccessPoint.Kind.TELEPHONE else LANDLINE
    pattern = MOBILE if way.get("mobile") else usual
    return pattern.format(FIRST_NUMBER + number)


def checks(number: int, more: dict[str, Any], today: date) -> dict[str, date | None]:
    entry, its_number = (more["checked"], None) if "checked" in more else CHECKED[number % len(CHECKED)]
    return {
        "checked_on": ahead(today, -entry),
        "phone_checked_on": None if its_number is None else ahead(today, -its_number),
    }


def closure(more: dict[str, Any], today: date) -> dict[str, date | None]:
    first, last = more.get("closed", (None, None))
    return {
        "closed_from": None if first is None else ahead(today, first),
        "closed_until": None if last is None else ahead(today, last),
    }


def ahead(today: date, days: int) -> date:
    return today + timedelta(days=days)


def position(town: Town | None, turn: int) -> dict[str, int | None]:
    """Where the `turn`th place of a town stands; the first one on the town's own point."""
    if town is None:
        return {"easting": None, "northing": None}
    away, angle = STEP_METRES * math.sqrt(turn), GOLDEN_ANGLE * turn
    return {
        "easting": round(town.easting + away * math.sin(angle)),
        "northing": round(town.northing + away * math.cos(angle)),
    }
