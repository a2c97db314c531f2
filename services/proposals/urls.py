"""Below a language: /en/keep/."""

from django.urls import path

from . import views

urlpatterns = [
    path("<str:token>/", views.keep, name="keep"),
    path("<str:token>/<uuid:point>/", views.propose, name="keep_propose"),
]
