"""Where the token of a draft is kept: a visitor's in a cookie of its own, a worker's in their sealed session."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from . import cookies

SESSION_KEY = "journey"


@dataclass(frozen=True)
class Keeping:
    """Read the token of a request, give a new one with a response, take it back."""

    token_of: Callable[[HttpRequest], str | None]
    give: Callable[[HttpRequest, HttpResponse, str], None]
    take_back: Callable[[HttpRequest, HttpResponse], None]


IN_COOKIE = Keeping(
    token_of=cookies.token_of,
    give=lambda request, response, token: cookies.give(response, token),
    take_back=lambda request, response: cookies.take_back(response),
)


def _token_of(request: HttpRequest) -> str | None:
    return request.session.get(SESSION_KEY) or None


def _give(request: HttpRequest, response: HttpResponse, token: str) -> None:
    request.session[SESSION_KEY] = token


def _take_back(request: HttpRequest, response: HttpResponse) -> None:
    request.session.pop(SESSION_KEY, None)


# Signing out ends the session, and with it the way to the draft.
IN_SESSION = Keeping(_token_of, _give, _take_back)
