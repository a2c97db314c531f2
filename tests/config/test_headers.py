"""What every response carries, and what none does."""

import pytest
from django.conf import settings as django_settings
from django.http import HttpResponse
from django.test import Client, RequestFactory

from config.middleware import HeadersMiddleware

pytestmark = pytest.mark.django_db

PUBLIC, STAFF, PRIVATE = "/en/no-such-page/", "/admin/", "/en/get-help/for-yourself/"
WITHOUT_DATABASE = "/health/live/"


def answered(path: str, response: HttpResponse, **request: str) -> HttpResponse:
    return HeadersMiddleware(lambda _request: response)(RequestFactory().get(path, **request))


def test_public_pages_allow_nothing_inline_and_nobody_else(client: Client):
    policy = client.get(PUBLIC)["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "http:" not in policy
    assert "https:" not in policy


def test_staff_pages_have_the_policy_that_wagtail_needs(client: Client):
    policy = client.get(STAFF)["Content-Security-Policy"]
    assert "script-src 'self' 'unsafe-inline'" in policy
    assert "frame-ancestors 'self'" in policy
    assert client.get(STAFF)["X-Frame-Options"] == "SAMEORIGIN"


def test_staff_pages_and_journeys_are_never_kept(client: Client):
    for path in (STAFF, PRIVATE):
        assert "no-store" in client.get(path)["Cache-Control"]


@pytest.mark.parametrize("path", [PRIVATE, "/ar/get-help/", "/en/find-support/near/gAAAA/", "/leave/", "/admin/inbox/"])
def test_what_belongs_to_one_person_is_not_stored_and_not_indexed(path: str):
    response = answered(path, HttpResponse("x"))
    assert response["Cache-Control"] == "no-store, private"
    assert "noindex" in response["X-Robots-Tag"]


def test_a_public_page_may_be_kept_for_a_minute_by_anybody():
    response = answered("/en/find-support/dover/", HttpResponse("x", headers={"Vary": "Cookie, Accept-Encoding"}))
    assert response["Cache-Control"] == "public, max-age=60"
    assert response["Vary"] == "Accept-Encoding"


def test_an_answer_that_went_wrong_is_not_kept(client: Client):
    assert client.get(PUBLIC).status_code == 404
    assert "no-store" in client.get(PUBLIC)["Cache-Control"]


def test_a_public_page_that_sets_a_cookie_is_caught_in_tests():
    response = HttpResponse("x")
    response.set_cookie("visit", "1")
    with pytest.raises(AssertionError, match="visit"):
        answered("/en/", response)


def test_a_public_page_that_sets_a_cookie_sends_none_to_a_visitor(settings):
    settings.TESTING = False
    response = HttpResponse("x")
    response.set_cookie("visit", "1")
    assert not answered("/en/", response).cookies


def test_a_journey_may_set_its_cookie():
    response = HttpResponse("x")
    response.set_cookie("visit", "1")
    assert "visit" in answered(PRIVATE, response).cookies


def test_a_demo_is_never_indexed(settings):
    settings.DEMO = True
    assert "noindex" in answered("/en/", HttpResponse("x"))["X-Robots-Tag"]


@pytest.mark.parametrize("path", [PUBLIC, STAFF, WITHOUT_DATABASE])
def test_every_response_keeps_to_itself(client: Client, path: str):
    response = client.get(path)
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "geolocation=()" in response["Permissions-Policy"]


def test_the_staff_session_never_reaches_a_public_page():
    assert django_settings.SESSION_COOKIE_PATH == "/admin/"
    assert django_settings.SESSION_COOKIE_HTTPONLY
    assert django_settings.CSRF_COOKIE_AGE is None
