"""A session ends by itself: half an hour without its person, twelve hours in all."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import sessions


def set_back(client: Client, key: str, by: timedelta) -> None:
    session = client.session
    session[key] = (timezone.now() - by).isoformat()
    session.save()


@pytest.fixture
def maya(cast, sign_in) -> Client:
    return sign_in(cast.maya)


def test_half_an_hour_without_a_click_ends_it_on_the_server(maya, events):
    set_back(maya, sessions.SEEN_AT, timedelta(minutes=30))
    key = maya.session.session_key
    answer = maya.get("/admin/account/")
    assert answer.url == "/admin/login/?next=%2Fadmin%2Faccount%2F"
    assert not maya.session.exists(key)
    assert len(events("session_ended")) == 1
    assert "nothing happened for a while" in maya.get(answer.url).content.decode()


def test_a_click_within_half_an_hour_starts_the_half_hour_again(maya):
    set_back(maya, sessions.SEEN_AT, timedelta(minutes=29))
    assert maya.get("/admin/account/").status_code == 200
    assert timezone.now() - sessions._moment(maya.session[sessions.SEEN_AT]) < timedelta(minutes=1)


def test_a_page_that_asks_by_itself_keeps_nobody_signed_in(maya):
    set_back(maya, sessions.SEEN_AT, timedelta(minutes=29))
    before = maya.session[sessions.SEEN_AT]
    assert maya.get("/admin/account/", headers={"X-Background": "1"}).status_code == 200
    assert maya.session[sessions.SEEN_AT] == before
    set_back(maya, sessions.SEEN_AT, timedelta(minutes=31))
    assert maya.get("/admin/", headers={"X-Background": "1"}).status_code == 401


@pytest.mark.parametrize(
    "name",
    ["wagtailadmin_sprite", "wagtailadmin_javascript_catalog", "wagtailadmin_dismissibles"],
)
def test_what_wagtails_pages_ask_for_by_themselves_keeps_nobody_signed_in(maya, name):
    set_back(maya, sessions.SEEN_AT, timedelta(minutes=29))
    before = maya.session[sessions.SEEN_AT]
    assert maya.get(reverse(name)).status_code in (200, 405)
    assert maya.session[sessions.SEEN_AT] == before


def test_a_page_left_open_for_editing_keeps_nobody_signed_in(cast, sign_in):
    """Wagtail asks every ten seconds who else edits the page; whoever sends the header or not."""
    edie = sign_in(cast.edie)
    set_back(edie, sessions.SEEN_AT, timedelta(minutes=29))
    before = edie.session[sessions.SEEN_AT]
    edie.post(reverse("wagtailadmin_editing_sessions:ping", args=["wagtailcore", "page", "1", "1"]))
    assert edie.session[sessions.SEEN_AT] == before


def test_staff_pages_carry_the_script_that_takes_them_off_the_screen(maya):
    page = maya.get("/admin/account/").content.decode()
    assert 'js/staff.js" data-end-after="1800" data-ended-url="/admin/login/"' in page


def test_twelve_hours_end_it_however_busy(maya):
    set_back(maya, sessions.SIGNED_IN_AT, timedelta(hours=12))
    assert maya.get("/admin/").url.startswith("/admin/login/")


def test_a_session_without_a_clock_is_over(maya):
    session = maya.session
    del session[sessions.SEEN_AT]
    session.save()
    assert maya.get("/admin/").status_code == 302


def test_a_form_sent_after_the_end_changes_nothing(cast, sign_in):
    ada = sign_in(cast.ada)
    set_back(ada, sessions.SEEN_AT, timedelta(minutes=31))
    answer = ada.post(f"/admin/people/{cast.maya.pk}/close/")
    assert answer.url == "/admin/login/"
    cast.maya.refresh_from_db()
    assert cast.maya.is_active


def test_the_cookie_goes_with_the_browser_and_only_to_staff_pages(maya):
    cookie = maya.cookies["staff"]
    assert (cookie["path"], cookie["max-age"], cookie["expires"], bool(cookie["httponly"])) == ("/admin/", "", "", True)
