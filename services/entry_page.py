"""The page of one access point, its print sheet and its wallet card: one canonical address for each."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from places import staffing
from services import checking, reading, schema_org, search
from services.reading import Entry

EntryView = Callable[..., HttpResponse]


def of_entry(view: EntryView) -> EntryView:
    """For `view(request, entry)`: finds what the address names, or leads to its one canonical address, or 404."""

    @wraps(view)
    def found(request: HttpRequest, area: str, slug: str) -> HttpResponse:
        point = search.one(area, slug)
        if point is None:
            raise Http404
        if point.area.slug != area:
            assert request.resolver_match is not None
            return redirect(request.resolver_match.view_name, point.area.slug, slug, permanent=True)
        translated = search.translations(point)
        # The languages in which this entry exists: hreflang names no others.
        request.public_languages = [settings.LANGUAGE_CODE, *translated]  # type: ignore[attr-defined]
        language = translation.get_language() or settings.LANGUAGE_CODE
        return view(request, search.entry(point, translated, language, timezone.now()))

    return found


def page_context(entry: Entry, today: date) -> dict[str, Any]:
    """What the pages of an entry show: the public ones and an editor's preview of a draft."""
    every = checking.intervals()
    return {
        **reading.access_point_context(entry, today),
        "overdue": checking.overdue(entry.original, today, every),
        "phone_overdue": checking.phone_overdue(entry.original, today, every),
        "phone_checked_on": checking.phone_checked_on(entry.original),
    }


@require_safe
@of_entry
def access_point(request: HttpRequest, entry: Entry) -> HttpResponse:
    # An untranslated entry is the English page in another frame.
    with translation.override(entry.language):
        canonical = request.build_absolute_uri(entry.url)
    data = schema_org.script(
        schema_org.of_entry(entry, canonical, request.build_absolute_uri("/"), timezone.localdate())
    )
    context = {
        **page_context(entry, timezone.localdate()),
        "canonical": canonical,
        "schema_org": data,
        # Where no team works, the form on this site would only lead back to telephone numbers (domain H 3).
        "ask_here": staffing.is_staffed(entry.original.area, timezone.now()),
    }
    return render(request, "services/access_point.html", context)


@require_safe
@of_entry
def print_sheet(request: HttpRequest, entry: Entry) -> HttpResponse:
    """For paper: nothing on it says whose site it is from, or what kind of help it is about."""
    return render(request, "services/print_sheet.html", page_context(entry, timezone.localdate()))


@require_safe
@of_entry
def wallet_card(request: HttpRequest, entry: Entry) -> HttpResponse:
    """A number and when it is answered, eight times on a sheet to cut."""
    if not entry.original.phone:
        raise Http404
    return render(request, "services/wallet_card.html", page_context(entry, timezone.localdate()))
