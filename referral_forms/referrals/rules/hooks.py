"""The rules' place in Wagtail's admin."""

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from accounts import permissions


@hooks.register("register_admin_urls")
def urls() -> list[URLResolver]:
    return [path("rules/", include("referral_forms.referrals.rules.urls"))]


class RulesItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return permissions.has(request.user, "policy.edit")


@hooks.register("register_admin_menu_item")
def rules_item() -> MenuItem:
    return RulesItem(_("Rules"), reverse("rules:commissions"), name="rules", icon_name="tick-inverse", order=690)
