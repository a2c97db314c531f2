"""Scheduled jobs: registered by their app, run by `tick`, each by one worker at a time.

    @schedule.job("inbox.escalate", every=timedelta(minutes=1))
    def escalate(now: datetime) -> None: ...

A job is written so that running it twice, or late, does no harm.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.utils import timezone

from .models import ScheduledRun

log = structlog.get_logger()


@dataclass(frozen=True)
class Job:
    name: str
    every: timedelta
    run: Callable[[datetime], object]


_jobs: dict[str, Job] = {}


def job(name: str, every: timedelta) -> Callable[[Callable[[datetime], object]], Callable[[datetime], object]]:
    def register(function: Callable[[datetime], object]) -> Callable[[datetime], object]:
        _jobs[name] = Job(name, every, function)
        return function

    return register


def run_due(now: datetime | None = None) -> list[str]:
    """Run every job whose time has come; returns their names. A failing job does not stop the others."""
    now = now or timezone.now()
    return [job.name for job in _jobs.values() if _claim(job, now) and _run(job, now)]


def _claim(job: Job, now: datetime) -> bool:
    row, made = ScheduledRun.objects.get_or_create(name=job.name, defaults={"next_at": now + job.every})
    return made or bool(
        ScheduledRun.objects.filter(name=job.name, next_at=row.next_at, next_at__lte=now).update(
            next_at=now + job.every
        )
    )


def _run(job: Job, now: datetime) -> bool:
    try:
        job.run(now)
    except Exception as error:
        ScheduledRun.objects.filter(name=job.name).update(last_fault=type(error).__name__)
        log.error("job_failed", job=job.name, fault=type(error).__name__)
        return False
    ScheduledRun.objects.filter(name=job.name).update(last_ok_at=now, last_fault="")
    return True


def late(name: str, now: datetime | None = None) -> bool:
    """Whether a job has missed its time by more than three of its intervals, or never ran."""
    row = ScheduledRun.objects.filter(name=name).first()
    if row is None or row.last_ok_at is None:
        return True
    return (now or timezone.now()) - row.last_ok_at > 3 * _jobs[name].every
