"""The queue and the case, inside Wagtail's admin. Who may not see a thing is told that it is not there."""

from contextlib import suppress
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.requests import StaffRequest
from places.models import Area
from vault.files.faults import ACCEPT
from vault.schedule import late

from . import actions, cards, contact, documents, kinds, placing, search, timeline, whys
from . import messages as outgoing
from .forms import NoteForm
from .models import Case, Risk
from .permissions import cases_for, may_see_queue
from .references import tidy
from .search import Filters
from .tasks import ESCALATE


@require_GET
def queue(request: StaffRequest) -> HttpResponse:
    if not may_see_queue(request.user):
        raise Http404
    filters = Filters.of(request.GET)
    page = search.page_of(search.queue(request.user, filters), request.GET.get("p"))
    counts = search.counts(request.user, filters)
    context = {
        "page": page,
        "rows": [_row(case, page.start_index() + place) for place, case in enumerate(page.object_list)],
        "total": counts["all"],
        "shows": [
            _show(key, title, counts[key], filters)
            for key, title in _titles()
            # Of no use until there is something to leave out.
            if key != "people" or counts["people"] < counts["all"] or filters.show == "people"
        ],
        "filters": filters,
        "areas": search.areas_of(request.user),
        "kinds": kinds.choices(),
        "states": kinds.states().items(),
        "query": urlencode(filters.chosen()),
        "jobs_late": late(ESCALATE),
    }
    return render(request, "inbox/queue.html", context)


def _titles() -> list[tuple[str, Any]]:
    risks = [(risk.value, risk.label) for risk in Risk]
    return [
        ("all", _("All")),
        ("act_now", _("Act now")),
        *risks,
        ("idva", _("IDVA list")),
        ("overdue", _("Contact overdue")),
        ("nobody", _("Nobody yet")),
        ("people", _("Without what machines may have sent")),
    ]


def _show(key: str, title: Any, count: int, filters: Filters) -> dict[str, Any]:
    chosen = {**filters.chosen(), "show": "" if key == "all" else key}
    current = filters.show == chosen["show"]
    return {
        "key": key,
        "title": title,
        "count": count,
        "query": urlencode({k: v for k, v in chosen.items() if v}),
        "current": current,
    }


def _row(case: Case, place: int) -> dict[str, Any]:
    kind = kinds.get(case.kind)
    return {
        "case": case,
        "place": place,
        "kind": kind.title,
        "state": kind.state(case.state).title,
        "headline": whys.headline(case),
        "reasons": whys.reasons(case),
    }


@require_POST
def find(request: StaffRequest) -> HttpResponse:
    """Go to a case by its reference; a POST, so that it stands in no address list of a browser or server."""
    if not may_see_queue(request.user):
        raise Http404
    reference = tidy(request.POST.get("reference", ""))
    if cases_for(request.user).filter(reference=reference).exists():
        return redirect("inbox:case", reference)
    with suppress(PermissionDenied):
        actions.refuse(request.user, "case.find", reference)
    messages.error(request, _("There is no case with that reference in your areas. Check each letter and try again."))
    return redirect("inbox:queue")


@require_GET
def case(request: StaffRequest, reference: str) -> HttpResponse:
    try:
        opened = actions.open_case(request.user, reference)
    except PermissionDenied:
        raise Http404 from None
    return case_page(request, opened)


def shown_again(request: StaffRequest, reference: str, **instead: Any) -> HttpResponse:
    """The case page with a form that could not be taken, and why. `instead`: by name in the page's context."""
    return case_page(request, actions.open_case(request.user, reference), status=422, **instead)


def case_page(
    request: StaffRequest, opened: Case, form: NoteForm | None = None, status: int = 200, **more: Any
) -> HttpResponse:
    """The page of a case that was opened; `form` and `more` say what was wrong with something sent from it."""
    kind = kinds.get(opened.kind)
    context = {
        "case": opened,
        "kind": kind,
        "state": kind.state(opened.state).title,
        "headline": whys.headline(opened),
        "reasons": whys.reasons(opened),
        "safe": contact.banner(opened.safe_contact),
        "sender": contact.sender_banner(opened),
        "changes": contact.open_changes(opened),
        "outgoing": outgoing.choices(opened),
        "panel_template": kind.panel_template,
        "panel": kind.panel(opened),
        "timeline": timeline.entries(opened, viewer=request.user),
        "may_work": cases_for(request.user, "case.work").filter(pk=opened.pk, merged_into=None).exists(),
        "form": form or NoteForm(initial={"note_id": uuid4()}),
        "areas": placing.choices(opened),
        "documents": documents.listed(opened),
        "scanner_trouble": documents.scanner_trouble(),
        "accept": ACCEPT,
        **cards.of_case(request.user, opened),
        **more,
    }
    return render(request, "inbox/case.html", context, status=status)


@require_POST
def note(request: StaffRequest, reference: str) -> HttpResponse:
    form = NoteForm(request.POST)
    try:
        if form.is_valid():
            actions.add_note(request.user, reference, form.cleaned_data["text"], form.cleaned_data["note_id"])
            messages.success(request, _("Your note is saved."))
            return redirect("inbox:case", reference)
        return case_page(request, actions.open_case(request.user, reference), form, status=422)
    except PermissionDenied:
        raise Http404 from None


@require_POST
def place(request: StaffRequest, reference: str) -> HttpResponse:
    area = Area.objects.filter(slug=request.POST.get("area", "")).first()
    try:
        placed = actions.place(request.user, reference, area)
        messages.success(request, _("The case belongs to %(area)s now.") % {"area": placed.area})
    except ValueError:
        messages.error(request, _("Choose an area from the list."))
    except PermissionDenied:
        raise Http404 from None
    # Who has just handed a case to another area may no longer see it.
    still_there = cases_for(request.user).filter(reference=reference).exists()
    return redirect("inbox:case", reference) if still_there else redirect("inbox:queue")


@require_POST
def assign(request: StaffRequest, reference: str) -> HttpResponse:
    try:
        actions.assign_to_me(request.user, reference, request.POST.get("seen", ""))
        messages.success(request, _("The case is yours now."))
    except actions.TakenMeanwhile as meanwhile:
        who = meanwhile.case.assigned_to
        name = who.name if who else _("nobody")
        messages.error(
            request, _("It changed while you looked: it belongs to %(name)s now. Talk first.") % {"name": name}
        )
    except PermissionDenied:
        raise Http404 from None
    return redirect("inbox:case", reference)
