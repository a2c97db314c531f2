from django.urls import path

from . import views

app_name = "inbox"

urlpatterns = [
    path("", views.queue, name="queue"),
    path("find/", views.find, name="find"),
    path("<str:reference>/", views.case, name="case"),
    path("<str:reference>/note/", views.note, name="note"),
    path("<str:reference>/assign/", views.assign, name="assign"),
    path("<str:reference>/place/", views.place, name="place"),
]
