from django.urls import path

from . import contact_views, views

app_name = "inbox"

urlpatterns = [
    path("", views.queue, name="queue"),
    path("find/", views.find, name="find"),
    path("<str:reference>/", views.case, name="case"),
    path("<str:reference>/note/", views.note, name="note"),
    path("<str:reference>/assign/", views.assign, name="assign"),
    path("<str:reference>/place/", views.place, name="place"),
    path("<str:reference>/changes/<uuid:change_id>/", contact_views.decide_change, name="decide_change"),
    path("<str:reference>/message/", contact_views.send_message, name="message"),
]
