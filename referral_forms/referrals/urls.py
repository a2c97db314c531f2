"""Asking for help: `/<language>/get-help/`."""

from django.urls import include, path

from journeys.views import urls

from . import views
from .professional.journey import JOURNEY as PROFESSIONAL
from .self_referral import JOURNEY

urlpatterns = [
    path("", views.get_help, name="get_help"),
    path("for-yourself/", include((urls(JOURNEY), JOURNEY.namespace))),
    path("refer/referral/", include((urls(PROFESSIONAL), PROFESSIONAL.namespace))),
]
