"""What is measured: one line a thing that somebody waits for."""

import os
from collections.abc import Callable, Iterator
from uuid import uuid4

from django.test import Client

from places.finding import find
from tests import cast as people
from tests.bench import finding
from vault import audit, blind, keys, outbox, sealing

ANSWERS = {"what_happened": "x" * 2000}


def measures() -> Iterator[finding.Measure]:
    """(name, what to do) of each, and how often at most; the ground they stand on is laid first."""
    people.lay_foundations()
    people.staff_kent()
    yield from of_the_vault()
    yield from of_places()
    yield from of_pages()
    yield from finding.measures()


def of_the_vault() -> Iterator[tuple[str, Callable[[], object]]]:
    key, owner = os.urandom(32), uuid4()
    plain = sealing.dump(ANSWERS)
    sealed = sealing.seal(key, plain, "bench")
    keys.create(owner)
    blind.add(owner, [("telephone", "07700 900123")])
    yield "seal 2 KB of answers", lambda: sealing.seal(key, plain, "bench")
    yield "open 2 KB of answers", lambda: sealing.load(sealing.unseal(key, sealed, "bench"))
    yield "make a data key (commits)", lambda: keys.create(uuid4())
    yield "find by telephone number, blind", lambda: blind.find("telephone", "07700900123")
    yield "one line of the audit chain (commits)", lambda: audit.record("bench", actor=None)
    yield "queue one mail (commits)", lambda: outbox.put(str(uuid4()), to="a@example.org", subject="s", body="b")


def of_places() -> Iterator[tuple[str, Callable[[], object]]]:
    yield "a postcode to its council", lambda: find("ct1 1aa")
    yield "a town's name with a slip", lambda: find("bishop aukland")


def of_pages() -> Iterator[tuple[str, Callable[[], object]]]:
    client = Client()
    for name, path in (
        ("page: a page that is not there", "/en/nothing-here/"),
        ("page: find support", "/en/find-support/"),
        ("page: find support in an area", "/en/find-support/dover/"),
        ("page: before asking for help", "/en/get-help/for-yourself/"),
        ("health: ready", "/health/ready/"),
    ):
        yield f"{name} ({client.get(path).status_code})", lambda path=path: client.get(path)
