"""Every address. Plain views stand before Wagtail's catch-all, so that no page can shadow them."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.urls import serve_pattern
from wagtail.views import serve

from journeys.leaving import leave
from services.feeds.atom import changes_feed
from services.open_referral import views as open_referral
from services.sketch.views import about_the_data

from . import health
from .home import staff_home

handler400 = "config.errors.bad_request"
handler403 = "config.errors.forbidden"
handler404 = "config.errors.not_found"
handler500 = "config.errors.server_error"

urlpatterns = [
    path("health/live/", health.live, name="health_live"),
    path("health/ready/", health.ready, name="health_ready"),
    path("health/work/", health.work, name="health_work"),
    path("admin/", include("accounts.urls")),
    path("admin/", staff_home, name="staff_home"),
    path("admin/", include(wagtailadmin_urls)),
    path("leave/", leave, name="leave"),
    path("open-referral", open_referral.about, name="open_referral"),
    path("open-referral/", include("services.open_referral.urls")),
    path("", include("services.feeds.urls")),
    path("", include("content.urls")),
    *i18n_patterns(
        path("find-support/", include("services.urls")),
        path("feeds/changes.atom", changes_feed, name="changes_feed"),
        path("about-the-data/", about_the_data, name="about_the_data"),
        path("keep/", include("services.proposals.urls")),
        path("get-help/", include("referral_forms.referrals.urls")),
        # Nothing else of wagtail.urls: its sign-in page knows neither our lock nor the second step.
        re_path(serve_pattern, serve, name="wagtail_serve"),
    ),
]
