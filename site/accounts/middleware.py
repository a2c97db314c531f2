"""Nobody works on staff pages without a second factor, for longer than they are there."""

from collections.abc import Callable
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import ResolverMatch, reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from . import permissions, record, sessions

# Where somebody who has signed in with a password only may go: enrol, see the codes once, sign out.
ENROLMENT = {
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_view_recovery_codes",
    "account_reauthenticate",
}
# Where everybody may go, with or without an account.
OPEN = {
    "account_login",
    "account_logout",
    "account_reset_password",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "sign_in_link",
    "sign_in_start",
    "wagtailadmin_logout",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_sprite",
}
# Where somebody without any role may go: their own sign-in.
OWN = ENROLMENT | {
    "account_change_password",
    "mfa_deactivate_totp",
    "mfa_generate_recovery_codes",
    "mfa_list_webauthn",
    "mfa_edit_webauthn",
    "mfa_remove_webauthn",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "sign_in_waiting",
}
# Of Wagtail's own pages, what everybody with a role may use; settings ask for the permission of each themselves.
WAGTAIL_FOR_ALL = (
    "wagtailadmin_home",
    "wagtailadmin_account",
    "wagtailadmin_dismissibles",
    "wagtailadmin_error_test",
    "wagtail_localize:javascript_catalog",
    "wagtailsettings:",
)

# What a page asks for by itself, again and again or once with itself: nobody need be there.
BACKGROUND = (
    "wagtailadmin_editing_sessions:",
    "wagtailadmin_dismissibles",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_sprite",
    "wagtail_localize:javascript_catalog",
)


class StaffMiddleware:
    """Stands after the session, the user and allauth's own middleware; touches nothing outside `/admin/`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_staff_address(request.path):
            return self.get_response(request)
        answer = self._refuse_session(request, timezone.now())
        response = answer or self.get_response(request)
        response["Cache-Control"] = "no-store, private"
        return response

    def process_view(self, request: HttpRequest, *args: object) -> HttpResponse | None:
        """Which staff pages this session may see; runs once the address is known."""
        match = request.resolver_match
        if not is_staff_address(request.path) or match is None or not request.user.is_authenticated:
            return None
        name = _name(match)
        if not is_background(request, name):
            sessions.note(request.session)
        if name in OPEN:
            return None
        if not sessions.is_strong(request.session):
            return None if name in ENROLMENT else redirect("mfa_index")
        if is_for_editors(name) and not permissions.has(request.user, "content.edit"):
            raise Http404
        if name in OWN or permissions.roles(request.user):
            return None
        if name in ("staff_home", "wagtailadmin_home"):
            return redirect("sign_in_waiting")
        raise Http404

    def _refuse_session(self, request: HttpRequest, now: datetime) -> HttpResponse | None:
        if not request.user.is_authenticated:
            return None
        if sessions.is_over(request.session, now):
            return _end(request, _("You were signed out because nothing happened for a while. Sign in again."))
        if not sessions.is_strong(request.session) and has_second_factor(request):
            # A session from before the enrolment, perhaps of somebody who knew the password only.
            return _end(request, _("Sign in again, with both steps."))
        return None


def is_for_editors(name: str) -> bool:
    """Whether an address is a tool for pages and files. Some of Wagtail's ask no permission of their own at all."""
    return name.startswith("wagtail") and name not in OPEN and not name.startswith(WAGTAIL_FOR_ALL)


def is_background(request: HttpRequest, name: str) -> bool:
    """Whether a page asks by itself; one of ours says so, Wagtail's are known by name."""
    return request.headers.get("X-Background") == "1" or name.startswith(BACKGROUND)


def is_staff_address(path: str) -> bool:
    return path == "/admin" or path.startswith("/admin/")


def has_second_factor(request: HttpRequest) -> bool:
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return Authenticator.objects.filter(user_id=request.user.pk, type__in=kinds).exists()


def _name(match: ResolverMatch) -> str:
    return match.view_name


def _end(request: HttpRequest, why: str) -> HttpResponse:
    """Sign out on the server. Answers a page with the way back, and a background request with 401."""
    record.event("session_ended", request.user)  # type: ignore[arg-type]
    logout(request)
    if request.headers.get("X-Background") == "1" or request.headers.get("X-Requested-With") == "XMLHttpRequest":
        return HttpResponse(status=401)
    messages.info(request, why)
    back = f"?{urlencode({'next': request.get_full_path()})}" if request.method == "GET" else ""
    return redirect(reverse(settings.LOGIN_URL) + back)
