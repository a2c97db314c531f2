"""Files of a case: adding some, and opening one by a link that lasts a minute."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import structlog
from csp.constants import NONE
from csp.decorators import csp
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from accounts.requests import StaffRequest
from vault import sealing
from vault.files import faults, storing
from vault.files.receiving import Rules, arrived_in, cut_off, takes_files
from vault.files.sealed import CHUNK, key_of

from . import actions, document_actions
from .document_actions import ADDING, NotToOpen, Opening, TooLate
from .permissions import cases_for
from .views import case_page

log = structlog.get_logger()

# Nothing that came from outside runs, loads or shows anything here, whatever a browser makes of it.
LOCKED_IN = {"default-src": [NONE], "frame-ancestors": [NONE], "sandbox": True}


def _who_may_add(request: HttpRequest) -> Rules | None:
    match, user = request.resolver_match, getattr(request, "user", None)
    if match is None or user is None or not user.is_authenticated:
        return None
    reference = match.kwargs.get("reference", "")
    return ADDING if cases_for(user, "case.work").filter(reference=reference).exists() else None


@takes_files(_who_may_add)
@require_POST
def add(request: StaffRequest, reference: str) -> HttpResponse:
    arrived = arrived_in(request, "attachments")
    try:
        added, wrong = document_actions.add_documents(request.user, reference, arrived)
    except PermissionDenied:
        raise Http404 from None
    if fault := cut_off(request):
        wrong.append((fault, ""))
    elif not arrived:
        wrong.append((faults.NONE_CHOSEN, ""))
    if added:
        words = ngettext("%(count)s file is added.", "%(count)s files are added.", len(added))
        messages.success(request, words % {"count": len(added)})
    if wrong:
        told = [faults.told(key, name) for key, name in wrong]
        messages.error(request, _("Not every file was added. What was wrong stands under “Files”."))
        opened = actions.open_case(request.user, reference)
        return case_page(request, opened, status=422, files_wrong=told)
    return redirect("inbox:case", reference)


@require_POST
def prepare(request: StaffRequest, reference: str, document_id: UUID) -> HttpResponse:
    """Make the link and follow it: a POST, so that nothing fetches a file beforehand."""
    try:
        token = document_actions.link(request.user, reference, document_id, request.session.session_key or "")
    except PermissionDenied:
        raise Http404 from None
    except NotToOpen:
        return _back(request, reference, _("This file cannot be opened."))
    return redirect("inbox:document", reference, token)


@csp(LOCKED_IN)  # type: ignore[arg-type]
@require_GET
def download(request: StaffRequest, reference: str, token: str) -> HttpResponseBase:
    try:
        opening = document_actions.open_document(request.user, reference, token, request.session.session_key or "")
        return _file(opening)
    except PermissionDenied:
        raise Http404 from None
    except TooLate:
        return _back(request, reference, _("That link lasted a minute. Open the file again."))
    except NotToOpen:
        return _back(request, reference, _("This file cannot be opened."))
    except (sealing.Unreadable, OSError) as error:
        log.error("document_not_readable", fault=type(error).__name__)
        return _back(request, reference, _("We cannot reach this file now. Try again later, or tell an administrator."))


def _file(opening: Opening) -> HttpResponseBase:
    manifest = opening.manifest
    pieces = _pieces(manifest)
    # Before anything is sent: whether it is there, and whole.
    first = next(pieces)
    response = StreamingHttpResponse(_all(first, pieces), content_type="application/octet-stream")
    response["Content-Length"] = str(manifest["size"])
    response["Content-Disposition"] = content_disposition_header(True, manifest["name"])
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _pieces(manifest: dict[str, Any]) -> Iterator[bytes]:
    with storing.opened(manifest["stored_as"], key_of(manifest["key"]), manifest["id"]) as content:
        while piece := content.read(CHUNK):
            yield piece


def _all(first: bytes, others: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from others


def _back(request: StaffRequest, reference: str, words: str) -> HttpResponse:
    messages.error(request, words)
    return redirect("inbox:case", reference)
