"""What stands in the admin's menu under Directory, beside the lists of entries."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from accounts import permissions


class EditorsItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return permissions.has(request.user, "content.edit")


def _item(label: Any, name: str, icon: str, order: int) -> Callable[[], MenuItem]:
    return lambda: EditorsItem(label, reverse_lazy(name), name=name, icon_name=icon, order=order)


HOOK = "register_directory_menu_item"
hooks.register(HOOK, _item(_("What is due"), "directory_due", "date", 100))
hooks.register(HOOK, _item(_("Proposed changes"), "directory_proposals", "edit", 110))
hooks.register(HOOK, _item(_("Gaps"), "directory_gaps", "warning", 120))
hooks.register(HOOK, _item(_("Keepers"), "directory_keepers", "user", 130))
hooks.register(HOOK, _item(_("Import and export"), "directory_exchange", "download", 140))


@hooks.register("register_admin_urls")
def urls() -> list[Any]:
    return [path("directory/", include("services.directory_urls"))]
