"""The site's own scheduled jobs."""

from datetime import datetime, timedelta
from importlib import import_module

import structlog
from django.conf import settings
from django_tasks_db.models import DBTaskResult

from vault.schedule import job

from .health import HEARTBEAT

log = structlog.get_logger()

# No task of ours runs longer; one that seems to lost its worker to a crash.
LONGEST_TASK = timedelta(minutes=10)
TASK_ROWS_KEPT = timedelta(days=7)


@job(HEARTBEAT, every=timedelta(seconds=10))
def beat(now: datetime) -> None:
    """That this job ran is the sign that a worker lives."""


@job("config.put_back_lost_tasks", every=timedelta(minutes=1))
def put_back_lost_tasks(now: datetime) -> None:
    """A killed worker leaves its task RUNNING for ever: make it READY again (every task may run twice)."""
    lost = DBTaskResult.objects.running().filter(started_at__lt=now - LONGEST_TASK)
    if count := lost.update(status="READY", started_at=None):
        log.warning("tasks_put_back", count=count)


@job("config.sweep_finished_tasks", every=timedelta(hours=1))
def sweep_finished_tasks(now: datetime) -> None:
    DBTaskResult.objects.finished().filter(finished_at__lt=now - TASK_ROWS_KEPT).delete()


@job("config.sweep_sessions", every=timedelta(days=1))
def sweep_sessions(now: datetime) -> None:
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
