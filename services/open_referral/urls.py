"""Below /open-referral, each with and without a slash at its end: a redirect would break some readers."""

from django.urls import path, re_path

from services.open_referral import views
from services.open_referral.resources import RESOURCES

app_name = "open_referral"
urlpatterns = [
    path("", views.about, name="about"),
    path("openapi.json", views.openapi, name="openapi"),
    *(re_path(rf"^{each.name}/?$", views.listing(each), name=each.name) for each in RESOURCES),
    *(re_path(rf"^{each.name}/(?P<key>[^/]+)/?$", views.single(each), name=f"{each.name}_one") for each in RESOURCES),
    re_path(r"", views.nothing, name="nothing"),
]
