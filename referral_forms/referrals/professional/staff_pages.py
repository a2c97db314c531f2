"""The checklists' place in Wagtail's admin."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from accounts import permissions

from . import checklist_views
from .checklist_actions import MANAGE


@hooks.register("register_admin_urls")
def checklist_urls() -> list[URLPattern]:
    return [
        path("checklists/", checklist_views.checklists, name="checklists"),
        path("checklists/new/", checklist_views.load, name="load_checklist"),
        path("checklists/<int:checklist_id>/end/", checklist_views.end, name="end_checklist"),
    ]


class ChecklistsItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return permissions.has(request.user, MANAGE)


@hooks.register("register_admin_menu_item")
def checklists_item() -> MenuItem:
    return ChecklistsItem(_("Checklists"), reverse("checklists"), name="checklists", icon_name="tasks", order=920)
