from django.urls import path

from . import contact_views, document_views, matter_views, views

app_name = "inbox"

urlpatterns = [
    path("", views.queue, name="queue"),
    path("find/", views.find, name="find"),
    path("<str:reference>/", views.case, name="case"),
    path("<str:reference>/note/", views.note, name="note"),
    path("<str:reference>/assign/", views.assign, name="assign"),
    path("<str:reference>/place/", views.place, name="place"),
    path("<str:reference>/documents/add/", document_views.add, name="add_document"),
    path("<str:reference>/documents/<uuid:document_id>/open/", document_views.prepare, name="open_document"),
    path("<str:reference>/documents/<str:token>/", document_views.download, name="document"),
    path("<str:reference>/changes/<uuid:change_id>/", contact_views.decide_change, name="decide_change"),
    path("<str:reference>/message/", contact_views.send_message, name="message"),
    path("<str:reference>/decide/<slug:question>/", matter_views.decide, name="decide"),
    path("<str:reference>/link/<uuid:link_id>/", matter_views.link, name="link"),
    path("<str:reference>/restrict/", matter_views.restrict, name="restrict"),
    path("<str:reference>/open-to/", matter_views.open_to, name="open_to"),
    path("<str:reference>/unrestrict/", matter_views.unrestrict, name="unrestrict"),
]
