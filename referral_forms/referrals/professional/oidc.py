"""Signing in through a professional's own organisation (OpenID Connect, code flow with PKCE).

Allauth does the protocol. Our adapter takes nothing of it but a verified work e-mail, and ends the flow there: no user,
no account, no staff session. While it runs, the request has neither the staff's session nor a user.
"""

import base64
from typing import Any, NoReturn

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe
from requests import RequestException

from journeys import cookies
from vault import audit, sealing, throttle

from . import asking, codes, oidc_settings, register, sessions

# Holds state and PKCE secret between going and coming back. Lax, because the way back begins on another site.
COOKIE, LASTS = "refer_with", 600
PLACE = "refer-with"
LANGUAGE = "language"
# Marks what this module has made itself.
OURS = "_of_our_sign_in"
BROKEN = (RequestException, ValueError, KeyError)


class Passing(dict[str, Any]):
    """What allauth takes for a session: it lives in the sealed cookie, and never in the staff's table."""

    session_key = None

    def save(self) -> None:
        pass


class ReferrerAdapter(DefaultSocialAccountAdapter):
    """Every sign-in of another site ends here, in a professional's session or in none."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> NoReturn:
        email = _proven_email(sociallogin)
        if email is None:
            raise ImmediateHttpResponse(failed(request))
        with override(request.session.get(LANGUAGE) or "en"):
            response = asking.show(request, "with_done", next_url=reverse("refer:after_sign_in"))
        session = sessions.begin(response)
        register.sign_in(session, email)
        # Coming from another site the browser does not send the cookie of a draft, but lets go of it all the same.
        cookies.take_back(response)
        setattr(response, OURS, True)
        raise ImmediateHttpResponse(response)

    def on_authentication_error(self, request: HttpRequest, *args: Any, **kwargs: Any) -> NoReturn:
        raise ImmediateHttpResponse(failed(request))

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False


def _proven_email(sociallogin: SocialLogin) -> str | None:
    """The address that the provider says it has verified, and only if it may vouch for its domain."""
    told = sociallogin.account.extra_data
    userinfo, id_token = told.get("userinfo") or {}, told.get("id_token") or {}
    if userinfo and id_token and userinfo.get("sub") != id_token.get("sub"):
        return None
    claims = userinfo or id_token
    email = str(claims.get("email") or "").strip().lower()
    # Some say it with a word; "false" is a word too.
    if claims.get("email_verified") not in (True, "true") or not email.isascii():
        return None
    vouches_for = sociallogin.account.get_provider().app.settings["domains"]
    return email if register.domain_of(email) in vouches_for else None


@never_cache
@csrf_exempt
@require_POST
def sign_in(request: HttpRequest, provider_id: str) -> HttpResponse:
    """On to the organisation's own site: by a link, since a form of ours may send to nobody else."""
    known = {each["id"]: each["name"] for each in oidc_settings.providers()}
    if provider_id not in known:
        raise Http404
    if not codes.may_ask(throttle.origin(request)):
        return render(request, "errors/429.html", status=429)
    passing = Passing({LANGUAGE: get_language()})
    try:
        answer = _by_allauth(request, passing, openid_connect.login, provider_id)
    except BROKEN:
        return failed(request)
    if "Location" not in answer:
        return answer
    response = asking.show(request, "with_going", name=known[provider_id], onward=answer["Location"])
    sealed = base64.urlsafe_b64encode(sealing.seal_with_ring(sealing.dump(passing), PLACE)).decode()
    response.set_cookie(
        COOKIE, sealed, max_age=LASTS, path=_path(), secure=settings.HTTPS, httponly=True, samesite="Lax"
    )
    return response


@never_cache
@require_safe
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Back from the organisation. The answer is a page and no redirection: only from a page of ours does a browser send
    the Strict cookie along."""
    if provider_id not in {each["id"] for each in oidc_settings.providers()}:
        raise Http404
    passing = _passing(request)
    try:
        response = _by_allauth(request, passing, openid_connect.callback, provider_id)
    except BROKEN:
        response = failed(request)
    # Whatever else allauth would show or lead to is nowhere in this house.
    if not getattr(response, OURS, False):
        response = failed(request)
    response.delete_cookie(COOKIE, path=_path(), samesite="Lax")
    return response


def _by_allauth(request: HttpRequest, passing: Passing, view: Any, provider_id: str) -> HttpResponse:
    session, user = request.session, request.user
    request.session, request.user = passing, AnonymousUser()  # type: ignore[assignment]
    try:
        with override("en"):
            response: HttpResponse = view(request, provider_id)
    finally:
        request.session, request.user = session, user
    return response


def _passing(request: HttpRequest) -> Passing:
    try:
        sealed = base64.urlsafe_b64decode(request.COOKIES.get(COOKIE, ""))
        return Passing(sealing.load(sealing.unseal_with_ring(sealed, PLACE)))
    except (sealing.Unreadable, ValueError):
        return Passing()


def _path() -> str:
    """One address in every language: an organisation writes it down once."""
    with override("en"):
        return reverse("refer:start") + "with/"


def failed(request: HttpRequest) -> HttpResponse:
    audit.record("referrer.sign_in_failed", actor=None)
    with override(_passing(request).get(LANGUAGE) or get_language() or "en"):
        response = asking.show(request, "with_failed")
    response.status_code = 403
    setattr(response, OURS, True)
    return response
