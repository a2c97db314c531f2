"""The way in for professionals: start, work e-mail, code, and once who they are. No cookie before Start is pressed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from journeys import cookies, leaving
from journeys.leaving import SeeOther
from referral_forms.referrals.models import EmailCode, ReferrerSession
from vault import audit, throttle

from . import access, asking, codes, oidc_settings, register, sessions
from .access_forms import CodeForm, DetailsForm, EmailForm

SIGN_IN = EmailCode.Purpose.SIGN_IN


@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """GET tells what this is and sets nothing; POST begins. It holds no answer, so it needs no CSRF cookie."""
    session = access.session_of(request)
    if request.method == "POST" and not cookies.sent_by_another_site(request):
        if not codes.may_ask(throttle.origin(request)):
            return render(request, "errors/429.html", status=429)
        response = SeeOther(reverse("refer:email"))
        if session is None:
            sessions.begin(response)
        return response
    context = {"sources": register.sources(), "providers": oidc_settings.providers()}
    if referrer := access.referrer_of(request):
        return asking.show(request, "home", referrer=referrer, checked=_is_checked(session))
    return render(request, "referrals/professional/start.html", context)


def _is_checked(session: ReferrerSession | None) -> bool:
    return bool(session and session.professional and session.professional.is_checked)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def email(request: HttpRequest) -> HttpResponse:
    session = access.session_of(request)
    if sessions.COOKIE not in request.COOKIES:
        # Who comes from Start without one has a browser that keeps none.
        return render(request, "journeys/no_cookie.html", {"journey": {"namespace": "refer", "frame": "base.html"}})
    if session is None:
        return nobody()
    form = asking.filled(request, session, EmailForm)
    if request.method != "POST":
        return asking.show(request, "email", form, providers=oidc_settings.providers())
    if not form.is_valid():
        return asking.again(request, session)
    origin = throttle.origin(request)
    if not codes.may_ask(origin):
        return render(request, "errors/429.html", status=429)
    codes.send(session, SIGN_IN, form.cleaned_data["email"], origin)
    asking.done(session)
    return SeeOther(reverse("refer:code"))


def nobody() -> HttpResponse:
    """Without a session: to the start."""
    return SeeOther(reverse("refer:start"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    session = access.session_of(request)
    if session is None:
        return nobody()
    asked = codes.waiting(session, SIGN_IN)
    form = asking.filled(request, session, CodeForm)
    if asked is None and request.method != "POST":
        return SeeOther(reverse("refer:email"))
    if request.method != "POST":
        return asking.show(request, "code", form, email=asked["email"] if asked else "")
    if not form.is_valid():
        return asking.again(request, session)
    proven = codes.prove(session, SIGN_IN, form.cleaned_data["code"])
    if proven is None:
        audit.record("referrer.code_refused", actor=None)
        return asking.again(request, session, refused=True)
    professional = register.sign_in(session, proven["email"])
    known = professional is not None and register.described(professional) is not None
    response = SeeOther(reverse("refer:start" if known else "refer:about_you"))
    sessions.renew(session, response)
    leaving.forget(request, response)
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def about_you(request: HttpRequest) -> HttpResponse:
    """Asked once and kept for the next time; later to change it."""
    session = access.session_of(request)
    if session is None or not session.content["email"]:
        return nobody()
    known = session.professional.content if session.professional else {}
    initial = {**register.suggested(session.content["email"]), **{key: value for key, value in known.items() if value}}
    form = asking.filled(request, session, DetailsForm, **initial)
    if request.method != "POST":
        return asking.show(request, "about_you", form, email=session.content["email"])
    if not form.is_valid():
        return asking.again(request, session)
    register.keep(session, form.cleaned_data)
    asking.done(session)
    return SeeOther(reverse("refer:start"))


@never_cache
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    response = SeeOther(reverse("refer:start"))
    sessions.end_of(request, response)
    leaving.forget(request, response)
    return response


@never_cache
@require_safe
def after_sign_in(request: HttpRequest) -> HttpResponse:
    """Where somebody goes on after another site signed them in."""
    session = access.session_of(request)
    if session is None or not session.content["email"]:
        return nobody()
    return SeeOther(reverse("refer:start" if access.professional_of(request) else "refer:about_you"))
