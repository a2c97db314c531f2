"""Exit: forget the visitor, then go to a page anybody might have open (domain H 1, H 2)."""

from collections.abc import Callable
from contextlib import suppress

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from . import cookies, drafts
from .patience import at_most

# Of the half second that the script waits, in milliseconds.
PATIENCE = 300

# What else ends on Exit: the name of a cookie at the path "/", and what forgets on the server what it opens.
_also: dict[str, Callable[[str], object]] = {}


def also(cookie: str, forget: Callable[[str], object]) -> None:
    _also[cookie] = forget


class SeeOther(HttpResponseRedirect):
    """303: whatever was asked, a GET follows."""

    status_code = 303


@csrf_exempt
@never_cache
def leave(request: HttpRequest) -> HttpResponse:
    """Delete the draft, expire our cookies, and go on. Never fails: leaving matters more than tidying."""
    script = _is_our_script(request)
    # A script leads to the neutral site by itself.
    response = HttpResponse(status=204) if script else SeeOther(settings.NEUTRAL_SITE)
    if not (script or _is_a_visit(request)):
        return response
    if token := cookies.token_of(request):
        # Without the cookie the draft cannot be opened, and it idles out.
        with suppress(DatabaseError), at_most(PATIENCE, connection):
            drafts.drop(token)
    for name, forget in _also.items():
        if token := request.COOKIES.get(name):
            with suppress(DatabaseError), at_most(PATIENCE, connection):
                forget(token)
            response.delete_cookie(name, path="/", samesite="Strict")
    cookies.take_back(response)
    # Not "cache", which can stall for seconds; not "cookies", which would clear the council's other sites.
    response["Clear-Site-Data"] = '"storage"'
    response["Cache-Control"] = "no-store"
    return response


def forget(request: HttpRequest, response: HttpResponse) -> None:
    """Let go of what was begun or sent in this browser: it may be somebody else's who sits there now."""
    if token := cookies.token_of(request):
        drafts.drop(token)
        cookies.take_back(response)


def _is_a_visit(request: HttpRequest) -> bool:
    """An image or a prefetch that names this address must not throw somebody's answers away."""
    prefetched = request.headers.get("Sec-Purpose", "").startswith("prefetch")
    return not prefetched and request.headers.get("Sec-Fetch-Dest", "document") == "document"


def _is_our_script(request: HttpRequest) -> bool:
    told = [request.headers.get(f"Sec-Fetch-{name}") for name in ("Dest", "Site")]
    return request.method == "POST" and told == ["empty", "same-origin"]
