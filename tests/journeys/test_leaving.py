"""Exit, idle time, and addresses without a live draft (domain H 1, H 2)."""

import sqlite3
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import ConnectionHandler, OperationalError
from django.test import Client
from django.utils import timezone

from journeys import drafts
from journeys.models import Draft
from journeys.patience import at_most

START = "/en/get-help/for-yourself/"
NAME = f"{START}name/"


@pytest.fixture
def begun(world) -> Client:
    client = Client()
    client.post(START)
    client.post(f"{START}danger/", {"danger": "no"})
    return client


def test_the_start_page_sets_no_cookie(world):
    response = Client().get(START)
    assert response.status_code == 200
    assert not response.cookies


def test_only_starting_sets_one_opaque_session_cookie(world):
    response = Client().post(START)
    assert list(response.cookies) == ["visit"]
    cookie = response.cookies["visit"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", "/")
    assert not cookie["max-age"]
    assert not cookie["expires"]


def test_the_token_is_not_stored_and_the_draft_does_not_open_without_it(begun):
    token = begun.cookies["visit"].value
    row = Draft.objects.get()
    assert token.encode() not in bytes(row.content) + bytes(row.token_digest)
    assert drafts.read(token, "self_referral").answers == {"danger": {"danger": "no"}}
    assert drafts.read(token[:-1] + "x", "self_referral") is None


def test_exit_forgets_the_answers_expires_the_cookies_and_goes_on(begun):
    response = begun.get("/leave/")
    assert response.status_code == 303
    assert response["Location"] == settings.NEUTRAL_SITE
    assert response["Clear-Site-Data"] == '"storage"'
    assert "no-store" in response["Cache-Control"]
    assert {name for name, cookie in response.cookies.items() if cookie["max-age"] == 0} == {"visit", "form"}
    assert not Draft.objects.exists()


@pytest.mark.parametrize("destination", ["image", "script", "iframe", "empty"])
def test_an_image_that_names_the_exit_throws_nothing_away(begun, destination):
    response = begun.get("/leave/", headers={"Sec-Fetch-Dest": destination})
    assert response.status_code == 303
    assert not response.cookies
    assert Draft.objects.exists()


def test_our_own_script_forgets_the_answers_without_being_led_on(begun):
    """The script leads to the neutral site by itself, whatever becomes of this."""
    response = begun.post("/leave/", headers={"Sec-Fetch-Dest": "empty", "Sec-Fetch-Site": "same-origin"})
    assert response.status_code == 204
    assert response["Clear-Site-Data"] == '"storage"'
    assert {name for name, cookie in response.cookies.items() if cookie["max-age"] == 0} == {"visit", "form"}
    assert not Draft.objects.exists()


def test_another_sites_script_throws_nothing_away(begun):
    begun.post("/leave/", headers={"Sec-Fetch-Dest": "empty", "Sec-Fetch-Site": "cross-site"})
    assert Draft.objects.exists()


def test_exit_waits_for_no_lock(begun, django_assert_max_num_queries):
    """A write lock may be held for seconds; the statement that forgets has a bound around it."""
    with django_assert_max_num_queries(20) as asked:
        begun.get("/leave/")
    statements = [query["sql"] for query in asked.captured_queries]
    bound = [number for number, sql in enumerate(statements) if "_timeout = 300" in sql]
    forgetting = [number for number, sql in enumerate(statements) if sql.startswith("DELETE")]
    assert bound
    assert forgetting
    assert bound[0] < forgetting[0]


def test_exit_goes_on_and_expires_the_cookies_while_another_holds_the_lock(begun, monkeypatch):
    def locked(token: str) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(drafts, "drop", locked)
    response = begun.get("/leave/")
    assert response.status_code == 303
    assert response.cookies["visit"]["max-age"] == 0


def test_waiting_for_a_lock_is_bounded_only_inside(db, tmp_path):
    """On a database file of its own, while somebody else writes to it."""
    options = {"transaction_mode": "IMMEDIATE", "timeout": 20}
    file = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(tmp_path / "locked.sqlite3"), "OPTIONS": options}
    ours, other = ConnectionHandler({"default": file})["default"], sqlite3.connect(file["NAME"])
    other.execute("CREATE TABLE word (word TEXT)")
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(OperationalError, match="locked"), at_most(20, ours), ours.cursor() as cursor:
        cursor.execute("DELETE FROM word")
    with ours.cursor() as cursor:
        assert cursor.execute("PRAGMA busy_timeout").fetchone() == (20_000,)
    ours.close()
    other.close()


@pytest.mark.parametrize("page", ["name/", "check/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_papers_withdrawn_midway_show_numbers_and_keep_the_answers(begun, settings, page, method):
    """domain H 13: not only who begins is shown numbers, also who is on the way."""
    settings.DEMO = settings.TESTING = False
    before = bytes(Draft.objects.get().content)
    response = getattr(begun, method)(f"{START}{page}", {"name": "Zofia"})
    assert response.status_code == 200
    assert "Please call" in response.content.decode()
    assert bytes(Draft.objects.get().content) == before


def test_what_was_sent_before_papers_were_withdrawn_keeps_its_page(begun, settings):
    token = begun.cookies["visit"].value
    drafts.send(token, "self_referral", lambda draft_id, answers, close: close({"reference": "kestrel"}))
    settings.DEMO = settings.TESTING = False
    assert begun.get(NAME)["Location"] == f"{START}sent/"


def test_after_exit_a_question_page_leads_to_the_neutral_site(begun):
    begun.get("/leave/")
    response = begun.get(NAME)
    assert (response.status_code, response["Location"]) == (303, settings.NEUTRAL_SITE)
    assert "no-store" in response["Cache-Control"]


def test_a_draft_goes_after_twenty_idle_minutes_and_the_page_says_so(begun):
    Draft.objects.update(seen_at=timezone.now() - timedelta(minutes=20, seconds=1))
    response = begun.get(NAME, follow=True)
    assert response.request["PATH_INFO"] == f"{START}ended/"
    assert "This page was cleared" in response.content.decode()


def test_idle_drafts_are_deleted_by_the_scheduled_job(begun):
    assert drafts.sweep(timezone.now() + timedelta(minutes=19)) == 0
    assert drafts.sweep(timezone.now() + timedelta(minutes=21)) == 1


def test_one_key_keeps_the_answers(begun):
    Draft.objects.update(seen_at=timezone.now() - timedelta(minutes=19))
    assert begun.post(f"{START}stay/").status_code == 204
    assert timezone.now() - Draft.objects.get().seen_at < timedelta(minutes=1)


def test_there_is_nothing_to_keep_once_the_answers_are_gone(begun):
    Draft.objects.all().delete()
    assert begun.post(f"{START}stay/").status_code == 410


def test_a_browser_that_keeps_no_cookie_is_told_so_and_given_a_number(world):
    response = Client().get(f"{START}first/")
    assert "Your browser does not keep our cookie" in response.content.decode()


def test_starting_again_forgets_what_was_begun_before(begun):
    begun.post(START)
    token = begun.cookies["visit"].value
    assert Draft.objects.count() == 1
    assert drafts.read(token, "self_referral").answers == {}


def test_two_tabs_lose_nothing_of_each_others(begun):
    token = begun.cookies["visit"].value
    drafts.change(token, "self_referral", lambda answers: answers.update({"name": {"name": "Zofia"}}))
    drafts.change(token, "self_referral", lambda answers: answers.update({"age": {"age": "18"}}))
    assert set(drafts.read(token, "self_referral").answers) == {"danger", "name", "age"}


def test_a_page_cannot_be_reached_before_those_it_stands_on(begun):
    response = begun.get(f"{START}safe-contact/")
    assert response["Location"] == f"{START}age/"


def test_journey_pages_are_never_stored(begun):
    for address in (START, f"{START}danger/", f"{START}ended/"):
        assert "no-store" in begun.get(address)["Cache-Control"]


def test_a_page_of_another_site_begins_nothing_and_ends_nothing(begun):
    before = begun.cookies["visit"].value
    response = begun.post(START, headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 200
    assert not response.cookies
    assert drafts.read(before, "self_referral").answers == {"danger": {"danger": "no"}}
