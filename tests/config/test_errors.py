"""Something broke: the visitor still learns whom to call, and nothing of what broke."""

import pytest
from django.db import DatabaseError, connections
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from config import urls

CANARY = "kestrel-7319"


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError(CANARY)


def needs_a_form_token(request: HttpRequest) -> HttpResponse:
    return HttpResponse("saved")


urlpatterns = [
    path("en/broken/", broken),
    path("admin/broken/", broken),
    path("en/form/", needs_a_form_token),
    *urls.urlpatterns,
]
handler400 = "config.errors.bad_request"
handler403 = "config.errors.forbidden"
handler404 = "config.errors.not_found"
handler500 = "config.errors.server_error"


@pytest.fixture(autouse=True)
def _addresses(settings) -> None:
    settings.ROOT_URLCONF = __name__


@pytest.fixture
def visitor() -> Client:
    return Client(raise_request_exception=False, enforce_csrf_checks=True)


@pytest.fixture
def database_down(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every query of every database fails, as it does when the server is away."""

    def refuse(*args: object, **kwargs: object) -> None:
        raise DatabaseError("away")

    for connection in connections.all():
        monkeypatch.setattr(connection, "cursor", refuse)


def test_a_fault_tells_whom_to_call_and_nothing_of_itself(visitor: Client):
    response = visitor.get("/en/broken/")
    assert response.status_code == 500
    assert "999" in response.text
    assert "/leave/" in response.text
    assert CANARY not in response.text
    assert "Traceback" not in response.text


@pytest.mark.usefixtures("database_down")
@pytest.mark.django_db
def test_with_the_database_down_the_page_still_tells_whom_to_call(visitor: Client):
    for address, status in (("/en/broken/", 500), ("/nothing-here/", 404)):
        response = visitor.get(address)
        assert response.status_code == status
        assert "999" in response.text
        assert "0808 2000 247" in response.text
        assert "/leave/" in response.text


@pytest.mark.usefixtures("database_down")
@pytest.mark.django_db
def test_with_the_database_down_staff_get_a_plain_page(visitor: Client):
    response = visitor.get("/admin/broken/")
    assert response.status_code == 500
    assert "Nothing you did caused it" in response.text


def test_when_not_even_the_template_works_the_page_tells_whom_to_call(visitor: Client, settings, monkeypatch):
    monkeypatch.setattr("config.errors.loader.render_to_string", broken)
    response = visitor.get("/en/broken/")
    assert response.status_code == 500
    assert "call 999" in response.text
    assert "/leave/" in response.text


def test_a_form_that_was_open_for_too_long_says_what_to_do(visitor: Client):
    response = visitor.post("/en/form/", {"answer": CANARY})
    assert response.status_code == 403
    assert "load the page again" in response.text
    assert CANARY not in response.text


@pytest.mark.usefixtures("database_down")
@pytest.mark.django_db
def test_health_tells_that_the_database_is_down_and_not_why(visitor: Client):
    assert visitor.get("/health/live/").status_code == 200
    response = visitor.get("/health/ready/")
    assert response.status_code == 503
    assert response.json()["databases"] is False
    assert "away" not in response.text
