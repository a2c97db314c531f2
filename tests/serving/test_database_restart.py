"""The database goes away while somebody sends: they are told so, nothing is lost, and sending again sends it once."""

import os
import threading
import time
import urllib.error

import psycopg
import pytest
from django.db import connection

from tests.serving.cluster import Cluster, cluster, may_run, programs
from tests.serving.processes import serving
from tests.serving.senders import ANSWERS, START, Sender

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def own(request, cast) -> Cluster:
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL")
    if not may_run():
        if os.environ.get("CI") == "true":
            pytest.fail("PostgreSQL's own programs (initdb, pg_ctl) must be here in CI")
        pytest.skip("PostgreSQL's own programs (initdb, pg_ctl) are not here")
    where = programs()
    assert where
    with cluster(where) as made:
        yield made


def up_to_the_last_page(sender: Sender) -> str:
    path, _page = sender.insist(START, {})
    while not path.endswith("/check/"):
        slug = path.rstrip("/").rsplit("/", 1)[-1]
        path, _page = sender.insist(path, ANSWERS.get(slug, {"skip": "1"}))
    return path


def rows(address: str, table: str) -> list[str]:
    with psycopg.connect(address) as found:
        return [row[0] for row in found.execute(f"SELECT reference FROM {table}").fetchall()]


def test_while_the_database_is_away_a_page_says_whom_to_call_and_afterwards_the_answers_are_still_there(own, tmp_path):
    databases = {"DATABASE_URL": own.copy("default"), "KEYS_DATABASE_URL": own.copy("keys")}
    with serving(1, databases, tmp_path) as (server,):
        sender = Sender([server.address])
        check = up_to_the_last_page(sender)
        own.stop()
        with pytest.raises(urllib.error.HTTPError) as refused:
            sender.ask(check)
        told = refused.value.read().decode()
        assert refused.value.code in (500, 503)
        assert "999" in told
        own.start()
        path, page = sender.insist(check, {})
    assert path.endswith("/sent/")
    (reference,) = rows(databases["DATABASE_URL"], "inbox_case")
    assert reference in page


def test_a_restart_in_the_middle_of_many_submits_loses_none_and_doubles_none(own, tmp_path):
    databases = {"DATABASE_URL": own.copy("default"), "KEYS_DATABASE_URL": own.copy("keys")}
    receipts: list[str] = []
    with serving(1, databases, tmp_path) as (server,):
        senders = [Sender([server.address]) for _each in range(4)]
        ready = [(sender, up_to_the_last_page(sender)) for sender in senders]

        def send(sender: Sender, check: str) -> None:
            path, page = sender.insist(check, {})
            assert path.endswith("/sent/")
            receipts.append(page)

        threads = [threading.Thread(target=send, args=each) for each in ready]
        for thread in threads:
            thread.start()
            time.sleep(0.02)
        own.stop()
        own.start()
        for thread in threads:
            thread.join(60)
    stored = rows(databases["DATABASE_URL"], "inbox_case")
    assert len(receipts) == len(stored) == 4
    assert all(sum(reference in page for page in receipts) == 1 for reference in stored)
