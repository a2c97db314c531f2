"""Proposed changes, for editors: the list, and one with what it would change."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.views import needs
from content.languages import english_name
from services.models import AccessPoint, Proposal

from . import actions, difference, facts

PER_PAGE = 50
LONGEST_REASON = 600


@require_safe
@needs("content.edit")
def proposals(request: HttpRequest) -> HttpResponse:
    found = Proposal.objects.filter(state=Proposal.State.OPEN).defer("content")
    found = found.select_related("point__area", "point__service__organisation", "keeper").order_by("made_at", "pk")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("p"))
    return render(request, "services/proposals.html", {"page": page})


@require_http_methods(["GET", "POST"])
@needs("content.edit")
def proposal(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Accept the ticked fields, or decline with a reason. What was typed stays where something is missing."""
    user: Any = request.user
    row = get_object_or_404(Proposal.objects.select_related("point__service__organisation", "keeper"), pk=proposal_id)
    problem = ""
    if request.method == "POST":
        try:
            problem = _decide(user, row, request)
        except actions.AlreadyDecided:
            messages.error(request, _("This is decided already, or a newer proposal has taken its place."))
            return redirect("directory_proposals")
        if not problem:
            messages.success(request, _("Decided. The keeper hears of it."))
            return redirect("directory_proposals")
    return render(request, "services/proposal.html", _context(request, row, problem))


def _decide(user: Any, row: Proposal, request: HttpRequest) -> str:
    """What is wrong, or nothing."""
    if request.POST.get("decision") == "decline":
        reason = request.POST.get("reason", "").strip()
        if not reason:
            return _("Say why. The keeper reads it on their page.")
        if len(reason) > LONGEST_REASON:
            return _("That is too long. Use %(number)d letters at most.") % {"number": LONGEST_REASON}
        actions.decline(user, row, reason)
        return ""
    names = request.POST.getlist("field")
    if row.content["fields"] and not names:
        return _("Tick what you accept, or decline.")
    try:
        actions.accept(user, row, names)
    except ValidationError as refusal:
        return _("The entry would not be right with these changes alone: %(why)s") % {"why": " ".join(refusal.messages)}
    return ""


def _context(request: HttpRequest, row: Proposal, problem: str) -> dict[str, Any]:
    point = row.point
    changes = difference.changes(row, point, facts.Speaker.for_points())
    others = AccessPoint.objects.filter(translation_key=point.translation_key, live=True).exclude(pk=point.pk)
    codes = others.values_list("locale__language_code", flat=True)
    return {
        "proposal": row,
        "point": point,
        "changes": changes,
        "note": row.content["note"],
        "open": row.state == Proposal.State.OPEN,
        "problem": problem,
        "ticked": set(request.POST.getlist("field")) if problem else {each.name for each in changes if not each.done},
        "reason": request.POST.get("reason", ""),
        "declining": request.POST.get("decision") == "decline",
        "languages": [english_name(code) for code in codes],
        "longest": LONGEST_REASON,
    }
