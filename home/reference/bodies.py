"""From the short way in which pages.json writes a body to what a StreamField stores."""

from typing import Any
from uuid import NAMESPACE_URL, uuid5


def stream(slug: str, parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Blocks with ids that are the same on every run, so that translations find their place."""
    return [_block(f"{slug}/{number}", *next(iter(part.items()))) for number, part in enumerate(parts)]


def typed(slug: str, name: str, values: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Blocks of one type, from their values."""
    return [{"type": name, "id": _id(f"{slug}/{name}/{number}"), "value": value} for number, value in enumerate(values)]


def step(pair: list[str]) -> dict[str, str]:
    return {"lead": pair[0], "text": pair[1]}


def link(page: int | None = None, view: str = "") -> dict[str, Any]:
    return {"page": page, "view": view}


def _block(place: str, kind: str, content: Any) -> dict[str, Any]:
    name, value = _WRITERS[kind](place, content)
    return {"type": name, "id": _id(place), "value": value}


def _paragraphs(lines: list[str]) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


_WRITERS = {
    "heading": lambda place, text: ("heading", text),
    "text": lambda place, lines: ("text", _paragraphs(lines)),
    "list": lambda place, lines: ("text", "<ul>" + "".join(f"<li>{line}</li>" for line in lines) + "</ul>"),
    "inset": lambda place, pair: ("inset", {"heading": pair[0], "text": _paragraphs(pair[1])}),
    "helplines": lambda place, audience: ("helplines", {"audience": audience}),
    "action": lambda place, pair: ("action", {"text": pair[0], "link": link(view=pair[1])}),
    "path": lambda place, pairs: ("path", {"steps": _items(place, [step(pair) for pair in pairs])}),
}


def _items(place: str, values: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"type": "item", "id": _id(f"{place}/{number}"), "value": value} for number, value in enumerate(values)]


def _id(place: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"waymark-demo/{place}"))
