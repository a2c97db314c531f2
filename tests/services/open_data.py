"""A small directory for tests of open data, made by hand: what each entry is for stands beside it."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from wagtail.models import Locale

from places.models import Area
from services import listing
from services.models import AccessPoint, Facet, HoursException, Organisation, Service

# One in use in Canterbury, and what a street near it must not be told by.
POSTCODE = "CT1 2EH"
SECRET = "Kestrelgate 7319"
SECRET_EASTING, SECRET_NORTHING = 615123, 157123
# Any day that is no bank holiday, in winter.
TODAY = date(2026, 11, 24)


@dataclass
class Directory:
    """plumtree offers rooms (Canterbury, Dover) and houses (a safe house); lantern a line and a group."""

    plumtree: Organisation
    lantern: Organisation
    rooms: Service
    houses: Service
    line: Service
    room: AccessPoint
    dover: AccessPoint
    house: AccessPoint
    phone: AccessPoint
    group: AccessPoint
    facets: dict[str, Facet]


def english() -> Locale:
    return Locale.objects.get(language_code="en")


def facet(group: str, key: str, name: str) -> Facet:
    return Facet.objects.create(group=group, key=key, name=name, locale=english())


def point(service: Service, name: str, area: str, **facts: Any) -> AccessPoint:
    row = AccessPoint(
        service=service, name=name, slug=name.lower().replace(" ", "-"), locale=english(), **facts,
        area=Area.objects.get(slug=area),
    )  # fmt: skip
    row.areas = [row.area]
    row.save()
    return row


@listing.held()
def build() -> Directory:
    facets = {
        "talk": facet("support", "test-talk", "A first talk"),
        "safe": facet("support", "test-safe", "A safe place"),
        "women": facet("people", "test-women", "Women"),
        "step-free": facet("access", "test-step-free", "Step-free door"),
        "pl": facet("language", "test-pl", "Polish"),
        "charity": facet("partner", "test-charity", "Charity"),
    }
    plumtree = Organisation(
        name="Plumtree", description="A charity.", website="https://plumtree.example/", charity_number="1234567",
        email="hello@plumtree.example", locale=english(),
    )  # fmt: skip
    plumtree.partners = [facets["charity"]]
    plumtree.save()
    lantern = Organisation.objects.create(name="Lantern", locale=english())
    rooms, houses, line = (
        Service(organisation=organisation, name=name, summary=summary, locale=english(), minimum_age=age)
        for organisation, name, summary, age in (
            (plumtree, "Quiet rooms", "Drop in and talk.", 16),
            (plumtree, "Safe houses", "A safe place to stay.", 18),
            (lantern, "Quiet line", "Somebody to talk to.", None),
        )
    )
    rooms.support, rooms.people, houses.support = [facets["talk"]], [facets["women"]], [facets["safe"]]
    rooms.maximum_age = 60
    for row in (rooms, houses, line):
        row.save()
    room = point(
        rooms, "Maple Room", "canterbury", kind="drop_in", town="Canterbury", address="1 High Street",
        postcode=POSTCODE, easting=615000, northing=157900, hours="Mo-Fr 09:30-17:00; PH off", phone="01632 960001",
        checked_on=date(2026, 11, 2), website="https://rooms.example/", email="room@plumtree.example",
    )  # fmt: skip
    room.access, room.languages = [facets["step-free"]], [facets["pl"]]
    room.exceptions = [HoursException(first_day=date(2026, 12, 24), last_day=date(2026, 12, 26))]
    room.save()
    dover = point(
        rooms, "Oak Room", "dover", kind="appointment", town="Dover", address="2 Low Street", easting=631900,
        northing=141500, hours="Sa 18:00-20:00",
    )  # fmt: skip
    house = point(
        houses, "Safe house", "canterbury", kind="safe_accommodation", confidential=True, phone="01632 960002"
    )
    phone = point(line, "Quiet Line", "canterbury", kind="telephone", phone="0808 157 0003", hours="Fr-Sa 22:00-06:00")
    group = point(line, "Evening group", "canterbury", kind="group")
    return Directory(plumtree, lantern, rooms, houses, line, room, dover, house, phone, group, facets)


def plant(entry: AccessPoint) -> None:
    """A location that the model refuses, as if it had come in by a hole: past every check, in memory."""
    entry.address, entry.town, entry.postcode, entry.directions = SECRET, SECRET, POSTCODE, SECRET
    entry.easting, entry.northing = SECRET_EASTING, SECRET_NORTHING


def key(row: Any) -> str:
    found: UUID = row.translation_key
    return str(found)
