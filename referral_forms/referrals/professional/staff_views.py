"""Staff screens: professionals who wait to be checked, the domains we know, and the sender's side of a case."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import has
from accounts.requests import StaffRequest
from referral_forms.referrals.models import PermittedDomain

from . import answering, checking
from .access_forms import DomainForm, RefuseForm

View = Callable[..., HttpResponse]


def not_there(view: View) -> View:
    """What somebody may not do is not there."""

    @wraps(view)
    def wrapped(*args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(*args, **kwargs)
        except PermissionDenied:
            raise Http404 from None

    return wrapped


@require_safe
def listed(request: StaffRequest) -> HttpResponse:
    if not has(request.user, checking.MANAGE):
        raise Http404
    return _list(request)


def _list(request: StaffRequest, *, domain: forms.Form | None = None, refuse: forms.Form | None = None) -> HttpResponse:
    context = {
        "waiting": checking.waiting(),
        "decided": checking.decided(),
        "domains": PermittedDomain.objects.select_related("added_by"),
        "domain_form": domain or DomainForm(),
        "refuse_form": refuse or RefuseForm(),
    }
    status = 422 if domain or refuse else 200
    return render(request, "referrals/professional/list.html", context, status=status)


@require_POST
@not_there
def confirm(request: StaffRequest, professional_id: UUID) -> HttpResponse:
    checking.confirm(request.user, professional_id)
    messages.success(request, _("They are checked now."))
    return redirect("referrers:list")


@require_POST
@not_there
def refuse(request: StaffRequest, professional_id: UUID) -> HttpResponse:
    if not has(request.user, checking.MANAGE):
        raise Http404
    form = RefuseForm(request.POST)
    if not form.is_valid():
        return _list(request, refuse=form)
    checking.refuse(request.user, professional_id, form.cleaned_data["reason"])
    messages.success(request, _("They are refused. What they sent stays, marked as not checked."))
    return redirect("referrers:list")


@require_POST
@not_there
def permit(request: StaffRequest) -> HttpResponse:
    if not has(request.user, checking.MANAGE):
        raise Http404
    form = DomainForm(request.POST)
    if not form.is_valid():
        return _list(request, domain=form)
    given = form.cleaned_data
    checking.permit(request.user, given["domain"], given["organisation"], given["source"])
    messages.success(request, _("The organisation is on the list."))
    return redirect("referrers:list")


@require_POST
@not_there
def forbid(request: StaffRequest, domain_id: int) -> HttpResponse:
    checking.forbid(request.user, domain_id)
    messages.success(request, _("The organisation is off the list. Whoever it vouched for waits to be checked."))
    return redirect("referrers:list")


@require_POST
@not_there
def tell(request: StaffRequest, reference: str) -> HttpResponse:
    try:
        answering.tell_referrer(request.user, reference, request.POST.get("state", ""), request.POST.get("reason", ""))
        messages.success(request, _("Their page says so now."))
    except ValueError:
        messages.error(
            request,
            _("Choose a reason for “Redirected”, and none for “Accepted”. Somebody must have taken the case on first."),
        )
    return redirect("inbox:case", reference)


@require_POST
@not_there
def withdrawal(request: StaffRequest, reference: str) -> HttpResponse:
    answering.decide_withdrawal(request.user, reference, agreed=request.POST.get("agreed") == "yes")
    messages.success(request, _("Their page says so now."))
    return redirect("inbox:case", reference)


@require_POST
@not_there
def read(request: StaffRequest, reference: str) -> HttpResponse:
    answering.read_additions(request.user, reference)
    messages.success(request, _("Marked as read."))
    return redirect("inbox:case", reference)
