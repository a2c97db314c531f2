"""Rows of sessions: what somebody reads in the database, or writes there, signs nobody in."""

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from vault.sessions import SessionStore

pytestmark = pytest.mark.django_db


def browser(cookie: str) -> Client:
    client = Client()
    client.cookies["staff"] = cookie
    return client


def made(**content: object) -> SessionStore:
    store = SessionStore()
    store.update(content)
    store.save()
    return store


def test_the_key_of_a_row_is_no_cookie(cast, signed_in):
    maya = signed_in(cast.maya)
    cookie, row = maya.cookies["staff"].value, Session.objects.get()
    assert maya.get("/admin/account/").status_code == 200
    assert row.session_key != cookie
    assert browser(row.session_key).get("/admin/account/").url.startswith("/admin/login/")


def test_content_copied_to_another_row_does_not_open(cast, signed_in):
    maya = signed_in(cast.maya)
    theirs = Session.objects.get().session_data
    tom = signed_in(cast.tom)
    assert tom.get("/admin/account/").status_code == 200
    Session.objects.update(session_data=theirs)
    assert maya.get("/admin/account/").status_code == 200
    assert tom.get("/admin/account/").status_code == 302


def test_a_row_says_nothing_in_clear():
    made(word="apple")
    row = Session.objects.get()
    assert "apple" not in row.session_data
    assert len(row.session_key) == 40


def test_a_session_is_saved_loaded_cycled_and_ended():
    store = made(word="apple")
    first = store.session_key
    assert SessionStore(first)["word"] == "apple"
    store["word"] = "pear"
    store.save()
    assert Session.objects.count() == 1
    store.cycle_key()
    assert not store.exists(first)
    assert SessionStore(first).get("word") is None
    assert SessionStore(store.session_key)["word"] == "pear"
    store.flush()
    assert not Session.objects.exists()


def test_a_session_outlives_a_new_key_on_the_ring_and_not_the_end_of_its_own(settings):
    cookie, new = made(word="apple").session_key, "new:" + "12" * 32
    settings.KEY_RING = f"{new},{settings.KEY_RING}"
    store = SessionStore(cookie)
    assert store["word"] == "apple"
    store["word"] = "pear"
    store.save()
    assert SessionStore(cookie)["word"] == "pear"
    assert Session.objects.count() == 1
    settings.KEY_RING = new
    assert SessionStore(cookie).get("word") is None


def test_what_has_run_out_is_cleared():
    cookie = made(word="apple").session_key
    Session.objects.update(expire_date=timezone.now())
    assert SessionStore(cookie).get("word") is None
    call_command("clearsessions")
    assert not Session.objects.exists()
