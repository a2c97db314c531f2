"""Below a language: /en/find-support/."""

from django.urls import path

from services import browsing_pages, entry_page, finding_pages, problem_pages
from services.sketch import views as sketch_views

urlpatterns = [
    # No area takes these words: places.models.areas.KEPT_WORDS.
    path("", finding_pages.find_support, name="find_support"),
    path("near/<str:token>/", finding_pages.support_nearby, name="support_nearby"),
    path("needs/", browsing_pages.needs_page, name="support_needs"),
    path("needs/<slug:need>/", browsing_pages.need, name="support_need"),
    path("needs/<slug:need>/<slug:area>/", browsing_pages.need_in_area, name="support_need_area"),
    path("map/", sketch_views.support_map, name="support_map"),
    path("<slug:area>/", browsing_pages.area, name="support_area"),
    path("<slug:area>/<slug:slug>/", entry_page.access_point, name="access_point"),
    path("<slug:area>/<slug:slug>/print/", entry_page.print_sheet, name="print_sheet"),
    path("<slug:area>/<slug:slug>/card/", entry_page.wallet_card, name="wallet_card"),
    path("<slug:area>/<slug:slug>/problem/", problem_pages.report, name="report_problem"),
    path("<slug:area>/<slug:slug>/problem/thanks/", problem_pages.thanks, name="problem_reported"),
]
