"""A flood from one address: nobody is kept out, nothing is thrown away, and staff see what came out of it."""

import hashlib
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from journeys import machines
from journeys.models import Draft
from referral_forms.inbox.models import Case
from vault.models import Message

START = "/en/get-help/for-yourself/"


@pytest.fixture
def crowd(world) -> None:
    """Somebody begins form after form from the address that all clients of these tests have."""
    client = Client()
    for _each in range(machines.CROWD):
        assert client.post(START).status_code == 303


def test_somebody_behind_the_same_address_is_not_kept_out(crowd, visitor, cast):
    visitor.answer_all()
    page = visitor.send().content.decode()
    assert Case.objects.get().reference in page


def test_what_is_sent_faster_than_a_person_can_answer_is_kept_and_marked(crowd, visitor, cast):
    """domain H 7"""
    visitor.answer_all()
    visitor.send()
    assert "trap" in Case.objects.get().why


def test_a_thousand_of_them_are_one_mail_and_stand_in_the_queue_like_any_other(crowd, visitor_in, cast, signed_in):
    for _each in range(3):
        machine = visitor_in("en")
        machine.answer_all()
        machine.send()
    told = Message.objects.filter(key__startswith="machines:")
    assert (Case.objects.count(), told.count()) == (3, 1)
    unkeyed = hashlib.sha256(b"east-kent@waymark.example").hexdigest()
    assert told.get().content["to"] == "east-kent@waymark.example"
    assert unkeyed[:16] not in told.get().key
    references = set(Case.objects.values_list("reference", flat=True))
    maya = signed_in(cast.maya)
    all_of_them, without = (maya.get(f"/admin/inbox/{query}").content.decode() for query in ("", "?show=people"))
    assert {reference for reference in references if reference in all_of_them} == references
    assert {reference for reference in references if reference in without} == set()


def test_who_takes_their_time_behind_the_same_address_is_not_marked(crowd, visitor, cast, monkeypatch):
    visitor.answer_all()
    later = timezone.now() + machines.FASTEST
    monkeypatch.setattr("journeys.machines.timezone.now", lambda: later)
    visitor.send()
    assert "trap" not in Case.objects.get().why


def test_the_same_haste_from_an_address_without_a_crowd_is_not_marked(visitor, cast):
    visitor.answer_all()
    visitor.send()
    assert "trap" not in Case.objects.get().why


def test_a_flood_from_one_address_does_not_mark_who_comes_from_another(crowd, visitor, cast):
    visitor.client.defaults["REMOTE_ADDR"] = "10.9.8.7"
    visitor.answer_all()
    visitor.send()
    assert "trap" not in Case.objects.get().why


def test_a_field_that_no_person_sees_marks_and_does_not_refuse(visitor, cast):
    visitor.answer_all()
    visitor.client.post(f"{visitor.start}check/", {"website": "https://spam.example"}, follow=True)
    assert "trap" in Case.objects.get().why


def test_so_many_that_the_disk_would_fill_are_shown_numbers_to_call(world, monkeypatch):
    monkeypatch.setattr(machines, "MOST", 2)
    client = Client()
    assert [client.post(START).status_code for _ in range(3)] == [303, 303, 429]
    assert "0808 2000 247" in client.post(START).content.decode()
    assert Draft.objects.count() == 1


def test_after_ten_minutes_a_crowd_is_forgotten(crowd, rf):
    request = rf.post(START)
    assert machines.note(request, timezone.now() + machines.WITHIN + timedelta(seconds=1)) == {}
