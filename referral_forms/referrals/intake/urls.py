from django.urls import include, path

from journeys.views import urls

from . import views
from .journey import FOR_ANOTHER, FOR_PROFESSIONAL, FOR_THEMSELF

urlpatterns = [
    path("", views.choose, name="intake"),
    path("for-themself/", include((urls(FOR_THEMSELF), FOR_THEMSELF.namespace))),
    path("for-another/", include((urls(FOR_ANOTHER), FOR_ANOTHER.namespace))),
    path("for-professional/", include((urls(FOR_PROFESSIONAL), FOR_PROFESSIONAL.namespace))),
]
