"""The place of referrals in Wagtail's admin."""

from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from accounts.permissions import has
from accounts.requests import StaffRequest

from .intake.journey import PERMISSION as INTAKE
from .professional import checking
from .translating import PERMISSION as TRANSLATE


@hooks.register("register_admin_urls")
def referrer_urls() -> list[URLResolver]:
    return [path("referrers/", include("referral_forms.referrals.professional.staff_urls"))]


class ReferrersItem(MenuItem):
    def is_shown(self, request: StaffRequest) -> bool:
        return has(request.user, checking.MANAGE)


@hooks.register("register_admin_menu_item")
def referrers_item() -> MenuItem:
    return ReferrersItem(_("Professionals"), reverse("referrers:list"), name="referrers", icon_name="user", order=905)


@hooks.register("register_admin_urls")
def urls() -> list[URLResolver]:
    return [
        path("intake/", include("referral_forms.referrals.intake.urls")),
        path("translations/", include("referral_forms.referrals.translation_urls")),
    ]


class IntakeItem(MenuItem):
    def is_shown(self, request: StaffRequest) -> bool:
        return has(request.user, INTAKE)


class TranslationsItem(MenuItem):
    def is_shown(self, request: StaffRequest) -> bool:
        return has(request.user, TRANSLATE)


@hooks.register("register_admin_menu_item")
def intake_item() -> MenuItem:
    return IntakeItem(_("Fill in for somebody"), reverse("intake"), name="intake", icon_name="form", order=2)


@hooks.register("register_admin_menu_item")
def translations_item() -> MenuItem:
    return TranslationsItem(_("Translations"), reverse("translations"), name="translations", icon_name="site", order=3)
