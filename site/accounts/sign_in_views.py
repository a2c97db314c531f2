"""The pages of signing in that are ours: the one-time link, help, and waiting for a role."""

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.login import record_authentication
from allauth.account.views import PasswordChangeView
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from . import invitations, permissions
from .forms import ChoosePasswordForm
from .models import Invitation

SESSION_KEY = "invitation"


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """Nobody resets their own password: a mailbox that somebody else reads would open every case."""
    return render(request, "accounts/sign_in_help.html", {"help": settings.STAFF_HELP})


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    if permissions.roles(request.user):
        return redirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "accounts/sign_in_waiting.html", {"help": settings.STAFF_HELP})


@require_safe
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """Takes the token out of the address at once, so that it stands in no referrer and no history of the next page."""
    request.session[SESSION_KEY] = invitations.digest(token)
    return redirect("sign_in_start")


def _invitation(request: HttpRequest) -> Invitation | None:
    return invitations.find(request.session.get(SESSION_KEY, ""))


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def choose_password(request: HttpRequest) -> HttpResponse:
    """The first password; whoever sets it is signed in, and goes on to the second step."""
    invitation = _invitation(request)
    if invitation is None:
        return render(request, "accounts/sign_in_link_gone.html", {"help": settings.STAFF_HELP}, status=410)
    form = ChoosePasswordForm(request.POST or None, user=invitation.user)
    if form.is_valid():
        try:
            user = invitations.accept(invitation, form.cleaned_data["password1"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            request.session.flush()
            record_authentication(request, user, method="password", email=user.email)
            get_adapter(request).login(request, user)
            return redirect("mfa_index")
    return render(request, "accounts/sign_in_start.html", {"form": form, "person": invitation.user})


change_password = reauthentication_required(app="allauth.account")(PasswordChangeView.as_view())


class RemovePasskey(RemoveWebAuthnView):
    def form_valid(self, form: object) -> HttpResponse:
        adapter = get_mfa_adapter()
        if not adapter.can_delete_authenticator(self.get_object()):
            messages.error(self.request, adapter.error_messages["cannot_delete_authenticator"])
            return redirect("mfa_list_webauthn")
        return super().form_valid(form)


remove_passkey = RemovePasskey.as_view()
