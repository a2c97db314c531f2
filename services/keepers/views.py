"""Keepers of entries, for editors: who they are, what they look after, and their links."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.views import needs
from services.models import Keeper

from . import actions, entries
from .forms import AssignForm, HandOverForm, KeeperForm

PER_PAGE = 50


@require_safe
@needs("content.edit")
def keepers(request: HttpRequest) -> HttpResponse:
    """Roles and counts only: a name or an address shows on the keeper's own screen."""
    found = Keeper.objects.select_related("organisation").defer("contact").order_by("-is_active", "role", "pk")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("p"))
    counts = entries.counts()
    rows = [(keeper, counts.get(keeper.pk, 0)) for keeper in page.object_list]
    return render(request, "services/keepers.html", {"rows": rows, "page": page})


@require_http_methods(["GET", "POST"])
@needs("content.edit")
def new(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    form = KeeperForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        keeper = actions.save(user, form.save(commit=False), form.given())
        messages.success(request, _("The keeper is saved. Now say which entries are theirs."))
        return redirect("directory_keeper", keeper.pk)
    context = {"form": form, "title": _("A new keeper"), "button": _("Save"), "back": "directory_keepers"}
    return render(request, "accounts/form.html", context)


@require_http_methods(["GET", "POST"])
@needs("content.edit")
def keeper(request: HttpRequest, keeper_id: UUID) -> HttpResponse:
    user: Any = request.user
    row = get_object_or_404(Keeper, pk=keeper_id)
    form = KeeperForm(request.POST if request.method == "POST" else None, instance=row)
    if form.is_valid():
        actions.save(user, form.save(commit=False), form.given())
        messages.success(request, _("The keeper is saved."))
        return redirect("directory_keeper", keeper_id)
    context = {
        "keeper": row,
        "form": form,
        "assign": AssignForm(auto_id="assign_%s", initial={"organisation": row.organisation_id}),
        "hand_over": HandOverForm(row, auto_id="hand_over_%s"),
        "count": entries.counts().get(row.pk, 0),
    }
    return render(request, "services/keeper.html", context)


@require_POST
@needs("content.edit")
def assign(request: HttpRequest, keeper_id: UUID) -> HttpResponse:
    user: Any = request.user
    row = get_object_or_404(Keeper, pk=keeper_id, is_active=True)
    form = AssignForm(request.POST)
    if form.is_valid():
        found = entries.of_organisation(form.cleaned_data["organisation"], also_kept=form.cleaned_data["also_kept"])
        _give(request, user, row, found)
    else:
        messages.error(request, _("Choose whose entries. Nothing was changed."))
    return redirect("directory_keeper", keeper_id)


@require_POST
@needs("content.edit")
def hand_over(request: HttpRequest, keeper_id: UUID) -> HttpResponse:
    user: Any = request.user
    row = get_object_or_404(Keeper, pk=keeper_id)
    form = HandOverForm(row, request.POST)
    if form.is_valid():
        _give(request, user, form.cleaned_data["keeper"], entries.kept_by(row))
    else:
        messages.error(request, _("Choose who takes them over. Nothing was changed."))
    return redirect("directory_keeper", keeper_id)


def _give(request: HttpRequest, user: Any, keeper: Keeper, found: list[Any]) -> None:
    if found:
        actions.assign(user, keeper, found)
    words = ngettext("%(count)d entry has a new keeper.", "%(count)d entries have a new keeper.", len(found))
    messages.success(request, words % {"count": len(found)})


@require_POST
@needs("content.edit")
def active(request: HttpRequest, keeper_id: UUID) -> HttpResponse:
    """Leave, or come back."""
    user: Any = request.user
    row = get_object_or_404(Keeper, pk=keeper_id)
    actions.set_active(user, row, request.POST.get("active") == "1")
    if row.is_active:
        messages.success(request, _("The keeper is in use again. Send a new link: old ones stay dead."))
    else:
        messages.success(request, _("The keeper has left. Their links open nothing any more."))
    return redirect("directory_keeper", keeper_id)


@require_POST
@needs("content.edit")
def send_link(request: HttpRequest, keeper_id: UUID) -> HttpResponse:
    user: Any = request.user
    row = get_object_or_404(Keeper, pk=keeper_id)
    if actions.send_link(user, row):
        messages.success(request, _("A link is on its way to them."))
    else:
        messages.error(request, _("There is no e-mail address to send it to, or they have left."))
    return redirect("directory_keeper", keeper_id)
