"""Tables do not grow for ever."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from config import tasks
from vault import outbox
from vault.models import Message
from vault.tasks import sweep_sent_mail

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def test_a_mail_that_was_sent_is_forgotten_after_thirty_days_and_a_waiting_one_never():
    now = timezone.now()
    for key, sent in (("old", 31), ("new", 29), ("waiting", None)):
        outbox.put(key, to="a@example.org", subject="s", body="b", now=now - timedelta(days=40))
        Message.objects.filter(key=key).update(sent_at=now - timedelta(days=sent) if sent else None)
    sweep_sent_mail(now)
    assert set(Message.objects.values_list("key", flat=True)) == {"new", "waiting"}


def test_sessions_that_are_over_are_removed():
    for days in (-1, 1):
        session = SessionStore()
        session.set_expiry(timezone.now() + timedelta(days=days))
        session.create()
    tasks.sweep_sessions(timezone.now())
    assert Session.objects.count() == 1
    assert Session.objects.get().expire_date > timezone.now()


def test_finished_tasks_are_forgotten_after_seven_days():
    now = timezone.now()
    for days in (6, 8):
        DBTaskResult.objects.create(
            task_path="x.y", args_kwargs={}, backend_name="default", queue_name="default",
            status="SUCCESSFUL", finished_at=now - timedelta(days=days), run_after=now,
        )  # fmt: skip
    tasks.sweep_finished_tasks(now)
    assert DBTaskResult.objects.count() == 1
