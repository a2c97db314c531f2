"""Asking for help: `/<language>/get-help/`."""

from django.urls import include, path

from journeys.views import urls

from . import equality_views, views
from .changes.journey import JOURNEY as CHANGES
from .changes.views import urls as changes_urls
from .known.journey import JOURNEY as KNOWN
from .professional import urls as professional
from .professional.journey import JOURNEY as PROFESSIONAL
from .self_referral import JOURNEY

urlpatterns = [
    path("", views.get_help, name="get_help"),
    path("for-yourself/about-you/", equality_views.equality, name="equality"),
    path("for-yourself/", include((urls(JOURNEY), JOURNEY.namespace))),
    path("refer/referral/", include((urls(PROFESSIONAL), PROFESSIONAL.namespace))),
    path("refer/", include((professional.own, professional.app_name))),
    path("refer/", include(professional.sign_in)),
    path("for-someone-i-know/", include((urls(KNOWN), KNOWN.namespace))),
    path("changes/", include((changes_urls(), CHANGES.namespace))),
]
