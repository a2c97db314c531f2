"""What `/open-referral/` takes and gives, as an OpenAPI description made from the code that does it."""

from typing import Any

from services.open_referral.parameters import FARTHEST_METRES, LONGEST_SEARCH, MOST_MINIMAL, MOST_PER_PAGE, PER_PAGE
from services.open_referral.resources import RESOURCES, Resource

TEXT, NUMBER, FLAG = {"type": "string"}, {"type": "integer"}, {"type": "boolean"}
KEY = {"type": "string", "format": "uuid"}
MOMENT = {"type": "string", "format": "date-time"}
# What each parameter takes, and what it does.
TAKES: dict[str, tuple[dict[str, Any], str]] = {
    "page": ({**NUMBER, "minimum": 1, "default": 1}, "Which page. Beyond the last one pages are empty."),
    "per_page": (
        {**NUMBER, "minimum": 1, "maximum": MOST_PER_PAGE, "default": PER_PAGE},
        f"How many on a page: at most {MOST_PER_PAGE}, or {MOST_MINIMAL} with minimal. perPage means the same.",
    ),
    "format": ({**TEXT, "enum": ["json"]}, "Only json."),
    "full": (FLAG, "With everything that hangs on it, as when asked for one by one."),
    "minimal": (FLAG, f"Only id and when it last changed, {MOST_MINIMAL} on a page."),
    "modified_after": (MOMENT, "Only what changed at this moment or later. Write a plus as %2B."),
    "search": ({**TEXT, "maxLength": LONGEST_SEARCH}, "Words that tell what is looked for."),
    "taxonomy_term_id": (KEY, "Only services for which this word was chosen."),
    "taxonomy_id": (KEY, "Only services for which any word of this taxonomy was chosen."),
    "organization_id": (KEY, "Only services of this organisation."),
    "minimum_age": (NUMBER, "Only services whose minimum age is this or higher."),
    "maximum_age": (NUMBER, "Only services whose maximum age is this or lower."),
    "day": (TEXT, "Only services that open on this day of the week: MO, TU, WE, TH, FR, SA, SU, or some with commas."),
    "start_time": ({**TEXT, "example": "17:00"}, "Only services that open at this time of day or later, in London."),
    "end_time": ({**TEXT, "example": "20:00"}, "Only services that close at this time of day or earlier, in London."),
    "postcode": (TEXT, "Only what serves the council area in which this full postcode lies. Kept and logged nowhere."),
    "proximity": (
        {**NUMBER, "minimum": 1, "maximum": FARTHEST_METRES},
        "With a postcode: only what lies within so many metres of it, nearest first.",
    ),
}
PROBLEM = {
    "description": "A problem (RFC 9457) that names each parameter at fault.",
    "content": {"application/problem+json": {"schema": {"type": "object"}}},
}
PAGE = {
    "type": "object",
    "required": ["total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty", "contents"],
    "properties": {
        **dict.fromkeys(("total_items", "total_pages", "page_number", "size"), NUMBER),
        **dict.fromkeys(("first_page", "last_page", "empty"), FLAG),
        "contents": {"type": "array", "items": {"$ref": "#/components/schemas/document"}},
    },
}
DOCUMENT = {
    "type": "object",
    "description": "As Open Referral UK 3.0 describes it. Fields without a value are left out.",
    "required": ["id"],
    "properties": {"id": KEY},
}


def description(address: str) -> dict[str, Any]:
    paths: dict[str, Any] = {
        "/": {"get": {"summary": "What this is", "operationId": "about", "responses": _gives({"type": "object"})}}
    }
    for resource in RESOURCES:
        paths[f"/{resource.name}"] = {"get": _list(resource)}
        paths[f"/{resource.name}/{{id}}"] = {"get": _one(resource)}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Directory of help with domestic abuse",
            "version": "1",
            "description": (
                "Read only, without a key, in the shape of Open Referral UK 3.0. Ids stay the same. Times of day are "
                "London's, with its offset from UTC; what closes no later than it opens closes on the next day. "
                "ETag and Last-Modified are honoured."
            ),
        },
        "servers": [{"url": address}],
        "paths": paths,
        "components": {"schemas": {"page": PAGE, "document": DOCUMENT}},
    }


def _list(resource: Resource) -> dict[str, Any]:
    return {
        "summary": resource.says,
        "operationId": resource.name,
        "parameters": [
            {"name": name, "in": "query", "required": False, "schema": TAKES[name][0], "description": TAKES[name][1]}
            for name in resource.parameters
        ],
        "responses": {**_gives({"$ref": "#/components/schemas/page"}), "400": PROBLEM},
    }


def _one(resource: Resource) -> dict[str, Any]:
    return {
        "summary": f"{resource.says} One of them, with all that belongs to it.",
        "operationId": f"{resource.name}_one",
        "parameters": [{"name": "id", "in": "path", "required": True, "schema": KEY}],
        "responses": {**_gives({"$ref": "#/components/schemas/document"}), "404": PROBLEM},
    }


def _gives(schema: dict[str, Any]) -> dict[str, Any]:
    return {"200": {"description": "Found.", "content": {"application/json": {"schema": schema}}}}
