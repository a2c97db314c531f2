from django.urls import path

from . import translation_views

urlpatterns = [
    path("", translation_views.waiting, name="translations"),
    path("<uuid:case_id>/<slug:step>/<slug:field>/", translation_views.translate, name="translate_answer"),
]
