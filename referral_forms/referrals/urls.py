"""Asking for help: `/<language>/get-help/`."""

from django.urls import include, path

from journeys.views import urls

from . import views
from .changes.journey import JOURNEY as CHANGES
from .changes.views import urls as changes_urls
from .known.journey import JOURNEY as KNOWN
from .self_referral import JOURNEY

urlpatterns = [
    path("", views.get_help, name="get_help"),
    path("for-yourself/", include((urls(JOURNEY), JOURNEY.namespace))),
    path("for-someone-i-know/", include((urls(KNOWN), KNOWN.namespace))),
    path("changes/", include((changes_urls(), CHANGES.namespace))),
]
