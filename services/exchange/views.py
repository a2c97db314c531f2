"""The directory as a file, for editors: out, in, and what an import would do. Not permitted is not found."""

import io
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.views import needs
from services.models import Import, ImportPart
from services.open_referral.shape import Reading

from . import documents, exporting, runs, standing, tables, tasks
from .forms import FeedForm, FileForm
from .progress import shown
from .tables import MOST_BYTES
from .uploads import InMemory

View = Callable[..., HttpResponse]
RECENT = 20
# What surrounds a file on its way.
FORM_BYTES = 1024 * 1024
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWS = (ImportPart.Kind.PROBLEM, ImportPart.Kind.CHANGE, ImportPart.Kind.NOTE)


@require_safe
@needs("content.edit")
def exchange(request: HttpRequest) -> HttpResponse:
    recent = Import.objects.select_related("made_by")[:RECENT]
    return render(request, "services/exchange.html", {"recent": recent})


@require_safe
@needs("content.edit")  # type: ignore[arg-type]  # it streams
def export(request: HttpRequest, form: str) -> HttpResponseBase:
    """The whole directory. Of a place that is withheld there is nothing to leave out: nothing is kept."""
    directory = standing.read()
    name = f"directory-{timezone.localdate():%Y-%m-%d}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    if form == "xlsx":
        book = io.BytesIO()
        tables.write_xlsx(exporting.names(directory), exporting.rows(directory), book)
        book.seek(0)
        return FileResponse(book, as_attachment=True, filename=name, content_type=XLSX)
    if form == "json":
        reading = Reading(timezone.localdate(), request.build_absolute_uri("/").rstrip("/"))
        pieces = documents.write_json(directory, reading)
        return StreamingHttpResponse(pieces, content_type="application/json", headers=headers)
    lines = tables.write_csv(exporting.names(directory), exporting.rows(directory))
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=headers)


def in_memory(view: View) -> View:
    """Reading a form begins with the check of its token: how files are kept is said before that."""

    @wraps(view)
    def reading(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES + FORM_BYTES:
            messages.error(request, _("This file is too large. 50 MB is the most."))
            return redirect("directory_import_file")
        request.upload_handlers = [InMemory(request)]
        return csrf_protect(view)(request, *args, **kwargs)

    return reading


@csrf_exempt
@require_http_methods(["GET", "POST"])
@needs("content.edit")
@in_memory
def from_file(request: HttpRequest) -> HttpResponse:
    form = FileForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        source = Import.Source.JSON if form.content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{" else Import.Source.CSV
        return _begin(request, source, form.content, form)
    return _form(request, form, _("Import a file"))


@require_http_methods(["GET", "POST"])
@needs("content.edit")
def from_feed(request: HttpRequest) -> HttpResponse:
    form = FeedForm(request.POST or None)
    if form.is_valid():
        return _begin(request, Import.Source.FEED, b"", form, form.cleaned_data["address"])
    return _form(request, form, _("Import another publisher’s feed"))


def _form(request: HttpRequest, form: FileForm | FeedForm, title: str) -> HttpResponse:
    context = {"form": form, "title": title, "is_file": isinstance(form, FileForm)}
    return render(request, "services/import_form.html", context)


def _begin(
    request: HttpRequest, source: str, content: bytes, form: FileForm | FeedForm, address: str = ""
) -> HttpResponse:
    now = timezone.now()
    run = runs.begin(source, content, form.options(), user=request.user, now=now, address=address)
    tasks.check.enqueue(str(run.pk))
    return redirect("directory_import", import_id=run.pk)


@require_safe
@needs("content.edit")
def import_run(request: HttpRequest, import_id: UUID) -> HttpResponse:
    run = get_object_or_404(Import.objects.select_related("made_by", "keeper"), pk=import_id)
    return render(request, "services/import.html", shown(run, request.GET, timezone.now()))


@require_POST
@needs("content.edit")
def write(request: HttpRequest, import_id: UUID) -> HttpResponse:
    run = get_object_or_404(Import, pk=import_id)
    if runs.agree(run):
        tasks.write.enqueue(str(run.pk), str(request.user.pk))
    else:
        messages.error(request, _("This import can no longer be started. Check the file again."))
    return redirect("directory_import", import_id=run.pk)


@require_POST
@needs("content.edit")
def drop(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Forget a file that nobody wants to import after all."""
    run = get_object_or_404(Import, pk=import_id)
    if run.state in (Import.State.CHECKED, Import.State.REFUSED, Import.State.FAILED):
        run.delete()
        messages.success(request, _("The file is forgotten. Nothing was imported."))
    return redirect("directory_exchange")
