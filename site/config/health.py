"""Whether the site lives, can serve, and does its work in the background: for machines, without details.

A late worker is no reason to take the site away from visitors, so `ready` names it but answers 200;
`/health/work/` answers 503 for it, and belongs on somebody's alarm.
"""

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from referral_forms.inbox.documents import SCAN
from vault import outbox, schedule
from vault.files import scanning

HEARTBEAT = "config.heartbeat"
# An unsent mail older than this is somebody not being told of a case.
OUTBOX_PATIENCE = timedelta(minutes=10)

_migrated: set[str] = set()


def live(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"live": True})


def ready(request: HttpRequest) -> JsonResponse:
    serving = {"databases": _answers(databases), "migrations": _answers(migrations)}
    report = {**serving, "worker": _answers(worker), "outbox": _answers(mail), "scanner": _answers(scanner)}
    return JsonResponse(report, status=200 if all(serving.values()) else 503)


def work(request: HttpRequest) -> JsonResponse:
    report = {"worker": _answers(worker), "outbox": _answers(mail), "scanner": _answers(scanner)}
    return JsonResponse(report, status=200 if all(report.values()) else 503)


def _answers(part: Callable[[], bool]) -> bool:
    try:
        return part()
    except DatabaseError:
        return False


def databases() -> bool:
    for connection in connections.all():
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    return True


def migrations() -> bool:
    """Every migration of this code is applied; once it was so, it stays so while the process lives."""
    for alias in connections:
        if alias not in _migrated:
            executor = MigrationExecutor(connections[alias])
            if alias == "keys":
                targets = [key for key in executor.loader.graph.leaf_nodes() if key[0] == "vault"]
            else:
                targets = executor.loader.graph.leaf_nodes()
            if executor.migration_plan(targets):
                return False
            _migrated.add(alias)
    return True


def worker() -> bool:
    return not schedule.late(HEARTBEAT)


def scanner() -> bool:
    """Whether files that are sent get checked; in the demo, which has no scanner, they wait and nobody is alarmed."""
    if not scanning.configured():
        return settings.DEMO or settings.TESTING
    return not schedule.late(SCAN)


def mail() -> bool:
    return outbox.waiting_since(timezone.now()) < OUTBOX_PATIENCE
