"""Signing in through one's own organisation, against a real provider on this machine."""

import html
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.contrib.sessions.models import Session
from django.core.checks import run_checks
from django.http import HttpResponse
from django.test import Client

from accounts.models import User
from referral_forms.referrals.models import Professional, ReferrerSession
from tests.openid_provider import CLIENT, SECRET, Provider, running
from tests.referring import DETAILS, START, Officer, permit
from vault.models import Event

GOING = f"{START}with/police/"


@pytest.fixture
def provider(world, settings) -> Iterator[Provider]:
    with running() as provider:
        app = {
            "provider_id": "police",
            "name": "Kent Police",
            "client_id": CLIENT,
            "secret": SECRET,
            "settings": {"server_url": provider.address, "domains": ["kent.police.uk"]},
        }
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
        yield provider


def onward(response: HttpResponse) -> str:
    """Where the page of ours leads to."""
    return html.unescape(re.search(r'<a class="govuk-link" href="(http[^"]+)"', response.content.decode())[1])


def at_the_provider(address: str) -> str:
    """Signed in there; the address of ours that it sends the browser back to."""
    back = requests.get(address, allow_redirects=False, timeout=5).headers["Location"]
    parts = urlsplit(back)
    return f"{parts.path}?{parts.query}"


def come_back(client: Client, going: str = GOING, **changed: Any) -> HttpResponse:
    return client.get(at_the_provider(onward(client.post(going))), **changed)


def nobody_came_in(client: Client) -> bool:
    return "refer" not in client.cookies and not ReferrerSession.objects.exclude(content=None).exists()


def test_an_officer_signs_in_at_their_organisation_and_says_once_who_they_are(provider):
    permit()
    client = Client()
    response = come_back(client)
    assert "You are signed in" in response.content.decode()
    officer = Officer(client=client)
    page = officer.get("signed-in/", follow=True)
    assert page.request["PATH_INFO"].endswith("/about-you/")
    officer.post("about-you/", **DETAILS)
    assert officer.professional.is_checked
    # The next time, from another device, nothing is asked again.
    elsewhere = Client()
    come_back(elsewhere)
    assert "Priya Constable" in elsewhere.get(f"{START}signed-in/", follow=True).content.decode()


def test_it_asks_with_pkce_a_state_and_one_address_for_every_language(provider):
    for language in ("en", "ar"):
        onward_to = parse_qs(urlsplit(onward(Client().post(GOING.replace("/en/", f"/{language}/")))).query)
        assert onward_to["code_challenge_method"] == ["S256"]
        assert onward_to["response_type"] == ["code"]
        assert onward_to["state"][0]
        assert urlsplit(onward_to["redirect_uri"][0]).path == f"{START}with/police/back/"


def test_whoever_began_in_arabic_goes_on_in_arabic(provider):
    response = come_back(Client(), GOING.replace("/en/", "/ar/"))
    assert '<html class="govuk-template" lang="ar" dir="rtl"' in response.content.decode()
    assert "/ar/get-help/refer/signed-in/" in response.content.decode()


def test_nobody_is_made_a_user_and_no_staff_session_begins(provider):
    client = Client()
    come_back(client)
    assert {name for name, cookie in client.cookies.items() if cookie.value} <= {"refer", "refer_with", "form"}
    for model in (User, SocialAccount, SocialToken, EmailAddress, Session):
        assert not model.objects.exists(), model
    assert client.get("/admin/inbox/").status_code == 302


def test_the_address_of_one_of_our_staff_opens_nothing_of_theirs(provider, cast):
    provider.claims["email"] = cast.maya.email.replace("waymark.example", "kent.police.uk")
    User.objects.filter(pk=cast.maya.pk).update(email=provider.claims["email"])
    EmailAddress.objects.filter(user=cast.maya).update(email=provider.claims["email"])
    SocialAccount.objects.create(user=cast.maya, provider="police", uid="1")
    client = Client()
    come_back(client)
    assert "staff" not in client.cookies
    assert not Session.objects.exists()
    assert "/admin/login/" in client.get("/admin/inbox/")["Location"]


def test_a_worker_who_is_signed_in_stays_who_they_are(provider, cast, signed_in):
    client = signed_in(cast.maya)
    come_back(client)
    assert client.get("/admin/inbox/").status_code == 200
    assert Session.objects.count() == 1


@pytest.mark.parametrize(
    "claims",
    [
        {"email_verified": False},
        {"email_verified": "false"},
        {"email_verified": None},
        {"email": ""},
        {"email": "priya@gmail.com"},
        {"email": "priya@kent.police.uk.example"},
        {"email": "priya@kеnt.police.uk"},
    ],
)
def test_an_address_that_it_has_not_verified_or_may_not_vouch_for_is_refused(provider, claims):
    provider.claims.update(claims)
    client = Client()
    response = come_back(client)
    assert response.status_code == 403
    assert "That did not work" in response.content.decode()
    assert nobody_came_in(client)
    assert not Professional.objects.exists()
    assert Event.objects.filter(action="referrer.sign_in_failed").count() == 1


def test_two_answers_about_two_people_are_refused(provider):
    provider.userinfo_claims = {**provider.claims, "sub": "2"}
    assert come_back(Client()).status_code == 403


def test_an_answer_cannot_be_used_twice(provider):
    client = Client()
    back = at_the_provider(onward(client.post(GOING)))
    assert client.get(back).status_code == 200
    assert client.get(back).status_code == 403


def test_an_answer_works_only_in_the_browser_that_asked(provider):
    back = at_the_provider(onward(Client().post(GOING)))
    thief = Client()
    assert thief.get(back).status_code == 403
    assert nobody_came_in(thief)


@pytest.mark.parametrize(
    "query", ["", "?code=x", "?state=x", "?code=x&state=y", "?error=access_denied&state=z", "?code=%00&state=%00"]
)
def test_an_answer_that_nobody_asked_for_is_refused(provider, query):
    assert Client().get(f"{START}with/police/back/{query}").status_code == 403


@pytest.mark.parametrize("path", ["/token", "/userinfo"])
def test_a_provider_that_is_down_on_the_way_back_lets_nobody_in(provider, path):
    client = Client()
    back = at_the_provider(onward(client.post(GOING)))
    provider.fails.add(path)
    assert client.get(back).status_code == 403
    assert nobody_came_in(client)


def test_a_provider_that_is_down_is_said_so(provider):
    provider.fails.add("/.well-known/openid-configuration")
    assert "That did not work" in Client().post(GOING).content.decode()


@pytest.mark.parametrize("more", ["?process=connect&next=/admin/", "?process=redirect&next=https://example.com/"])
def test_no_other_way_of_allauth_leads_anywhere(provider, more):
    response = come_back(Client(), GOING + more)
    assert "Location" not in response
    assert "example.com" not in response.content.decode()


def test_without_the_setting_there_is_no_such_way_in(world):
    assert "Sign in with" not in Client().get(START).content.decode()
    assert Client().post(GOING).status_code == 404
    assert Client().get(f"{START}with/police/back/?code=x&state=y").status_code == 404


def test_going_is_a_press_and_never_a_link(provider):
    assert Client().get(GOING).status_code == 405


def test_what_is_kept_on_the_way_is_sealed_and_short(provider):
    client = Client()
    state = parse_qs(urlsplit(onward(client.post(GOING))).query)["state"][0]
    cookie = client.cookies["refer_with"]
    assert state not in cookie.value
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 600)
    assert cookie["path"] == f"{START}with/"


def test_a_provider_that_names_no_domains_is_a_fault_of_the_settings(provider, settings):
    assert [each.id for each in run_checks() if each.id.startswith("referrals.")] == []
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["domains"] = []
    settings.SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
    settings.SOCIALACCOUNT_ADAPTER = "allauth.socialaccount.adapter.DefaultSocialAccountAdapter"
    found = {each.id for each in run_checks() if each.id.startswith("referrals.")}
    assert found == {"referrals.E001", "referrals.E002", "referrals.E003"}


def test_signing_in_lets_go_of_what_was_written_in_that_browser_before(provider):
    """On its way back from another site no browser sends a Strict cookie: the answer takes it back unseen."""
    client = Client()
    back = at_the_provider(onward(client.post(GOING)))
    response = client.get(back)
    assert "visit" in response.cookies
    assert (response.cookies["visit"].value, response.cookies["visit"]["max-age"]) == ("", 0)
