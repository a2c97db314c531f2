"""Screens about people: who may do what, who waits for a decision, and the way in. Not permitted is not found."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from . import actions, lockout, permissions
from .models import Membership, User
from .people_forms import InviteForm, RoleForm

View = Callable[..., HttpResponse]
STEPS = {
    Authenticator.Type.TOTP: gettext_lazy("authenticator app"),
    Authenticator.Type.WEBAUTHN: gettext_lazy("passkey"),
    Authenticator.Type.RECOVERY_CODES: gettext_lazy("recovery codes"),
}


def needs(permission: str) -> Callable[[View], View]:
    """Without the permission the page does not exist, nor does what an action refuses."""

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not permissions.has(request.user, permission):
                raise Http404
            try:
                return view(request, *args, **kwargs)
            except PermissionDenied as error:
                raise Http404 from error

        return guarded

    return wrap


@require_safe
@needs("people.read")
def people(request: HttpRequest) -> HttpResponse:
    actor: Any = request.user
    waiting = list(_memberships().filter(approved_at=None, ended_at=None))
    context = {
        "people": User.objects.prefetch_related("memberships__areas", "authenticator_set").order_by(
            "-is_active", "name"
        ),
        "waiting": [{"row": row, "may_approve": permissions.may_approve(actor, row)} for row in waiting],
        "may_invite": permissions.has(actor, "account.manage"),
    }
    return render(request, "accounts/people.html", context)


def _memberships() -> Any:
    return Membership.objects.select_related("user", "proposed_by", "approved_by", "ended_by").prefetch_related("areas")


@require_safe
@needs("people.read")
def person(request: HttpRequest, user_id: UUID) -> HttpResponse:
    actor: Any = request.user
    user = get_object_or_404(User, pk=user_id)
    rows = _memberships().filter(user=user).order_by("ended_at", "-proposed_at")
    context = {
        "person": user,
        "rows": [
            {
                "row": row,
                "may_approve": permissions.may_approve(actor, row),
                "may_end": permissions.may_end(actor, row),
            }
            for row in rows
        ],
        "may_propose": user.is_active and permissions.may_propose_for(actor, user),
        "may_manage": user.is_active and permissions.may_manage(actor, user),
        "locked_until": lockout.locked_until(user.email),
        "is_self": actor.pk == user.pk,
        "steps": sorted({str(STEPS[authenticator.type]) for authenticator in Authenticator.objects.filter(user=user)}),
    }
    return render(request, "accounts/person.html", context)


@require_http_methods(["GET", "POST"])
@needs("account.manage")
def invite(request: HttpRequest) -> HttpResponse:
    actor: Any = request.user
    form = InviteForm(request.POST or None)
    if form.is_valid():
        data = form.cleaned_data
        try:
            user = actions.invite(actor, name=data["name"], email=data["email"], role=data["role"], **form.reach())
        except actions.Refused as refusal:
            form.add_error("email", str(refusal.reason))
        else:
            messages.success(request, _("%(name)s is invited. The link is on its way.") % {"name": user.name})
            return redirect("person", user_id=user.pk)
    return render(request, "accounts/form.html", {"form": form, "title": _("Invite somebody"), "button": _("Invite")})


@require_http_methods(["GET", "POST"])
@needs("membership.propose")
def propose(request: HttpRequest, user_id: UUID) -> HttpResponse:
    actor: Any = request.user
    user = get_object_or_404(User, pk=user_id, is_active=True)
    if not permissions.may_propose_for(actor, user):
        raise Http404
    form = RoleForm(request.POST or None)
    if form.is_valid():
        try:
            row = actions.propose(
                actor, user, form.cleaned_data["role"], valid_until=form.valid_until(), **form.reach()
            )
        except actions.Refused as refusal:
            form.add_error("last_day", str(refusal.reason))
        else:
            text = _("The role counts now.") if row.approved_at else _("The role waits for a second person.")
            messages.success(request, text)
            return redirect("person", user_id=user.pk)
    title = _("A role for %(name)s") % {"name": user.name}
    return render(request, "accounts/form.html", {"form": form, "title": title, "button": _("Propose this role")})


@require_POST
@needs("people.read")
def approve(request: HttpRequest, membership_id: int) -> HttpResponse:
    row = actions.approve(request.user, get_object_or_404(Membership, pk=membership_id))  # type: ignore[arg-type]
    messages.success(request, _("Agreed. The role counts now."))
    return redirect("person", user_id=row.user_id)


def _confirm(request: HttpRequest, user: User, step: str, row: Membership | None = None) -> HttpResponse:
    return render(request, "accounts/confirm.html", {"person": user, "row": row, "step": step})


def _act(request: HttpRequest, user: User, action: Callable[[], object], done: str) -> HttpResponse:
    try:
        action()
    except actions.Refused as refusal:
        messages.error(request, str(refusal.reason))
    else:
        messages.success(request, done)
    return redirect("person", user_id=user.pk)


@require_http_methods(["GET", "POST"])
@needs("people.read")
def end(request: HttpRequest, membership_id: int) -> HttpResponse:
    actor: Any = request.user
    row = get_object_or_404(_memberships(), pk=membership_id)
    if not permissions.may_end(actor, row):
        raise Http404
    if request.method == "GET":
        return _confirm(request, row.user, "end", row)
    return _act(request, row.user, lambda: actions.end(actor, row), _("The role has ended."))


@require_http_methods(["GET", "POST"])
@needs("account.manage")
def reset(request: HttpRequest, user_id: UUID) -> HttpResponse:
    actor: Any = request.user
    user = get_object_or_404(User, pk=user_id, is_active=True)
    if not permissions.may_manage(actor, user):
        raise Http404
    if request.method == "GET":
        return _confirm(request, user, "reset")
    return _act(request, user, lambda: actions.reset_sign_in(actor, user), _("A new link is on its way to them."))


@require_http_methods(["GET", "POST"])
@needs("account.manage")
def close(request: HttpRequest, user_id: UUID) -> HttpResponse:
    actor: Any = request.user
    user = get_object_or_404(User, pk=user_id, is_active=True)
    if not permissions.may_manage(actor, user):
        raise Http404
    if request.method == "GET":
        return _confirm(request, user, "close")
    return _act(request, user, lambda: actions.close_account(actor, user), _("The account is closed."))


@require_POST
@needs("account.manage")
def unlock(request: HttpRequest, user_id: UUID) -> HttpResponse:
    actor: Any = request.user
    user = get_object_or_404(User, pk=user_id, is_active=True)
    return _act(request, user, lambda: actions.unlock(actor, user), _("They can try to sign in again now."))
