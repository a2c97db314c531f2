"""Whom to tell of a weakness: RFC 9116."""

from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from services.conditional import conditional

# The standard wants less than a year. Made anew every day: it ends where the site is no longer looked after.
GOOD_FOR = timedelta(days=180)
LANGUAGES = "en"


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    if not settings.SECURITY_CONTACT:
        raise Http404
    until = datetime.combine(timezone.now().astimezone(UTC).date() + GOOD_FOR, time(), UTC)
    lines = [
        *(f"Contact: {_uri(contact)}" for contact in settings.SECURITY_CONTACT),
        f"Expires: {until:%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {LANGUAGES}",
        f"Canonical: {request.build_absolute_uri('/.well-known/security.txt')}",
        "",
    ]
    return conditional(request, HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8"))


def _uri(contact: str) -> str:
    """An address for mail may be given as it is."""
    return contact if ":" in contact else f"mailto:{contact}"
