"""The one cookie of a visitor: opaque, for the session, set only when a journey starts."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

NAME = "visit"


def token_of(request: HttpRequest) -> str | None:
    return request.COOKIES.get(NAME) or None


def sent_by_another_site(request: HttpRequest) -> bool:
    """Whether a page of another site pressed Start: it must not put a new draft in the place of one that is written."""
    return request.headers.get("Sec-Fetch-Site") == "cross-site"


def give(response: HttpResponse, token: str) -> None:
    response.set_cookie(NAME, token, path="/", secure=settings.HTTPS, httponly=True, samesite="Strict")


def take_back(response: HttpResponse) -> None:
    """Expire our own cookies by name; nothing of another site on the same domain is touched."""
    response.delete_cookie(NAME, path="/", samesite="Strict")
    response.delete_cookie(settings.CSRF_COOKIE_NAME, path="/", samesite="Strict")
