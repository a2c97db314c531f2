"""Kill -9 at every point of a submit, and twenty submits at once: no loss, no twin, the receipt again."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

CHILD = Path(__file__).with_name("crash.py")


@pytest.fixture
def run(transactional_db, cast, tmp_path) -> Callable[..., list[dict[str, Any]]]:
    """Run crash.py on this test's own two databases (SQLite: on copies in files, with the durability of production)."""
    variables = {"default": "DATABASE_URL", "keys": "KEYS_DATABASE_URL"}
    environment = {**os.environ, **{name: _address(alias, tmp_path) for alias, name in variables.items()}}

    def start(*words: str) -> list[dict[str, Any]]:
        done = subprocess.run(
            [sys.executable, str(CHILD), *words],
            env=environment,
            capture_output=True,
            text=True,
            timeout=280,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return [json.loads(line) for line in done.stdout.splitlines()]

    return start


def _address(alias: str, folder: Path) -> str:
    connection = connections[alias]
    if connection.vendor == "sqlite":
        file = folder / f"{alias}.sqlite3"
        connection.ensure_connection()
        with sqlite3.connect(file) as copy:
            connection.connection.backup(copy)
        return f"sqlite:///{file}"
    settings = connection.settings_dict
    return f"postgres://{settings['USER']}@{settings['HOST']}:{settings['PORT'] or 5432}/{settings['NAME']}"


def test_a_kill_at_every_point_of_a_submit_loses_nothing_and_makes_no_twin(run):
    *results, chain = run()
    assert len(results) > 20
    assert not results[-1]["killed"]
    for result in results:
        assert not result["failed"], result
        assert result["cases"] == 1, result
        assert result["same_receipt"], result
        assert result["readable"], result
        assert result["messages"] == 1, result
        # Nothing half done: the answers are still there, or the case and its receipt are.
        stored = bool(result["stored_before"])
        assert result["answers_before"] is not stored, result
        assert result["receipt_before"] is stored, result
    assert {bool(result["stored_before"]) for result in results} == {True, False}
    assert chain["faults"] == []


def test_twenty_submits_at_once_make_one_case_and_one_receipt(run):
    [result] = run("together")
    assert result == {"failed": 0, "answered": 20, "references": 1, "cases": 1, "faults": []}


def test_twenty_who_want_the_same_time_get_its_three_places_and_nobody_is_lost(run):
    [result] = run("slot")
    assert result == {
        "failed": 0, "references": 20, "cases": 20, "booked": 3, "told_booked": 3, "told_missed": 17,
    }  # fmt: skip
