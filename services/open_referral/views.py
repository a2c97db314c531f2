"""`/open-referral/`. Errors are problems in JSON too, so that a program can read them."""

from collections.abc import Callable
from datetime import datetime, time
from functools import wraps
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from places.hours import LONDON
from services import changes
from services.open_referral import parameters
from services.open_referral.answers import answer, preflight, problem
from services.open_referral.openapi import description
from services.open_referral.paging import page_of
from services.open_referral.resources import Resource
from services.open_referral.shape import Document, Reading, instant

VERSION = "HSDS-UK-3.0"
PROFILE = "https://docs.openreferraluk.org/en/latest/"
JSON = "application/json"
View = Callable[..., HttpResponse]


def readable(view: View) -> View:
    """For programs of any origin: reading only, JSON only, English words."""

    @wraps(view)
    def asked(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.method == "OPTIONS":
            return preflight()
        if request.method not in {"GET", "HEAD"}:
            return problem(405)
        if not request.accepts(JSON):
            return problem(406)
        with translation.override(settings.LANGUAGE_CODE):
            return view(request, *args, **kwargs)

    return asked


@readable
def about(request: HttpRequest) -> HttpResponse:
    _asked, faults = parameters.read(request.GET, ["format"])
    if faults:
        return problem(400, faults)
    openapi_url = request.build_absolute_uri("/open-referral/openapi.json")
    return answer(request, {"version": VERSION, "profile": PROFILE, "openapi_url": openapi_url}, None)


@readable
def openapi(request: HttpRequest) -> HttpResponse:
    return answer(request, description(request.build_absolute_uri("/open-referral")), None)


@readable
def nothing(request: HttpRequest) -> HttpResponse:
    return problem(404)


def listing(resource: Resource) -> View:
    @readable
    def view(request: HttpRequest) -> HttpResponse:
        asked, faults = parameters.read(request.GET, resource.parameters)
        if faults:
            return problem(400, faults)
        page = page_of(resource.select(asked), asked.page, asked.size)
        if asked.minimal:
            contents = [_minimal(resource, row) for row in page.rows]
        else:
            write = resource.full if asked.full else resource.basic
            rows = resource.prepare(page.rows, full=asked.full) if page.rows != [] else []
            contents = [write(row, _reading(request)) for row in rows]
        return answer(request, page.document(contents), _changed_at(resource), personal=asked.personal)

    return view


def single(resource: Resource) -> View:
    @readable
    def view(request: HttpRequest, key: str) -> HttpResponse:
        _asked, faults = parameters.read(request.GET, ["format", "full"])
        if faults:
            return problem(400, faults)
        try:
            found = resource.find(resource.select(parameters.Asked()), UUID(key))
        except ValueError:
            return problem(404)
        for row in resource.prepare(found, full=True):
            return answer(request, resource.full(row, _reading(request)), _changed_at(resource))
        return problem(404)

    return view


def _minimal(resource: Resource, row: object) -> Document:
    changed = instant(getattr(row, resource.stamped))
    return {"id": str(row.translation_key), "modified_date": changed, "last_modified": changed}  # type: ignore[attr-defined]


def _reading(request: HttpRequest) -> Reading:
    return Reading(timezone.localdate(), request.build_absolute_uri("/").rstrip("/"))


def _changed_at(resource: Resource) -> datetime | None:
    """Documents also change when a day begins: what is closed for now, and London's offset from UTC."""
    if not resource.stamped:
        return None
    today = datetime.combine(timezone.localdate(), time(), LONDON)
    newest = changes.last()
    return max(today, newest) if newest else today
