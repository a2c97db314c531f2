"""Pages for what went wrong. They must stand when the database does not."""

import structlog
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils.translation import gettext as _

from .middleware import STAFF

log = structlog.get_logger()


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 403, "404")  # that something is there but closed is nobody's business


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    return page(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return page(request, 403, "403_csrf")


def page(request: HttpRequest, status: int, name: str = "") -> HttpResponse:
    """The page of that name (or of the status); when even that cannot be made, one that needs nothing."""
    name = name or str(status)
    if request.path.startswith(STAFF):
        return HttpResponse(_staff(name), status=status)
    # The second try goes without the request: no brand, no helplines of the database.
    for asked_by in (request, None):
        try:
            return HttpResponse(loader.render_to_string(f"errors/{name}.html", {}, asked_by, "public"), status=status)
        except Exception as error:  # whatever is down, the visitor still gets a page
            log.error("error_page_failed", exc_info=error)
    return HttpResponse(LAST_RESORT, status=status)


def _staff(name: str) -> str:
    """Without a request: no user, no session, no site settings, so no database."""
    title, advice = {
        "403_csrf": (
            _("The page had been open for too long"),
            _("Nothing was saved. Go back, load the page again and repeat what you did."),
        ),
        "500": (_("Something went wrong on our side"), _("Nothing you did caused it. Wait a minute, then try again.")),
        "400": (_("We could not read that request"), _("Go back and try again.")),
    }.get(name, (_("Page not found"), _("It may have moved, or it may not be open to you.")))
    return loader.render_to_string("errors/staff.html", {"title": title, "advice": advice}, using="staff")


LAST_RESORT = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sorry, something went wrong</title></head>
<body><h1>Sorry, something went wrong</h1>
<p>If you are in danger now, call 999. If you cannot speak, press 55 on a mobile when you are asked to.</p>
<p><a href="/leave/">Leave this site</a></p></body></html>
"""
