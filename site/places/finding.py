"""From what somebody types to the area they mean. Nothing typed is stored, logged or kept in the answer."""

import csv
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Literal

import structlog

from . import councils_elsewhere, names, postcode_text, postcodes
from .models import Area, Town
from .postcode_file import PostcodesUnavailable

DATA = Path(__file__).parent / "data"
LONGEST = 200
log = structlog.get_logger()


@dataclass(frozen=True)
class Suggestion:
    """A name of ours to offer where nothing was found."""

    name: str
    area: Area


@dataclass(frozen=True)
class Found:
    """What a place turned out to be.

    kind: `area` one area; `areas` some to choose from, likeliest first; `outside` somewhere else in the UK;
    `not_found` nothing known.
    exact: False where a slip was put right or only part of a postcode was given: show what was understood.
    partly_outside: the same name or outcode is also elsewhere: offer "somewhere else" beside the areas.
    reason: why the answer is not a plain one: `` | `empty` | `part_of_postcode` | `unknown_postcode` |
    `unknown_place` | `no_postcode_data`.
    point: easting and northing in metres, the middle of the outcode or town where no more is known.
    elsewhere: GSS codes of the councils meant outside our areas, likeliest first, as far as they are known.
    """

    kind: Literal["area", "areas", "outside", "not_found"]
    areas: tuple[Area, ...] = ()
    point: tuple[int, int] | None = None
    text_kind: Literal["postcode", "town", "area"] = "town"
    exact: bool = True
    partly_outside: bool = False
    reason: str = ""
    suggestions: tuple[Suggestion, ...] = ()
    elsewhere: tuple[str, ...] = ()


@dataclass(frozen=True)
class Entry:
    """What one name stands for."""

    name: str
    areas: tuple[Area, ...]
    point: tuple[int, int] | None
    text_kind: Literal["town", "area"]


class Gazetteer:
    """Our councils and towns, each read when first asked for: make one for all questions about the same text."""

    @cached_property
    def councils(self) -> dict[str, Area]:
        """By their GSS codes."""
        return {area.gss: area for area in Area.objects.councils() if area.gss}

    @cached_property
    def towns(self) -> list[Town]:
        return list(Town.objects.select_related("area"))

    @cached_property
    def known(self) -> dict[str, list[Entry]]:
        """Every name of ours, by its key."""
        known: dict[str, list[Entry]] = defaultdict(list)
        for area in self.councils.values():
            known[names.key(area.name)].append(Entry(area.name, (area,), None, "area"))
        for name, codes in _other_names():
            areas = tuple(self.councils[gss] for gss in codes if gss in self.councils)
            if areas:
                known[names.key(name)].append(Entry(name, areas, None, "area"))
        for town in self.towns:
            known[names.key(town.name)].append(Entry(town.name, (town.area,), (town.easting, town.northing), "town"))
        return known

    @cached_property
    def own_names(self) -> set[str]:
        """The keys of the names that councils and towns bear themselves."""
        own = [*(area.name for area in self.councils.values()), *(town.name for town in self.towns)]
        return {names.key(name) for name in own}


def find(text: str, ours: Gazetteer | None = None) -> Found:
    """The area meant by a postcode, part of one, or the name of a town or council, however it is typed."""
    text = text[:LONGEST]
    if not any(character.isalnum() for character in text):
        return Found("not_found", reason="empty")
    ours = ours or Gazetteer()
    try:
        reading = postcodes.read(text)
        part = postcodes.outcode_within(text) if reading is None and postcode_text.has_digit(text) else None
    except PostcodesUnavailable:
        log.error("postcode_data_missing")
        return Found("not_found", text_kind="postcode", reason="no_postcode_data")
    if reading is None:
        found = _by_name(text, ours.known)
        return _within(text, ours, part) or found if found.kind == "not_found" else found
    if reading.postcode:
        return _by_postcode(reading.postcode, ours.councils, exact=reading.sure)
    return _by_outcode(reading, ours.councils)


def _by_postcode(postcode: postcodes.Postcode, councils: dict[str, Area], *, exact: bool) -> Found:
    area = councils.get(postcode.council)
    point = (postcode.easting, postcode.northing) if postcode.easting else None
    elsewhere = () if area else (postcode.council,)
    return Found(
        "area" if area else "outside", (area,) if area else (), point, "postcode", exact=exact, elsewhere=elsewhere
    )


def _by_outcode(reading: postcodes.Reading, councils: dict[str, Area]) -> Found:
    reason = "unknown_postcode" if reading.whole else "part_of_postcode"
    if reading.outcode is None or not reading.outcode.councils:
        return Found("not_found", text_kind="postcode", exact=False, reason="unknown_postcode")
    areas = tuple(councils[gss] for gss in reading.outcode.councils if gss in councils)
    elsewhere = tuple(gss for gss in reading.outcode.councils if gss not in councils)
    kind: Literal["area", "areas", "outside"]
    kind = "outside" if not areas else "areas" if elsewhere or len(areas) > 1 else "area"
    return Found(
        kind,
        areas,
        (reading.outcode.easting, reading.outcode.northing),
        "postcode",
        exact=False,
        partly_outside=bool(areas) and bool(elsewhere),
        reason=reason,
        elsewhere=elsewhere,
    )


def _by_name(text: str, known: dict[str, list[Entry]]) -> Found:
    readings = names.readings(text)
    for key, county_named in readings:
        if key in known:
            return _named(known[key], exact=True, partly_outside=key in _elsewhere() and not county_named)
    if any(key in _elsewhere() for key, _ in readings):
        return Found("outside", elsewhere=councils_elsewhere.named(key for key, _ in readings))
    for key, _ in readings:
        # Names from elsewhere take part, so that a slip in theirs is not read as one of ours. It decides nothing
        # either: a hamlet of ours that no list has may look like it.
        best = names.nearest(key, [*known, *_elsewhere()])
        ours = [entry for candidate in best for entry in known.get(candidate, ())]
        if ours:
            return _named(ours, exact=False, partly_outside=any(candidate in _elsewhere() for candidate in best))
        if best:
            break
    return Found("not_found", reason="unknown_place", suggestions=_suggest(readings, known))


def _within(text: str, ours: Gazetteer, part: postcodes.Reading | None) -> Found | None:
    """A place that stands in a longer text, as in `12 High Street Margate`. Exact names and outcodes only."""
    place = _name_within(text, ours.known)
    outcode = _by_outcode(part, ours.councils) if part else None
    if outcode is None or place is None or not place.areas:
        return outcode or place
    if not outcode.areas:
        # "B1 Margate": a flat, or a street in Birmingham?
        return replace(place, partly_outside=True)
    return place if set(place.areas) <= set(outcode.areas) else outcode


def _name_within(text: str, known: dict[str, list[Entry]]) -> Found | None:
    for key in names.runs(text):
        if key in known:
            return _named(known[key], exact=False, partly_outside=key in _elsewhere())
        if key in _elsewhere():
            return Found("outside", exact=False, elsewhere=councils_elsewhere.named([key]))
    return None


def _named(entries: Iterable[Entry], *, exact: bool, partly_outside: bool) -> Found:
    entries = list(entries)
    areas = tuple(dict.fromkeys(area for entry in entries for area in entry.areas))
    # A town and its council often share a name: then the council is meant, and the town says where its middle is.
    text_kind: Literal["town", "area"] = "area" if any(entry.text_kind == "area" for entry in entries) else "town"
    points = {entry.point for entry in entries if entry.point}
    return Found(
        "area" if len(areas) == 1 else "areas",
        areas,
        points.pop() if len(areas) == 1 and len(points) == 1 else None,
        text_kind,
        exact=exact,
        partly_outside=partly_outside,
    )


def _suggest(readings: list[tuple[str, bool]], known: dict[str, list[Entry]]) -> tuple[Suggestion, ...]:
    keys = list(dict.fromkeys(match for key, _ in readings for match in names.alike(key, known, 3)))[:3]
    return tuple(Suggestion(known[key][0].name, known[key][0].areas[0]) for key in keys)


@cache
def _elsewhere() -> frozenset[str]:
    lines = (DATA / "elsewhere.txt").read_text(encoding="utf-8").splitlines()
    names_elsewhere = [*lines, *councils_elsewhere.NATIONS.values(), *councils_elsewhere.by_code().values()]
    return frozenset(key for line in names_elsewhere if (key := names.key(line)))


@cache
def _other_names() -> tuple[tuple[str, tuple[str, ...]], ...]:
    with (DATA / "other_names.csv").open(encoding="utf-8", newline="") as file:
        return tuple((row["name"], tuple(row["gss"].split())) for row in csv.DictReader(file))
