"""`/admin/referrers/`."""

from django.urls import path

from . import staff_views

app_name = "referrers"

urlpatterns = [
    path("", staff_views.listed, name="list"),
    path("<uuid:professional_id>/confirm/", staff_views.confirm, name="confirm"),
    path("<uuid:professional_id>/refuse/", staff_views.refuse, name="refuse"),
    path("domains/add/", staff_views.permit, name="permit"),
    path("domains/<int:domain_id>/remove/", staff_views.forbid, name="forbid"),
    path("of/<str:reference>/tell/", staff_views.tell, name="tell"),
    path("of/<str:reference>/withdrawal/", staff_views.withdrawal, name="withdrawal"),
    path("of/<str:reference>/read/", staff_views.read, name="read"),
]
