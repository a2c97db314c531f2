"""Equality questions, after sending and only while the receipt lives."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from journeys import pages
from journeys.drafted import address, with_draft
from journeys.drafts import Opened
from journeys.journey import Journey
from journeys.leaving import SeeOther

from . import equality as keeping
from .equality_forms import EqualityForm
from .self_referral import JOURNEY


@require_http_methods(["GET", "HEAD", "POST"])
@with_draft
def _equality(request: HttpRequest, journey: Journey, token: str, opened: Opened) -> HttpResponse:
    if not opened.receipt:
        return SeeOther(address(journey, "check"))
    form = EqualityForm(request.POST if request.method == "POST" else None, young=bool(opened.receipt.get("under_16")))
    if form.is_valid():
        keeping.keep(opened.receipt["reference"], form.kept())
        return SeeOther(address(journey, "sent"))
    context = {**pages.idle(journey), "journey": journey, "form": form, "back_url": address(journey, "sent")}
    return render(request, "referrals/equality.html", context)


equality = never_cache(partial(_equality, journey=JOURNEY))
