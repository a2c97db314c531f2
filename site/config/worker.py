"""The background worker: scheduled jobs in one thread, queued tasks in another, both until told to stop."""

import signal
import threading
from collections.abc import Callable

import structlog
from django.core.exceptions import ObjectDoesNotExist
from django.db import close_old_connections
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from vault import keys, schedule

from .logs import fault_of

log = structlog.get_logger()

ROUND_SECONDS = 2.0
PAUSE_AFTER_FAULT = 5.0
PATIENCE_AT_STOP = 30.0
# Wagtail queues it for every row that is saved. A row that is gone by then, as rows of translations are when they
# are made anew, has nothing to index.
INDEXING = "wagtail.tasks.update_reference_index_task"


class QuietWorker(Worker):
    """django-tasks-db's worker; of a failed task it stores where it failed, never the message."""

    def run_task(self, db_task_result: DBTaskResult) -> None:
        keys.forget()
        db_task_result.set_failed = lambda error: _set_failed(db_task_result, error)
        super().run_task(db_task_result)


def _set_failed(result: DBTaskResult, error: BaseException) -> None:
    if result.task_path == INDEXING and isinstance(error, ObjectDoesNotExist):
        result.set_successful(None)
        return
    result.status = "FAILED"
    result.finished_at = timezone.now()
    result.exception_class_path = f"{type(error).__module__}.{type(error).__qualname__}"
    name, frames = fault_of(error)
    result.traceback = "\n".join([*frames, name])
    result.return_value = None
    result.save(
        update_fields=["status", "finished_at", "exception_class_path", "traceback", "return_value"],
    )
    log.error("task_failed", task=result.task_path, fault=name, frames=frames)


def tasks_worker() -> QuietWorker:
    return QuietWorker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=1,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
    )


class Background:
    """Both threads and the one word that stops them."""

    def __init__(self) -> None:
        self.stopping = threading.Event()
        self.worker = tasks_worker()

    def run(self) -> None:
        """Until SIGTERM or SIGINT; what is under way is finished first."""
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, self.stop)
        tasks = threading.Thread(target=self._keep, args=["tasks", self.worker.run], daemon=True)
        tasks.start()
        log.info("worker_started")
        self._keep("jobs", self._jobs)
        tasks.join(PATIENCE_AT_STOP)
        log.info("worker_stopped")

    def stop(self, *_: object) -> None:
        self.stopping.set()
        self.worker.running = False

    def _keep(self, name: str, run: Callable[[], None]) -> None:
        """Start it again after any fault: a database that was away must not end the worker."""
        while not self.stopping.is_set():
            try:
                close_old_connections()
                run()
            except Exception as error:
                log.error("worker_fault", kind=name, exc_info=error)
                self.stopping.wait(PAUSE_AFTER_FAULT)

    def _jobs(self) -> None:
        while not self.stopping.is_set():
            close_old_connections()
            keys.forget()
            schedule.run_due()
            self.stopping.wait(ROUND_SECONDS)
