"""What our documents must be beyond the standard's schemas, which let `{}`, "9am" and 01/02/2026 pass."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

PAGE = {"total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty", "contents"}
SERVICE = {"id", "name", "status"}
# Which names each sort of document must have.
REQUIRED = {
    "root": {"version", "profile", "openapi_url"},
    "service": SERVICE,
    "service_at_location": {"id", "service_id", "service"},
    "organization": {"id", "name", "description"},
    "taxonomy": {"id", "name", "description"},
    "taxonomy_term": {"id", "name", "description"},
}
# What hangs on a document, by the name it stands under.
NESTED = {
    "organization": REQUIRED["organization"],
    "organization_identifiers": {"id", "identifier_type", "identifier"},
    "service": SERVICE,
    "services": SERVICE,
    "location": {"id", "location_type"},
    "addresses": {"id", "address_1", "city", "state_province", "postal_code", "country", "address_type"},
    "phones": {"id", "number"},
    "taxonomy_term": REQUIRED["taxonomy_term"],
    "taxonomy_terms": REQUIRED["taxonomy_term"],
    "attributes": {"id", "link_id", "taxonomy_term_id"},
    **{name: {"id"} for name in (
        "schedules", "service_areas", "service_at_locations", "languages", "contacts", "accessibility")},
}  # fmt: skip
DAYS = {"assured_date", "valid_from", "valid_to", "dtstart"}
TIMES = {"opens_at", "closes_at"}
MOMENTS = {"last_modified", "modified_date"}
ADDRESSES = {"url", "website", "uri", "openapi_url", "profile", "schedule_link", "term_uri"}
STATUSES = {"active", "inactive", "defunct", "temporarily closed"}
MAY_BE_EMPTY = {"postal_code", "contents"}
TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d(Z|[+-]\d\d:\d\d)")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


def faults(document: Any, kind: str) -> list[str]:
    """What is wrong with a whole document of this kind; `page of <kind>` for a page of them."""
    if not isinstance(document, dict):
        return ["not an object"]
    if not kind.startswith("page of "):
        missing = REQUIRED[kind] - document.keys()
        return [*(f"{name} is missing" for name in sorted(missing)), *_within(document, "")]
    found = [f"{name} is missing" for name in sorted(PAGE - document.keys())]
    contents = document.get("contents") or []
    if document.get("size") != len(contents):
        found.append("size is not how many there are")
    if document.get("empty") is not (not contents):
        found.append("empty is wrong")
    for entry in contents:
        found += faults(entry, kind.removeprefix("page of "))
    return found


def _within(document: dict[str, Any], path: str) -> Iterator[str]:
    for name, value in document.items():
        place = f"{path}.{name}"
        if value in (None, "", [], {}) and name not in MAY_BE_EMPTY:
            yield f"{place} is empty"
        yield from _value(name, value, place)
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict):
                yield from (
                    f"{place}.{missing} is missing" for missing in sorted(NESTED.get(name, set()) - each.keys())
                )
                yield from _within(each, place)


def _value(name: str, value: Any, place: str) -> Iterator[str]:
    if name == "id" or name.endswith("_id"):
        yield from _unless(_reads(UUID, value), f"{place} is no UUID")
    if name in DAYS:
        yield from _unless(_reads(date.fromisoformat, value), f"{place} is no YYYY-MM-DD")
    if name in TIMES:
        yield from _unless(isinstance(value, str) and TIME.fullmatch(value), f"{place} is no HH:MM with a zone")
    if name in MOMENTS:
        good = isinstance(value, str) and MOMENT.fullmatch(value) and _reads(datetime.fromisoformat, value)
        yield from _unless(good, f"{place} is no RFC 3339")
    if name in ADDRESSES:
        yield from _unless(isinstance(value, str) and re.match(r"https?://[^/\s]+", value), f"{place} is no address")
    if name == "email":
        yield from _unless(isinstance(value, str) and value.count("@") == 1, f"{place} is no address for mail")
    if name == "status":
        yield from _unless(value in STATUSES, f"{place} is unknown")


def _unless(good: Any, fault: str) -> Iterator[str]:
    if not good:
        yield fault


def _reads(read: Any, value: Any) -> bool:
    try:
        read(value)
    except (ValueError, TypeError, AttributeError):
        return False
    return True
