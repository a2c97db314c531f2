"""People and teams in Wagtail's admin, and the way to one's own sign-in."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from . import permissions, sessions, team_views, views


@hooks.register("register_admin_urls")
def people_urls() -> list[Any]:
    return [
        path("people/", views.people, name="people"),
        path("people/invite/", views.invite, name="invite_person"),
        path("people/<uuid:user_id>/", views.person, name="person"),
        path("people/<uuid:user_id>/role/", views.propose, name="propose_role"),
        path("people/<uuid:user_id>/reset/", views.reset, name="reset_sign_in"),
        path("people/<uuid:user_id>/unlock/", views.unlock, name="unlock_account"),
        path("people/<uuid:user_id>/close/", views.close, name="close_account"),
        path("people/roles/<int:membership_id>/approve/", views.approve, name="approve_role"),
        path("people/roles/<int:membership_id>/end/", views.end, name="end_role"),
        path("teams/", team_views.teams, name="teams"),
        path("teams/new/", team_views.edit, name="new_team"),
        path("teams/<int:team_id>/", team_views.edit, name="edit_team"),
    ]


class PeopleMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return permissions.has(request.user, "people.read")


@hooks.register("register_admin_menu_item")
def people_item() -> MenuItem:
    return PeopleMenuItem(_("People"), reverse("people"), name="people", icon_name="group", order=900)


@hooks.register("register_admin_menu_item")
def teams_item() -> MenuItem:
    return PeopleMenuItem(_("Teams"), reverse("teams"), name="teams", icon_name="site", order=910)


@hooks.register("register_account_menu_item")
def sign_in_item(request: HttpRequest) -> dict[str, Any]:
    return {
        "url": reverse("mfa_index"),
        "label": _("How you sign in"),
        "help_text": _("Password, authenticator app, passkeys and recovery codes."),
    }


@hooks.register("construct_main_menu")
def leave_out_what_is_for_editors(request: HttpRequest, items: list[MenuItem]) -> None:
    """No entry leads to a page that is not there for this person (see `middleware.is_for_editors`)."""
    hidden = {"help"} if permissions.has(request.user, "content.edit") else {"help", "reports"}
    items[:] = [item for item in items if item.name not in hidden]


@hooks.register("insert_global_admin_js")
def leave_when_idle() -> SafeString:
    """What stands on the screen goes when the session does."""
    return format_html(
        '<script src="{}" data-end-after="{}" data-ended-url="{}"></script>',
        static("js/staff.js"),
        int(sessions.IDLE.total_seconds()),
        reverse(settings.LOGIN_URL),
    )
