"""The site, with one more way of asking for help: the self-referral with a page for files."""

from dataclasses import replace

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from config.urls import handler400, handler403, handler404, handler500  # noqa: F401
from config.urls import urlpatterns as of_the_site
from journeys.files import FilesForm
from journeys.journey import Step
from journeys.views import urls
from referral_forms.referrals.self_referral import JOURNEY
from vault.files.receiving import Rules

FILES = Step("files", "now", FilesForm, "Files", template="journeys/files.html", skippable=True, files=Rules(most=6))
WITH_FILES = replace(JOURNEY, namespace="with_files", steps=[JOURNEY.steps[0], FILES, *JOURNEY.steps[1:]])

urlpatterns = [
    *i18n_patterns(path("get-help/with-files/", include((urls(WITH_FILES), "with_files")))),
    *of_the_site,
]
