"""Screens about teams: areas, mailbox, alert chain and who is on call."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from . import permissions, team_actions
from .models import Team
from .people_forms import TeamForm
from .teams import alert_chain
from .views import needs


@require_safe
@needs("people.read")
def teams(request: HttpRequest) -> HttpResponse:
    found = Team.objects.select_related("on_call", "commission").prefetch_related("areas")
    rows = [{"team": team, "chain": alert_chain(team)} for team in found]
    return render(
        request, "accounts/teams.html", {"rows": rows, "may_manage": permissions.has(request.user, "team.manage")}
    )


@require_http_methods(["GET", "POST"])
@needs("team.manage")
def edit(request: HttpRequest, team_id: int | None = None) -> HttpResponse:
    actor: Any = request.user
    team = get_object_or_404(Team, pk=team_id) if team_id else Team()
    form = TeamForm(request.POST or None, instance=team)
    if form.is_valid():
        team_actions.save_team(actor, form.instance, areas=list(form.cleaned_data["areas"]), chain=form.chain())
        messages.success(request, _("The team is saved."))
        return redirect("teams")
    title = _("Change a team") if team_id else _("A new team")
    return render(request, "accounts/form.html", {"form": form, "title": title, "button": _("Save"), "back": "teams"})
