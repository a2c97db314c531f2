"""A professional's own pages: what they sent and what has become of it. Another's are not there."""

from collections.abc import Callable
from functools import wraps
from html import unescape
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.safestring import SafeData
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from journeys.leaving import SeeOther
from referral_forms.inbox import documents
from referral_forms.referrals import promises
from referral_forms.referrals.models import EmailCode, Professional, ProfessionalReferral, Withdrawal
from vault import throttle

from . import access, asking, codes, own_actions, status
from .access_forms import CodeForm, HandOverForm, NewsForm, WithdrawForm
from .own_actions import News

HAND_OVER = EmailCode.Purpose.HAND_OVER
View = Callable[..., HttpResponse]


def signed_in(view: View) -> View:
    """Give the view whoever is signed in; what they may not see is not there."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        professional = access.professional_of(request)
        if professional is None:
            return SeeOther(reverse("refer:start"))
        try:
            return view(request, professional, *args, **kwargs)
        except PermissionDenied:
            raise Http404 from None

    return never_cache(wrapped)


@require_safe
@signed_in
def yours(request: HttpRequest, professional: Professional) -> HttpResponse:
    mine = access.referrals_of(professional).order_by("-case__received_at")
    rows = [
        {
            "reference": each.case.reference,
            "sent_at": each.case.received_at,
            "status": status.of(each) if professional.is_checked else None,
        }
        for each in mine
    ]
    return asking.show(request, "yours", rows=rows, unfinished=access.unfinished(request))


@require_safe
@signed_in
def one(request: HttpRequest, professional: Professional, reference: str) -> HttpResponse:
    referral = own_actions.see(professional, reference)
    return asking.show(
        request,
        "one",
        reference=reference,
        sent_at=referral.case.received_at,
        checked=professional.is_checked,
        status=status.of(referral) if professional.is_checked else None,
        copy_taken=referral.copy_taken_at is not None,
        may_withdraw=referral.withdrawal == Withdrawal.NONE,
        refused_files=documents.refused_names(referral.case),
        may_give_up=referral.readers.exclude(professional=professional).exists(),
        **_telephone(referral),
    )


def _telephone(referral: ProfessionalReferral) -> dict[str, Any]:
    """Whom to call, by the area it was sent to: where it is now would tell where the person is."""
    told = promises.of_team(referral.area, timezone.now())
    return {key: told[key] for key in ("open_now", "next_open", "team_telephone")}


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def copy(request: HttpRequest, professional: Professional, reference: str) -> HttpResponse:
    """GET warns; POST downloads, once. The file's name tells nothing (domain H 19)."""
    if request.method != "POST":
        taken = own_actions.see(professional, reference).copy_taken_at is not None
        if not professional.is_checked:
            raise Http404
        page = "copy_taken" if taken else "copy"
        return asking.show(request, page, reference=reference)
    try:
        rows = own_actions.take_copy(professional, reference)
    except own_actions.AlreadyTaken:
        context = {"reference": reference, "no_store": True}
        return render(request, "referrals/professional/copy_taken.html", context, status=410)
    text = "\n\n".join([reference, *(f"{_plain(question)}\n{_plain(answer)}" for question, answer in rows)])
    headers = {"Content-Disposition": 'attachment; filename="document.txt"'}
    return HttpResponse(text + "\n", content_type="text/plain; charset=utf-8", headers=headers)


def _plain(text: Any) -> str:
    """Without the marks that some answers carry for a page; what somebody typed stays as typed."""
    return unescape(strip_tags(str(text))) if isinstance(text, SafeData) else str(text)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def add(request: HttpRequest, professional: Professional, reference: str) -> HttpResponse:
    session = access.session_of(request)
    assert session is not None
    form = asking.filled(request, session, NewsForm)
    if request.method != "POST":
        own_actions.see(professional, reference)
        return asking.show(request, "add", form, reference=reference)
    if not form.is_valid():
        return asking.again(request, session)
    given = form.cleaned_data
    news = News(
        id=given["addition_id"],
        kind=given["kind"],
        happened=given["happened"],
        text=given["text"],
        danger=given["danger"] == "yes",
        language=get_language() or "en",
    )
    own_actions.add(professional, reference, news)
    asking.done(session)
    return SeeOther(reverse("refer:added", args=[reference]))


@require_safe
@signed_in
def added(request: HttpRequest, professional: Professional, reference: str) -> HttpResponse:
    referral = own_actions.see(professional, reference)
    return asking.show(request, "added", reference=reference, **_telephone(referral))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def withdraw(request: HttpRequest, professional: Professional, reference: str) -> HttpResponse:
    session = access.session_of(request)
    assert session is not None
    form = asking.filled(request, session, WithdrawForm)
    if request.method != "POST":
        own_actions.see(professional, reference)
        return asking.show(request, "withdraw", form, reference=reference)
    if not form.is_valid():
        return asking.again(request, session)
    own_actions.ask_to_withdraw(professional, reference, form.cleaned_data["reason"])
    asking.done(session)
    return SeeOther(reverse("refer:one", args=[reference]))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def hand_over(request: HttpRequest, professional: Professional, reference: str) -> HttpResponse:
    """To which mailbox; the code goes there."""
    session = access.session_of(request)
    assert session is not None
    form = asking.filled(request, session, HandOverForm)
    if request.method != "POST":
        own_actions.see(professional, reference)
        return asking.show(request, "hand_over", form, reference=reference)
    own_actions.see(professional, reference)
    if not professional.is_checked:
        raise Http404
    if not form.is_valid():
        return asking.again(request, session)
    origin = throttle.origin(request)
    if not codes.may_ask(origin):
        return render(request, "errors/429.html", status=429)
    keeps = form.cleaned_data["keeps"] == "yes"
    codes.send(session, HAND_OVER, form.cleaned_data["email"], origin, reference=reference, keeps=keeps)
    asking.done(session)
    return SeeOther(reverse("refer:hand_over_code", args=[reference]))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def hand_over_code(request: HttpRequest, professional: Professional, reference: str) -> HttpResponse:
    """The code that came to the team's mailbox: it is there, and they agree."""
    session = access.session_of(request)
    assert session is not None
    asked = codes.waiting(session, HAND_OVER)
    if asked is None or asked["reference"] != reference:
        return SeeOther(reverse("refer:hand_over", args=[reference]))
    form = asking.filled(request, session, CodeForm)
    if request.method != "POST":
        own_actions.see(professional, reference)
        return asking.show(request, "hand_over_code", form, reference=reference, email=asked["email"])
    if not form.is_valid():
        return asking.again(request, session)
    proven = codes.prove(session, HAND_OVER, form.cleaned_data["code"])
    if proven is None:
        return asking.again(request, session, refused=True)
    own_actions.hand_over(professional, reference, proven["email"], keeps=proven["keeps"])
    asking.done(session)
    return SeeOther(reverse("refer:yours"))


@require_POST
@signed_in
def give_up(request: HttpRequest, professional: Professional, reference: str) -> HttpResponse:
    try:
        own_actions.give_up(professional, reference)
    except ValueError:
        raise Http404 from None
    return SeeOther(reverse("refer:yours"))
