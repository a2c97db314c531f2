"""What a worker does about contact: decide what somebody asked for, and ask a person to call."""

from uuid import UUID

from django.contrib import messages as notes
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.requests import StaffRequest

from . import contact_changes, contacting, messages


@require_POST
def decide_change(request: StaffRequest, reference: str, change_id: UUID) -> HttpResponse:
    decision = request.POST.get("decision", "")
    accept = decision == "accept"
    if decision not in ("accept", "refuse") or (accept and "proved" not in request.POST):
        # Whoever may not see the case learns nothing from being asked to choose.
        if not contact_changes.may_decide(request.user, reference, change_id):
            raise Http404
        notes.error(request, _("Ask for the word first, tick that they said it, and choose what to do."))
        return redirect("inbox:case", reference)
    try:
        contact_changes.confirm_contact_change(request.user, reference, change_id, accept)
    except PermissionDenied:
        raise Http404 from None
    notes.success(request, _("It is changed.") if accept else _("It stays as it was before."))
    return redirect("inbox:case", reference)


@require_POST
def send_message(request: StaffRequest, reference: str) -> HttpResponse:
    """“Please call us”, on a channel that is safe."""
    try:
        queued = contacting.ask_to_call(request.user, reference, request.POST.get("channel", ""))
    except PermissionDenied:
        raise Http404 from None
    except messages.NotSafe:
        notes.error(request, _("Not sent: they have not said that this way is safe."))
    except messages.NotAvailable:
        notes.error(request, _("Not sent: texts are not set up on this site. Use another safe way."))
    else:
        notes.success(request, _("It is on its way.") if queued else _("It was sent today already."))
    return redirect("inbox:case", reference)
