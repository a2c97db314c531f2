"""The queue's place in Wagtail's admin."""

from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from accounts.requests import StaffRequest

from .permissions import may_see_queue


@hooks.register("register_admin_urls")
def urls() -> list[URLResolver]:
    return [path("inbox/", include("referral_forms.inbox.urls"))]


class QueueItem(MenuItem):
    def is_shown(self, request: StaffRequest) -> bool:
        return may_see_queue(request.user)


@hooks.register("register_admin_menu_item")
def queue_item() -> QueueItem:
    return QueueItem(_("Queue"), reverse("inbox:queue"), name="queue", icon_name="list-ul", order=1)
