"""What may be asked for in an address: read once, checked, and never repeated back."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from places import postcodes
from places.hours import LONDON
from places.postcode_file import PostcodesUnavailable
from services.open_referral.weekly import DAYS

PER_PAGE, MOST_PER_PAGE = 50, 100
# `minimal` is meant to bring everything in one answer.
MOST_MINIMAL = 5000
LONGEST_SEARCH = 200
OLDEST = 150
FARTHEST_METRES = 200_000
LAST_PAGE = 1_000_000
TIME = re.compile(r"(\d\d:\d\d(?::\d\d)?)(Z|[+ -]\d\d:\d\d)?")


class Wrong(ValueError):
    """A value that cannot be used; the message says what would be, and never what was sent."""


@dataclass(frozen=True)
class Place:
    """Where a postcode lies: GSS code of its council, easting and northing. The postcode itself is forgotten here."""

    council: str
    point: tuple[int, int] | None


@dataclass(frozen=True)
class Asked:
    """What a reader asks for. Minutes count from midnight, on London's clock."""

    page: int = 1
    per_page: int | None = None
    full: bool = False
    minimal: bool = False
    format: str = "json"
    search: str = ""
    taxonomy_term_id: UUID | None = None
    taxonomy_id: UUID | None = None
    organization_id: UUID | None = None
    minimum_age: int | None = None
    maximum_age: int | None = None
    start_time: int | None = None
    end_time: int | None = None
    day: frozenset[str] = frozenset()
    modified_after: datetime | None = None
    postcode: Place | None = None
    proximity: int | None = None

    @property
    def size(self) -> int:
        return self.per_page or (MOST_MINIMAL if self.minimal else PER_PAGE)

    @property
    def personal(self) -> bool:
        """Whether it tells about whoever asks: such an answer is kept nowhere."""
        return bool(self.search or self.postcode)


def read(query: QueryDict, allowed: Iterable[str]) -> tuple[Asked, dict[str, str]]:
    """What is asked for, and what is wrong with it by the name of the parameter. Unknown ones are passed over."""
    values: dict[str, Any] = {}
    faults: dict[str, str] = {}
    for name in (field.name for field in fields(Asked)):
        text = query.get(name, query.get(OTHER_NAMES.get(name, name), "")).strip()
        if not text:
            continue
        if name not in allowed:
            faults[name] = "This address does not take it."
            continue
        try:
            values[name] = READERS[name](text)
        except Wrong as problem:
            faults[name] = str(problem)
    asked = Asked(**values)
    return asked, faults or _together(asked)


def _together(asked: Asked) -> dict[str, str]:
    """What each alone may say, but not with the others."""
    if asked.proximity is not None and asked.postcode is None:
        return {"proximity": "Give a postcode too."}
    if asked.proximity is not None and asked.postcode and asked.postcode.point is None:
        return {"postcode": "Nobody knows where this postcode lies. Leave proximity out."}
    if asked.full and asked.minimal:
        return {"minimal": "Ask for full or for minimal, not for both."}
    most = MOST_MINIMAL if asked.minimal else MOST_PER_PAGE
    if asked.per_page is not None and asked.per_page > most:
        return {"per_page": f"At most {most}."}
    return {}


def _number(least: int, most: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        if not (text.isascii() and text.isdigit() and len(text) < 10 and least <= int(text) <= most):
            raise Wrong(f"A whole number from {least} to {most}.")
        return int(text)

    return number


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Wrong("A UUID.") from None


def _flag(text: str) -> bool:
    found = {"true": True, "1": True, "false": False, "0": False}.get(text.lower())
    if found is None:
        raise Wrong("true or false.")
    return found


def _words(text: str) -> str:
    if len(text) > LONGEST_SEARCH or "\0" in text:
        raise Wrong(f"At most {LONGEST_SEARCH} characters.")
    return text


def _json(text: str) -> str:
    if text.lower() != "json":
        raise Wrong("Only json.")
    return "json"


def _days(text: str) -> frozenset[str]:
    found = frozenset(part.strip()[:2].upper() for part in text.split(","))
    if not found <= set(DAYS):
        raise Wrong(f"A day of the week, or some with commas: {', '.join(DAYS)}.")
    return found


def _minute(text: str) -> int:
    """With an offset it is that time today, put on London's clock."""
    match = TIME.fullmatch(text)
    try:
        found = datetime.fromisoformat(f"{timezone.localdate()}T{match[1]}") if match else None
        # In an address a plus means a blank.
        offset = match[2].replace(" ", "+").replace("Z", "+00:00") if match and match[2] else ""
        if found and offset:
            found = datetime.fromisoformat(f"{found.isoformat()}{offset}").astimezone(LONDON)
    except ValueError:
        found = None
    if found is None:
        raise Wrong("A time like 09:30.")
    return found.hour * 60 + found.minute


def _moment(text: str) -> datetime:
    # In an address a plus means a blank.
    head, gap, offset = text.rpartition(" ")
    written = f"{head}+{offset}" if gap and "T" in head else text
    try:
        found: datetime | date | None = parse_date(written) if len(written) == 10 else parse_datetime(written)
    except ValueError:
        found = None
    if found is None:
        raise Wrong("A date and time as in RFC 3339, like 2026-11-22T09:30:00Z.")
    if not isinstance(found, datetime):
        found = datetime.combine(found, time())
    try:
        return found.replace(tzinfo=found.tzinfo or UTC).astimezone(UTC)
    except OverflowError:
        raise Wrong("A date that a calendar has.") from None


def _place(text: str) -> Place:
    """Decided by the full postcode, in memory; it is neither stored nor logged, and the answer is kept nowhere."""
    try:
        reading = postcodes.read(text[:20])
    except PostcodesUnavailable:
        raise Wrong("Postcodes cannot be looked up at the moment.") from None
    if reading is None or reading.postcode is None or not reading.sure or not reading.postcode.council:
        raise Wrong("A full postcode of the United Kingdom.")
    found = reading.postcode
    return Place(found.council, (found.easting, found.northing) if found.easting else None)


OTHER_NAMES = {"per_page": "perPage"}
READERS: dict[str, Callable[[str], Any]] = {
    "page": _number(1, LAST_PAGE),
    "per_page": _number(1, MOST_MINIMAL),
    "full": _flag,
    "minimal": _flag,
    "format": _json,
    "search": _words,
    "taxonomy_term_id": _uuid,
    "taxonomy_id": _uuid,
    "organization_id": _uuid,
    "minimum_age": _number(0, OLDEST),
    "maximum_age": _number(0, OLDEST),
    "start_time": _minute,
    "end_time": _minute,
    "day": _days,
    "modified_after": _moment,
    "postcode": _place,
    "proximity": _number(1, FARTHEST_METRES),
}
