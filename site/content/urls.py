"""Addresses that belong to no language."""

from django.urls import path

from content import views

urlpatterns = [
    path("", views.front_door, name="front_door"),
    path("media/<slug:folder>/<path:name>", views.picture, name="picture"),
    path("brand/<slug:digest>.css", views.brand_stylesheet, name="brand_stylesheet"),
]
