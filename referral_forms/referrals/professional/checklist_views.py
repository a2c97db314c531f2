"""Screens on which staff load an organisation's licensed checklist. Not permitted is not found."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.views import needs

from ..models import Checklist
from . import checklist_actions
from .checklist_actions import MANAGE
from .checklist_forms import LoadForm


@require_safe
@needs(MANAGE)
def checklists(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    rows = [
        {"checklist": each, "ended": bool(each.valid_until and each.valid_until < today)}
        for each in Checklist.objects.select_related("loaded_by")
    ]
    return render(request, "referrals/checklists.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
@needs(MANAGE)
def load(request: HttpRequest) -> HttpResponse:
    actor: Any = request.user
    form = LoadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        checklist_actions.load(actor, form.made(), form.cleaned_data["file"])
        messages.success(request, _("The checklist is loaded."))
        return redirect("checklists")
    return render(request, "referrals/load_checklist.html", {"form": form})


@require_POST
@needs(MANAGE)
def end(request: HttpRequest, checklist_id: int) -> HttpResponse:
    actor: Any = request.user
    checklist_actions.end(actor, get_object_or_404(Checklist, pk=checklist_id))
    messages.success(request, _("The checklist is out of use."))
    return redirect("checklists")
