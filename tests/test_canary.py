"""Canary words in every field of every form: none may stand in clear where things are kept, sent or written down."""

import logging
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django import forms
from django.core import mail
from django.db import connections
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from design.fields import DateBoxesField
from design.forms import YES
from journeys import cookies, drafts, keeping
from journeys.journey import Journey
from referral_forms.inbox.models import Case
from referral_forms.referrals.professional.journey import JOURNEY as PROFESSIONAL
from referral_forms.referrals.professional.referrer import Referrer
from referral_forms.referrals.self_referral import JOURNEY
from tests.referring import come_in
from vault import outbox, schedule

pytestmark = pytest.mark.django_db

POSTCODE = "CT9 1XZ"
# Each journey, where it starts, and who of the cast may read what it makes: a yes to everything closes some.
JOURNEYS = [
    (JOURNEY, "/en/get-help/for-yourself/", "sam"),
    (PROFESSIONAL, "/en/get-help/refer/referral/", "sam"),
]
# What a way in may have proved of who refers.
KNOWN = Referrer(name="canaryknownname", organisation="Kent Police", email="canaryknown@example.com",
                 telephone="01632 960799", job="canaryknownjob", source="police")  # fmt: skip
NUMBERS = (f"01632 9607{number:02}" for number in range(99))


def canary(form: str, field: str) -> str:
    return f"canary{form}{field}".replace("-", "").replace("_", "")


def filled(form: type[forms.Form], slug: str, canaries: set[str]) -> dict[str, Any]:
    """An answer to every field, with a word of its own wherever one can be typed."""
    given: dict[str, Any] = {}
    for name, field in form.base_fields.items():
        if name == "place":
            given[name] = POSTCODE
        elif isinstance(field, forms.MultipleChoiceField):
            given[name] = [key for key, _words in field.choices]
        elif isinstance(field, forms.ChoiceField):
            keys = [key for key, _words in field.choices]
            # Made while the page is: areas, and times for a call, of which none is chosen.
            given[name] = YES if YES in keys else keys[-1] if keys else "thanet" if name == "area" else ""
        elif isinstance(field, DateBoxesField):
            given |= {f"{name}_day": "5", f"{name}_month": "6", f"{name}_year": "1987"}
            canaries |= {"1987-06-05", "5 June 1987"}
        elif isinstance(field, forms.IntegerField):
            given[name] = "7"
        elif isinstance(field, forms.CharField):
            given[name] = word(field, slug, name)
            canaries.add(given[name])
    return given


def word(field: forms.CharField, slug: str, name: str) -> str:
    if getattr(field.widget, "input_type", "") == "tel":
        return next(NUMBERS)
    if isinstance(field.widget, forms.EmailInput):
        return f"{canary(slug, name)}@example.com"
    return canary(slug, name)


def next_task(client: Client, journey: Journey, start: str) -> HttpResponse:
    """From a list of tasks to the first page that was not answered yet, or to the last one of all."""
    in_session = journey.keeping is keeping.IN_SESSION
    token = client.session[keeping.SESSION_KEY] if in_session else client.cookies[cookies.NAME].value
    opened = drafts.read(token, journey.key)
    left = (step.slug for step in journey.route(opened.answers) if step.slug not in opened.answers)
    return client.get(f"{start}{next(left, 'check')}/", follow=True)


def fill_in(client: Client, journey: Journey, start: str, canaries: set[str], addresses: set[str]) -> None:
    """Go through the journey's every page as it leads, answering all there is to answer."""
    response = client.post(start, follow=True)
    for _turn in range(150):
        if response.request["PATH_INFO"].endswith("/tasks/"):
            response = next_task(client, journey, start)
        addresses |= {address for address, _status in response.redirect_chain} | {response.request["PATH_INFO"]}
        address = response.request["PATH_INFO"]
        slug = address.rstrip("/").rsplit("/", 1)[-1]
        if slug == "sent":
            return
        step = journey.step(slug)
        given = filled(step.form, slug, canaries) if step and step.form else {}
        response = client.post(address, given, follow=True)
        assert "govuk-error-summary" not in response.content.decode(), address
    raise AssertionError(address)


@pytest.fixture
def written(caplog) -> Iterator[pytest.LogCaptureFixture]:
    with caplog.at_level(logging.DEBUG):
        yield caplog


def stored(alias: str) -> bytes:
    """Everything a database holds: on SQLite its very file, freed pages and all; on PostgreSQL every table's rows."""
    connection = connections[alias]
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        return connection.connection.serialize()
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        parts = []
        for table in tables:
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            parts += [row[0] for row in cursor.fetchall()]
    return "\n".join(parts).encode()


def forms_of(canary_word: str) -> set[bytes]:
    """A word as typed, as a number without spaces, and as PostgreSQL prints bytes."""
    plain = {canary_word, canary_word.replace(" ", "")}
    return {text.encode() for text in plain} | {text.encode().hex().encode() for text in plain}


@pytest.mark.parametrize(("journey", "start", "reader"), JOURNEYS, ids=[each[0].key for each in JOURNEYS])
def test_no_word_that_anybody_types_is_kept_sent_or_written_in_clear(
    cast, signed_in, written, tmp_path, monkeypatch, journey, start, reader
):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    visitor, canaries, addresses = Client(), {POSTCODE}, set()
    come_in(visitor, KNOWN)
    fill_in(visitor, journey, start, canaries, addresses)
    case = Case.objects.get()
    maya = signed_in(getattr(cast, reader))
    note = {"text": "canarynote", "note_id": str(uuid4()), "seen": ""}
    canaries |= {
        "canarynote",
        "canaryknown",
        "canaryplace",
        "canarystranger@example.com",
        "canarypassword",
        "canaryreference",
    }
    for action in ("note/", "assign/"):
        assert maya.post(f"/admin/inbox/{case.reference}/{action}", note).status_code == 302
    assert "canarynote" in maya.get(f"/admin/inbox/{case.reference}/").content.decode()
    maya.post("/admin/inbox/find/", {"reference": "canaryreference"}, follow=True)
    visitor.post("/en/find-support/", {"place": "canaryplace"}, follow=True)
    stranger = {"login": "canarystranger@example.com", "password": "canarypassword"}
    Client().post("/admin/login/", stranger, follow=True)
    # Half-done answers too: a second visitor stops in the middle.
    halfway = Client()
    halfway.post("/en/get-help/for-yourself/")
    halfway.post("/en/get-help/for-yourself/danger/", {"danger": "no"})
    halfway.post("/en/get-help/for-yourself/place/", {"place": POSTCODE})
    halfway.post("/en/get-help/for-yourself/age/", {"age": "18"})
    halfway.post("/en/get-help/for-yourself/name/", {"name": "canaryhalfway"})
    canaries.add("canaryhalfway")
    waiting = stored("default")
    schedule.run_due(timezone.now())
    outbox.deliver_due()

    places = {
        "the database, before the mail went out": waiting,
        "the database": stored("default"),
        "the database of keys": stored("keys"),
        "the logs": "\n".join(f"{record.getMessage()} {record.__dict__}" for record in written.records).encode(),
        # To whom they go is the one thing in them that is somebody's: the address that they marked safe, or proved.
        "the mails": "\n".join(f"{sent.subject}\n{sent.body}\n{sent.from_email}" for sent in mail.outbox).encode(),
        "addresses": "\n".join(addresses).encode(),
        "the temporary folder": b"".join(file.read_bytes() for file in Path(tmp_path).rglob("*") if file.is_file()),
    }
    assert len(canaries) > 15
    assert len(mail.outbox) > 0
    found = [
        f"{canary_word} stands in {place}"
        for place, content in places.items()
        for canary_word in canaries
        for text in forms_of(canary_word)
        if text.lower() in content.lower()
    ]
    assert found == []


def test_the_search_for_canaries_finds_one_that_is_there(cast):
    """A test that cannot fail proves nothing: a staff name is kept in clear, and must be found by the same means."""
    assert b"Maya Example" in stored("default")
