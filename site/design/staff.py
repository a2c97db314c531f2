"""What staff templates know beside their own context."""

from django.conf import settings
from django.http import HttpRequest


def demonstration(request: HttpRequest) -> dict[str, bool]:
    """Whether to say that everything on the page is made up."""
    return {"DEMO": settings.DEMO}
