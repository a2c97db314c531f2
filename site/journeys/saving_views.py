"""Saving a draft to finish it later, and opening it again."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from vault import throttle

from . import drafts, pages, saving
from .drafted import address, next_address, with_draft
from .drafts import Opened
from .journey import Journey
from .leaving import SeeOther
from .saving import ReturnForm


@require_http_methods(["GET", "HEAD", "POST"])
@with_draft
def save(request: HttpRequest, journey: Journey, token: str, opened: Opened) -> HttpResponse:
    """GET says what saving means; POST saves, and shows the return code, once."""
    if opened.receipt:
        return SeeOther(address(journey, "sent"))
    if request.method != "POST":
        return pages.save(request, journey, opened.answers)
    saved = saving.save(token, journey.key, journey.owner_of(request), journey.keep_for or timedelta())
    if saved is None:
        return SeeOther(address(journey, "ended"))
    return render(request, "journeys/saved.html", {"journey": journey, "saved": saved, **pages.idle(journey)})


@require_http_methods(["GET", "HEAD", "POST"])
def come_back(request: HttpRequest, journey: Journey) -> HttpResponse:
    """Open a saved draft with its code, on this device or another one."""
    if (refusal := journey.gate(request)) is not None:
        return refusal
    form = ReturnForm(request.POST or None)
    owner = journey.owner_of(request)
    token = None
    if request.method == "POST" and form.is_valid():
        if not saving.may_try(owner, throttle.origin(request)):
            return render(request, "errors/429.html", status=429)
        token = saving.open_again(form.cleaned_data["code"], journey.key, owner)
        if token is None:
            form.refuse()
    if token is None:
        context = {"journey": journey, "form": form, "saved": saving.unfinished(journey.key, owner), "no_store": True}
        return render(request, "journeys/return.html", context, status=422 if form.errors else 200)
    if (old := journey.keeping.token_of(request)) is not None:
        drafts.drop(old)
    reopened = drafts.read(token, journey.key)
    response = SeeOther(next_address(journey, journey.missing(reopened.answers) if reopened else None))
    journey.keeping.give(request, response, token)
    return response
