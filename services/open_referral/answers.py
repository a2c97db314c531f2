"""Answers for machines: JSON, open to every origin, sent again only when changed; problems as RFC 9457 says them."""

import json
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse

from services.conditional import conditional

METHODS = "GET, HEAD, OPTIONS"
KEPT_BY_BROWSERS_SECONDS = 86_400
TITLES = {
    400: "This question cannot be answered as it was asked",
    404: "There is nothing here",
    405: "This can only be read",
    406: "Only application/json can be had here",
}


def answer(request: HttpRequest, content: Any, changed_at: datetime | None, *, personal: bool = False) -> HttpResponse:
    """`personal`: the question tells about whoever asked it, so nothing on the way may keep the answer."""
    response = _json(content, "application/json")
    if personal:
        response["Cache-Control"] = "no-store"
        return opened(response)
    return opened(conditional(request, response, changed_at))


def problem(status: int, faults: dict[str, str] | None = None) -> HttpResponse:
    """`faults`: what is wrong, by the name of the parameter. What was sent is not repeated."""
    content: dict[str, Any] = {"type": "about:blank", "title": TITLES[status], "status": status}
    if faults:
        content["detail"] = " ".join(f"{name}: {fault}" for name, fault in faults.items())
        content["errors"] = [{"parameter": name, "detail": fault} for name, fault in faults.items()]
    response = _json(content, "application/problem+json", status)
    response["Cache-Control"] = "no-store"
    if status == 405:
        response["Allow"] = METHODS
    return opened(response)


def preflight() -> HttpResponse:
    """What a browser asks before a page of another origin may read."""
    response = HttpResponse(status=204)
    response["Allow"] = response["Access-Control-Allow-Methods"] = METHODS
    response["Access-Control-Allow-Headers"] = "Accept, Content-Type, If-Modified-Since, If-None-Match"
    response["Access-Control-Max-Age"] = str(KEPT_BY_BROWSERS_SECONDS)
    return opened(response)


def opened(response: HttpResponse) -> HttpResponse:
    """Open data: any page may read it. No cookie ever comes or goes here."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "ETag, Last-Modified"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _json(content: Any, kind: str, status: int = 200) -> HttpResponse:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(text.encode(), content_type=kind, status=status)
