"""Below /admin/directory/exchange/: the directory as a file."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.exchange, name="directory_exchange"),
    *(
        path(f"directory.{form}", views.export, {"form": form}, name=f"directory_export_{form}")
        for form in ("csv", "xlsx", "json")
    ),
    path("file/", views.from_file, name="directory_import_file"),
    path("feed/", views.from_feed, name="directory_import_feed"),
    path("<uuid:import_id>/", views.import_run, name="directory_import"),
    path("<uuid:import_id>/write/", views.write, name="directory_import_write"),
    path("<uuid:import_id>/forget/", views.drop, name="directory_import_forget"),
]
