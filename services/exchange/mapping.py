"""A service as the Open Referral standard writes it, as rows of our table. Names of persons are never taken over."""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID, uuid5

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from places.grid import to_grid
from services.models import AccessPoint, Facet
from services.models.access_point import LOCATION
from services.models.telling import OF_ORGANISATION, tells

from .columns import BY_NAME, Column
from .plan import Remark
from .shapes import inner, number, several, text
from .standing import Directory
from .values import YES, NotRead, Reader
from .vocabulary import Vocabulary
from .weekly_hours import weekly

Group, Kind = Facet.Group, AccessPoint.Kind
ENDED = {"inactive", "defunct"}
OF_SERVICE = {Group.SUPPORT: "support", Group.PEOPLE: "people", Group.NEED: "needs", Group.ABUSE: "abuse"}
OF_POINT = {Group.ACCESS: "access", Group.LANGUAGE: "languages"}
REGISTERS = {"GB-CHC": "organisation_charity_number", "GB-COH": "organisation_company_number"}
# Its address is never public, whatever the publisher says of it.
REFUGE = (Group.SUPPORT, "safe-place")
WORDS_OF_SERVICE = ("service", "service_summary", "service_description", "for_whom")
WORDS_OF_ORGANISATION = ("organisation", *(f"organisation_{name}" for name in OF_ORGANISATION if name != "name"))
NEEDED = ("service", "service_summary", "organisation")
Cells = dict[str, str]
Chosen = set[tuple[str, str]]


class Mapper:
    """`origin` tells this publisher's ids from any other's. `keeps_ids`: what are UUIDs stay as they are; never for
    what comes from elsewhere, as ours are public and would be written over."""

    def __init__(self, directory: Directory, origin: UUID, notes: list[Remark], *, keeps_ids: bool = True) -> None:
        self.origin, self.notes, self.keeps_ids = origin, notes, keeps_ids
        self.reader = Reader(directory)
        self.words = Vocabulary(directory)
        self.organisations: dict[str, Cells] = {}
        self.with_refuge: set[str] = set()

    def rows(self, document: dict[str, Any], place: int) -> Iterator[Cells]:
        """The access points of one service; `place` is where it stands, for what there is to say about it."""
        if not text(document, "name") or not text(document, "id"):
            return self._note(place, "service", _("A service without an id or a name was left out."))
        if text(document, "status").lower() in ENDED:
            return self._note(place, "status", _("A service that has ended was left out."))
        chosen = self.words.chosen(document)
        points = [*self._points(document, chosen, self._id(text(document, "id"), "service"), place)]
        shared = self._shared(document, chosen, place)
        if REFUGE in chosen or any(cells["kind"] == Kind.SAFE_ACCOMMODATION for cells in points):
            self.with_refuge.add(shared["organisation_id"])
            _withhold(shared, WORDS_OF_SERVICE)
        for cells in points:
            yield self._readable({**cells, **shared}, place)
        if not points:
            self._note(place, "area", _("“%(name)s” serves none of our areas and was left out.") % _named(document))
        return None

    def settled(self, cells: Cells) -> Cells:
        """Once all services are read: an organisation tells nothing of its refuges, with whichever service it comes."""
        if cells["organisation_id"] in self.with_refuge:
            _withhold(cells, WORDS_OF_ORGANISATION)
        return cells

    def _shared(self, document: dict[str, Any], chosen: Chosen, place: int) -> Cells:
        description = text(document, "description")
        cells = {
            "service_id": self._id(text(document, "id"), "service"),
            "service": text(document, "name"),
            "service_summary": _sentence(description or text(document, "name"), BY_NAME["service_summary"]),
            "service_description": self._cut(description, "service_description", place),
            "for_whom": self._cut(text(document, "eligibility_description"), "for_whom", place),
            "minimum_age": text(document, "minimum_age").removesuffix(".0"),
            "maximum_age": text(document, "maximum_age").removesuffix(".0"),
            **{column: _keys(chosen, group) for group, column in OF_SERVICE.items()},
        }
        return cells | self._organisation(inner(document, "organization"), document, place)

    def _organisation(self, document: dict[str, Any], service: dict[str, Any], place: int) -> Cells:
        """Written once, however often it comes with a service, in one form or another."""
        name = text(document, "name") or text(service, "name")
        given = text(document, "id") or text(service, "organization_id") or name
        key = self._id(given, "organization")
        if key not in self.organisations:
            cells = {
                "organisation_id": key,
                "organisation": name,
                "organisation_description": self._cut(text(document, "description"), "organisation_description", place),
                "organisation_website": text(document, "website", "url"),
                "organisation_email": text(document, "email"),
                "organisation_kinds": _keys(self.words.chosen(document), Group.PARTNER),
            }
            for each in several(document, "organization_identifiers"):
                if (column := REGISTERS.get(text(each, "identifier_scheme"))) is not None:
                    cells[column] = text(each, "identifier")
            self.organisations[key] = cells
        return self.organisations[key]

    def _points(self, document: dict[str, Any], chosen: Chosen, service_id: str, place: int) -> Iterator[Cells]:
        served = self.words.serves(document)
        links = [*several(document, "service_at_locations")]
        for link in links or [{}]:
            location = inner(link, "location")
            address = next(several(location, "addresses", "physical_addresses"), {})
            area, point = self.words.lies_in(address) if address else ("", None)
            mine = chosen | self.words.chosen(location)
            # Where a refuge lies is not told either, where it says whom it serves.
            areas = [*dict.fromkeys(filter(None, served if REFUGE in mine and served else [area, *served]))]
            if not areas:
                continue
            at = text(link, "id")
            cells = self._contact(document, link, at if len(links) > 1 else "", place)
            cells |= {
                "id": self._id(at, "service_at_location") if at else str(uuid5(UUID(service_id), "access point")),
                "name": self._cut(text(location, "name") or text(document, "name"), "name", place),
                "area": areas[0],
                "areas": ";".join(sorted(areas)),
                "kind": _kind(location, cells),
            }
            if REFUGE in mine:
                cells |= self._withheld(document, cells, place)
            elif text(location, "location_type") == "physical" or address:
                cells |= self._where(location, address, point)
            yield cells | {column: _keys(mine, group) for group, column in OF_POINT.items()}

    def _contact(self, document: dict[str, Any], link: dict[str, Any], at: str, place: int) -> Cells:
        """`at`: which of several places; what is said of another one is not meant."""
        sources = [link, inner(link, "location"), document]
        sources += [each for source in (link, document) for each in several(source, "contacts")]
        phones = [each for source in sources for each in several(source, "phones")]
        mine = [each for each in phones if text(each, "service_at_location_id") in ("", at or text(link, "id"))]
        schedules = [*several(link, "schedules", "regular_schedules")] or [
            each
            for each in several(document, "schedules", "regular_schedules")
            if text(each, "service_at_location_id") in ("", at or text(link, "id"))
        ]
        hours, whole = weekly(schedules)
        if not whole:
            self._note(place, "hours", _("Some of the hours of “%(name)s” were left out.") % _named(document))
        return {
            "phone": next((text(each, "number") for each in mine if text(each, "number")), ""),
            "email": text(link, "email") or text(document, "email"),
            "website": text(link, "url") or text(document, "url"),
            "hours": hours,
            "summary": _sentence(text(link, "description"), BY_NAME["summary"]),
        }

    def _where(self, location: dict[str, Any], address: dict[str, Any], point: tuple[int, int] | None) -> Cells:
        latitude, longitude = number(location, "latitude"), number(location, "longitude")
        if point is None and latitude is not None and longitude is not None:
            # Beyond this the grid does not reach; where it is wrong, only the address is taken.
            near = 49 < latitude < 61 and -9 < longitude < 2
            point = to_grid(latitude, longitude) if near else None
        lines = [text(address, name) for name in ("address_1", "address_2")]
        return {
            "address": "\n".join(filter(None, lines)),
            "town": text(address, "city"),
            "postcode": text(address, "postal_code").upper(),
            "easting": str(point[0]) if point else "",
            "northing": str(point[1]) if point else "",
        }

    def _withheld(self, document: dict[str, Any], cells: Cells, place: int) -> Cells:
        """Of a refuge nothing that tells where it is: not the name of the house, and no address in its words."""
        self._note(place, "location_withheld", _("A safe place to stay is always “location withheld”."))
        nowhere = dict.fromkeys(LOCATION, "") | {"kind": Kind.SAFE_ACCOMMODATION, "location_withheld": YES}
        name = self._cut(_unless_telling(text(document, "name")) or _a_refuge(), "name", place)
        return nowhere | {"name": name, "summary": _unless_telling(cells["summary"])}

    def _readable(self, cells: Cells, place: int) -> Cells:
        """Without what could not be imported: drafts want a person's eye, not a refusal of the whole feed."""
        for name, words in cells.items():
            if not words or name in ("id", "service_id", "organisation_id"):
                continue
            try:
                self.reader.read(BY_NAME[name], words)
            except NotRead as problem:
                cells[name] = ""
                self._note(place, name, _("Left out: %(why)s") % {"why": problem.message})
        return cells

    def _id(self, given: str, what: str) -> str:
        try:
            own = UUID(given)
        except ValueError:
            return str(uuid5(self.origin, f"{what} {given}"))
        return str(own if self.keeps_ids else uuid5(self.origin, f"{what} {own}"))

    def _cut(self, words: str, name: str, place: int) -> str:
        longest = BY_NAME[name].longest or len(words)
        if len(words) > longest:
            self._note(place, name, _("This was too long. Its end was left out."))
        return _shortened(words, longest)

    def _note(self, place: int, column: str, words: str) -> None:
        self.notes.append(Remark(place, column, words))


def _kind(location: dict[str, Any], cells: Cells) -> str:
    """The standard does not tell a walk-in from an appointment; nobody is sent to a closed door."""
    if text(location, "location_type") == "physical":
        return Kind.APPOINTMENT
    return Kind.TELEPHONE if cells["phone"] or not cells["website"] else Kind.ONLINE


def _a_refuge() -> str:
    """In the language of the entries, whoever imports them."""
    with override(settings.LANGUAGE_CODE):
        return str(Kind.SAFE_ACCOMMODATION.label)


def _withhold(cells: Cells, names: Iterable[str]) -> None:
    """Take away those that tell where a place is; what every entry must have says no more than that it is one."""
    for name in names:
        if tells(cells.get(name)):
            cells[name] = _a_refuge() if name in NEEDED else ""


def _unless_telling(words: str) -> str:
    return "" if tells(words) else words


def _keys(chosen: Chosen, wanted: str) -> str:
    return ";".join(sorted(key for group, key in chosen if group == wanted))


def _sentence(words: str, column: Column) -> str:
    """The first sentence, in one line."""
    line = " ".join(words.split())
    end = line.find(". ")
    first = line[: end + 1] if end > 0 else line
    return _shortened(first, column.longest or len(first))


def _shortened(words: str, longest: int) -> str:
    if len(words) <= longest:
        return words
    return words[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,;") + "…"


def _named(document: dict[str, Any]) -> dict[str, str]:
    return {"name": text(document, "name")[:80]}
