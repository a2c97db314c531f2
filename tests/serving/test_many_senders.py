"""Many people send at once while a web process dies: every reference that anybody was given exists exactly once.

SENDERS and SENDING_SECONDS make it longer: the issue's own measure is 50 people for 60 seconds.
"""

import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from referral_forms.inbox.models import Case
from tests.serving.processes import address_of, serving
from tests.serving.senders import Sender
from vault import audit
from vault.models import Event

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]

SENDERS = int(os.environ.get("SENDERS", "12"))
SECONDS = float(os.environ.get("SENDING_SECONDS", "8"))


@pytest.fixture(autouse=True)
def _on_postgresql(request, cast) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer and one machine; test_crash.py holds it to the same promise")


def keep_sending(servers: list[str], place: int, until: float, receipts: list[str], guard: threading.Lock) -> None:
    while time.monotonic() < until:
        reference = Sender(servers, turn=place).send()
        with guard:
            receipts.append(reference)


def test_every_reference_that_was_given_exists_once_though_one_of_two_servers_is_killed(tmp_path, capsys):
    databases = {"DATABASE_URL": address_of("default"), "KEYS_DATABASE_URL": address_of("keys")}
    receipts: list[str] = []
    guard = threading.Lock()
    with serving(2, databases, tmp_path) as servers:
        addresses = [server.address for server in servers]
        start = time.monotonic()
        with ThreadPoolExecutor(SENDERS) as pool:
            sending = [
                pool.submit(keep_sending, addresses, place, start + SECONDS, receipts, guard)
                for place in range(SENDERS)
            ]
            time.sleep(SECONDS / 2)
            servers[0].kill()
            for each in sending:
                each.result()
        took = time.monotonic() - start
    stored = list(Case.objects.values_list("reference", flat=True))
    with capsys.disabled():
        print(f"\n{SENDERS} senders, {took:.0f} s: {len(receipts)} receipts, {len(stored)} cases")
    assert len(receipts) > SENDERS
    assert len(set(receipts)) == len(receipts)
    assert sorted(stored) == sorted(receipts)
    assert Event.objects.filter(action="case.received").count() == len(receipts)
    assert list(audit.verify()) == []
