from django.urls import path

from . import matter_views, views

app_name = "inbox"

urlpatterns = [
    path("", views.queue, name="queue"),
    path("find/", views.find, name="find"),
    path("<str:reference>/", views.case, name="case"),
    path("<str:reference>/note/", views.note, name="note"),
    path("<str:reference>/assign/", views.assign, name="assign"),
    path("<str:reference>/place/", views.place, name="place"),
    path("<str:reference>/decide/<slug:question>/", matter_views.decide, name="decide"),
    path("<str:reference>/link/<uuid:link_id>/", matter_views.link, name="link"),
    path("<str:reference>/restrict/", matter_views.restrict, name="restrict"),
    path("<str:reference>/open-to/", matter_views.open_to, name="open_to"),
    path("<str:reference>/unrestrict/", matter_views.unrestrict, name="unrestrict"),
]
