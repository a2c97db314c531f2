from django.urls import path

from . import views

app_name = "rules"

urlpatterns = [
    path("", views.commissions, name="commissions"),
    path("<slug:commission>/", views.rules, name="rules"),
    path("<slug:commission>/<slug:rule>/new/", views.change, name="new"),
    path("<slug:commission>/<slug:rule>/<int:row_id>/", views.change, name="change"),
]
