"""The place of referrals in Wagtail's admin."""

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from accounts import permissions

from .professional import checking


@hooks.register("register_admin_urls")
def referrer_urls() -> list[URLResolver]:
    return [path("referrers/", include("referral_forms.referrals.professional.staff_urls"))]


class ReferrersItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return permissions.has(request.user, checking.MANAGE)


@hooks.register("register_admin_menu_item")
def referrers_item() -> MenuItem:
    return ReferrersItem(_("Professionals"), reverse("referrers:list"), name="referrers", icon_name="user", order=905)
