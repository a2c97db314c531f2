"""Nobody works with a password alone: an invitation leads to a password, then to a second step, then in."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from accounts import actions
from accounts.models import Invitation, Membership
from accounts.roles import Role

NEW = "a harbour full of lanterns"
START, SECOND, APP, CODES = (
    "/admin/sign-in/start/",
    "/admin/sign-in/second-step/",
    "/admin/sign-in/second-step/app/",
    "/admin/sign-in/second-step/codes/",
)


@pytest.fixture
def ines(cast):
    return actions.invite(cast.ada, name="Ines Example", email="ines@waymark.example", role=Role.COMMUNICATIONS_EDITOR)


@pytest.fixture
def with_password(ines, link_for) -> Client:
    client = Client()
    assert client.get(link_for(ines)).url == START
    assert client.post(START, {"password1": NEW, "password2": NEW}).url == SECOND
    return client


@pytest.fixture
def enrol(transactional_db, code):
    """Sets up an app for real: what follows an enrolment happens at its commit."""

    def set_up_an_app(client: Client) -> None:
        secret = re.search(r'si-secret"[^>]*>([A-Z2-7]+)<', client.get(APP).content.decode())[1]
        assert client.post(APP, {"code": code(secret)}).url == CODES

    return set_up_an_app


def test_an_invitation_leads_all_the_way_in(with_password, enrol, events, ines):
    enrol(with_password)
    page = with_password.get(CODES).content.decode()
    assert len(re.findall(r"<li>\d{8}</li>", page)) == 10
    assert with_password.get("/admin/").status_code == 200
    assert [event.detail for event in events("authenticator_added", actor=ines.pk)] == [{"type": "totp"}]


def test_recovery_codes_are_shown_once(with_password, enrol):
    enrol(with_password)
    first = re.findall(r"<li>(\d{8})</li>", with_password.get(CODES).content.decode())
    again = with_password.get(CODES).content.decode()
    assert first
    assert not any(one in again for one in first)
    assert "cannot be shown again" in again


def test_a_link_works_once(with_password, link_for, ines):
    late = Client()
    late.get(link_for(ines))
    assert late.get(START).status_code == 410
    assert late.post(START, {"password1": NEW, "password2": NEW}).status_code == 410


def test_opening_a_link_without_finishing_does_not_use_it_up(ines, link_for):
    for _ in range(2):
        client = Client()
        client.get(link_for(ines))
        assert client.get(START).status_code == 200


def test_a_link_is_over_after_three_days(ines, link_for):
    Invitation.objects.update(ends_at=timezone.now())
    client = Client()
    client.get(link_for(ines))
    assert client.get(START).status_code == 410


def test_a_made_up_link_opens_nothing(cast):
    client = Client()
    client.get("/admin/sign-in/link/made-up/")
    assert client.get(START).status_code == 410


def test_the_token_stands_nowhere_in_clear(ines, link_for):
    token = link_for(ines).split("/")[-2]
    assert not Invitation.objects.filter(digest__contains=token).exists()


def staff_addresses() -> list[str]:
    """Every address under /admin/, each argument filled with something of its type."""

    def walk(patterns: list, prefix: str) -> list[tuple[str, str]]:
        found = []
        for entry in patterns:
            path = prefix + re.sub(r"^\^|\$$", "", str(entry.pattern))
            if isinstance(entry, URLResolver):
                found += walk(entry.url_patterns, path)
            elif isinstance(entry, URLPattern):
                found.append((path, entry.name or ""))
        return found

    filled = []
    for path, name in walk(get_resolver().url_patterns, ""):
        if path.startswith("admin/") and "(" not in path and "^" not in path:
            typed = re.sub(r"<uuid:[^>]+>", "00000000-0000-4000-8000-000000000000", path)
            typed = re.sub(r"<int:[^>]+>", "1", typed)
            filled.append(("/" + re.sub(r"<[^>]+>", "x", typed), name))
    return filled


ALLOWED = {
    "account_login", "account_logout", "account_reset_password", "account_reauthenticate",
    "mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "mfa_view_recovery_codes", "mfa_authenticate",
    "mfa_login_webauthn", "sign_in_link", "sign_in_start",
    "wagtailadmin_logout", "wagtailadmin_javascript_catalog", "wagtailadmin_sprite", "wagtailadmin_login",
}  # fmt: skip


def test_with_a_password_alone_every_staff_address_leads_to_enrolment(with_password):
    tried = [(address, name) for address, name in staff_addresses() if name not in ALLOWED]
    assert len(tried) > 100
    for address, _name in tried:
        answer = with_password.get(address)
        assert (answer.status_code, answer.get("Location")) == (302, SECOND), address


def test_without_signing_in_no_staff_address_shows_anything(cast):
    client = Client()
    for address, name in staff_addresses():
        if name not in ALLOWED and not address.startswith("/admin/password_reset/"):
            answer = client.get(address)
            assert answer.status_code in (302, 404, 405), address
            if answer.status_code == 302:
                assert answer.url.startswith(settings.WAGTAILADMIN_LOGIN_URL), address


def test_a_session_from_before_the_enrolment_does_not_count_after_it(with_password, ines, enrol):
    """Whoever knew the password only, and waited in another browser, is out once the person has enrolled."""
    other = Client()
    other.post("/admin/login/", {"login": ines.email, "password": NEW})
    assert other.get(SECOND).status_code == 200
    enrol(with_password)
    assert other.get(SECOND).url.startswith("/admin/login/")
    assert other.get("/admin/").url.startswith("/admin/login/")


def test_the_last_second_step_cannot_be_removed(cast, sign_in):
    client = sign_in(cast.maya)
    page = client.post("/admin/sign-in/second-step/app/remove/")
    assert "Add another way to sign in first" in page.content.decode()
    assert Authenticator.objects.filter(user=cast.maya, type="totp").exists()


def test_somebody_without_a_role_sees_only_their_own_sign_in(cast, sign_in):
    client = sign_in(cast.nobody)
    assert client.get("/admin/").url == "/admin/sign-in/no-role-yet/"
    assert "You have no role yet" in client.get("/admin/sign-in/no-role-yet/").content.decode()
    assert client.get("/admin/people/").status_code == 404
    assert client.get(SECOND).status_code == 200


def test_a_role_that_ended_ends_what_it_opened_at_once(cast, sign_in):
    client = sign_in(cast.edie)
    assert client.get("/admin/").status_code == 200
    actions.end(cast.ada, Membership.objects.get(user=cast.edie))
    assert client.get("/admin/").url == "/admin/sign-in/no-role-yet/"


def test_new_recovery_codes_replace_the_old(cast, sign_in, password_step, events, django_capture_on_commit_callbacks):
    client = sign_in(cast.maya)
    old = Authenticator.objects.get(user=cast.maya, type="recovery_codes").wrap().get_unused_codes()[0]
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/admin/sign-in/second-step/codes/new/")
    assert events("recovery_codes_renewed", actor=cast.maya.pk)
    other = Client()
    password_step(other, cast.maya.email)
    assert other.post("/admin/sign-in/code/", {"code": old}).status_code == 200
