"""The background worker: what fails in it leaves no word behind, and nothing stops it but being told."""

import signal
import threading
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult
from wagtail.tasks import update_reference_index_task

from config.worker import Background, tasks_worker
from vault import schedule

CANARY = "kestrel-7319"


@task()
def fails(number: int) -> None:
    told = CANARY
    raise ValueError(f"{told} {number}")


@task()
def succeeds() -> int:
    return 7


@pytest.fixture
def queued(settings, transactional_db) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}


def run_all() -> None:
    worker = tasks_worker()
    worker.batch = True
    worker.run()


@pytest.mark.usefixtures("queued")
def test_a_failed_task_keeps_where_it_failed_and_no_message(capsys):
    fails.enqueue(1)
    run_all()
    result = DBTaskResult.objects.get()
    assert result.status == "FAILED"
    assert "test_worker.fails" in result.traceback
    assert "ValueError" in result.traceback
    assert CANARY not in result.traceback
    assert CANARY not in capsys.readouterr().err


@pytest.mark.usefixtures("queued")
def test_a_task_after_a_failed_one_is_still_done():
    fails.enqueue(1)
    succeeds.enqueue()
    run_all()
    assert {row.status for row in DBTaskResult.objects.all()} == {"FAILED", "SUCCESSFUL"}


@pytest.mark.usefixtures("queued")
def test_indexing_a_row_that_is_gone_is_done_and_any_other_fault_of_it_is_not():
    gone = update_reference_index_task.enqueue("wagtailcore", "page", "987654321")
    wrong = update_reference_index_task.enqueue("wagtailcore", "nothing", "1")
    run_all()
    assert DBTaskResult.objects.get(pk=gone.id).status == "SUCCESSFUL"
    assert DBTaskResult.objects.get(pk=wrong.id).status == "FAILED"


@pytest.mark.django_db
def test_a_database_that_was_away_does_not_end_the_worker(monkeypatch):
    background, rounds = Background(), []
    monkeypatch.setattr("config.worker.PAUSE_AFTER_FAULT", 0)

    def away_then_there() -> None:
        rounds.append(1)
        if len(rounds) < 3:
            raise OperationalError("away")
        background.stop()

    background._keep("jobs", away_then_there)
    assert len(rounds) == 3


def test_being_told_to_stop_stops_both_threads():
    background = Background()
    background.stop(signal.SIGTERM, None)
    assert background.stopping.is_set()
    assert not background.worker.running
    jobs = threading.Thread(target=background._keep, args=["jobs", background._jobs])
    jobs.start()
    jobs.join(5)
    assert not jobs.is_alive()


@pytest.mark.django_db(databases=["default", "keys"])
def test_a_job_that_fails_is_logged_by_its_type_and_does_not_stop_the_others(monkeypatch, capsys):
    def bad(now) -> None:
        raise RuntimeError(CANARY)

    jobs = {name: schedule.Job(name, timedelta(seconds=1), run) for name, run in (("a", bad), ("b", lambda now: None))}
    monkeypatch.setattr(schedule, "_jobs", jobs)
    assert schedule.run_due(timezone.now()) == ["b"]
    assert CANARY not in capsys.readouterr().err
