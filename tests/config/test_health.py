"""What machines may ask, and what they learn: yes or no, and nothing of persons or versions."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from config import health, tasks
from vault import outbox, schedule
from vault.models import Message, ScheduledRun

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture(autouse=True)
def _all_applied(monkeypatch: pytest.MonkeyPatch) -> None:
    """Most test databases are made without migrations, which is not what these tests are about."""
    monkeypatch.setattr(health, "_migrated", {"default", "keys"})


def beat_at(moment) -> None:
    ScheduledRun.objects.update_or_create(name=health.HEARTBEAT, defaults={"next_at": moment, "last_ok_at": moment})


def test_a_site_whose_worker_beats_is_ready_and_working(client: Client):
    beat_at(timezone.now())
    assert client.get("/health/ready/").json() == dict.fromkeys(
        ["databases", "migrations", "worker", "outbox", "scanner"], True
    )
    assert client.get("/health/work/").status_code == 200


def test_a_late_worker_raises_the_alarm_but_takes_no_page_away(client: Client):
    beat_at(timezone.now() - timedelta(minutes=5))
    ready = client.get("/health/ready/")
    assert ready.status_code == 200
    assert ready.json()["worker"] is False
    assert client.get("/health/work/").status_code == 503


def test_a_mail_that_waits_too_long_raises_the_alarm(client: Client):
    beat_at(timezone.now())
    outbox.put(
        "case:1", to="triage@example.org", subject="New", body="Look", now=timezone.now() - timedelta(minutes=11)
    )
    assert client.get("/health/work/").json() == {"worker": True, "outbox": False, "scanner": True}
    assert "triage" not in client.get("/health/work/").text
    Message.objects.all().delete()


def test_a_site_whose_migrations_are_not_applied_is_not_ready(client: Client, monkeypatch):
    monkeypatch.setattr(health, "_migrated", set())
    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda self, targets: [("vault.0001", False)])
    assert client.get("/health/ready/").status_code == 503


def test_the_scheduled_jobs_make_the_heartbeat():
    assert health.HEARTBEAT in schedule.run_due(timezone.now() + timedelta(days=1))
    assert not schedule.late(health.HEARTBEAT, timezone.now() + timedelta(days=1))


def test_a_task_that_lost_its_worker_is_done_by_another():
    now = timezone.now()
    lost, busy = (
        DBTaskResult.objects.create(
            status="RUNNING",
            started_at=now - age,
            args_kwargs={"args": [], "kwargs": {}},
            run_after=now,
            task_path="x.y",
        )
        for age in (timedelta(hours=1), timedelta(seconds=5))
    )
    tasks.put_back_lost_tasks(now)
    lost.refresh_from_db()
    busy.refresh_from_db()
    assert (lost.status, busy.status) == ("READY", "RUNNING")
