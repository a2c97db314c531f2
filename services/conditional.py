"""Answers that are sent again only when they have changed."""

import hashlib
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date


def conditional(request: HttpRequest, response: HttpResponse, changed_at: datetime | None = None) -> HttpResponse:
    """`response`, or 304 where the reader holds the same. The tag is made from the content, so that it is strong."""
    response["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response["Cache-Control"] = f"public, max-age={settings.PUBLIC_CACHE_SECONDS}"
    seconds = int(changed_at.timestamp()) if changed_at else None
    if seconds is not None:
        response["Last-Modified"] = http_date(seconds)
    return get_conditional_response(request, response["ETag"], seconds, response) or response
