"""What may stand in a log line, and nothing else.

A line keeps the name of an event, codes, counts and places in our own code. Words that came from a
request, a record or another program's message are left out, because they may be somebody's.
"""

import re
import sys
import traceback
from collections.abc import Iterator, MutableMapping
from datetime import date, timedelta
from logging import LogRecord
from types import TracebackType
from typing import Any
from uuid import UUID

LEFT_OUT = "(left out)"

# Text under these keys is written by us, or is a key of ours. Numbers and times pass under any key.
TEXT_KEYS = {
    "event",
    "level",
    "logger",
    "timestamp",
    "request",
    "request_id",
    "fault",
    "frames",
    "job",
    "jobs",
    "message",
    "remedy",
    "action",
    "kind",
    "state",
    "template",
    "task",
}
EVENT = re.compile(r"[a-z][a-z0-9_.]*\Z")
# These write constant templates; everybody else's text is replaced by the place it was written.
TRUSTED_LOGGERS = {"django.request", "django_tasks", "django_tasks_db"}
# Gunicorn puts addresses and headers into its templates themselves, so only these of it are known to be clean.
CLEAN_TEMPLATES = {
    "Starting gunicorn %s",
    "Listening at: %s (%s)",
    "Using worker: %s",
    "Booting worker with pid: %s",
    "Worker exiting (pid: %s)",
    "Worker (pid:%s) exited with code %s.",
    "WORKER TIMEOUT (pid:%s)",
    "Handling signal: %s",
    "Shutting down: %s",
}
# Their messages name settings, modules and files, never data.
SPEAKING_FAULTS = {"ImproperlyConfigured", "ImportError", "ModuleNotFoundError", "SyntaxError", "TemplateSyntaxError"}
FRAMES_KEPT = 30

Event = MutableMapping[str, Any]


def keep_the_template_only(_logger: object, _method: str, event: Event) -> Event:
    """A line from other code: its template and its numbers, or the place where it was written."""
    record = event["_record"]
    place = f"{record.module}.{record.funcName}:{record.lineno}"
    arguments = event.pop("positional_args", ())
    if record.name not in TRUSTED_LOGGERS and not _is_gunicorns_own(record):
        event["event"] = f"(line from {place})"
    elif arguments and all(isinstance(each, int) for each in arguments):
        event["event"] = event["event"] % arguments
    return event


def _is_gunicorns_own(record: LogRecord) -> bool:
    return record.name == "gunicorn.error" and record.msg in CLEAN_TEMPLATES


def name_the_fault(_logger: object, _method: str, event: Event) -> Event:
    """An exception becomes its type and the places it passed: no message, no locals, no source line."""
    error = _exception(event.pop("exc_info", None))
    event.pop("stack_info", None)
    event.pop("exception", None)
    if error is not None:
        event["fault"], event["frames"] = fault_of(error)
    return event


def fault_of(error: BaseException) -> tuple[str, list[str]]:
    """The types of an exception and its causes, and the places it passed."""
    return " < ".join(_names(error)), list(_frames(error.__traceback__))[-FRAMES_KEPT:]


def _exception(info: Any) -> BaseException | None:
    if isinstance(info, BaseException):
        return info
    if isinstance(info, tuple):
        return info[1]
    return sys.exc_info()[1] if info else None


def _names(error: BaseException) -> Iterator[str]:
    """The type of an exception, then of what caused it."""
    seen: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        name = type(cause).__name__
        yield f"{name}: {cause}" if name in SPEAKING_FAULTS else name
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)


def _frames(trace: TracebackType | None) -> Iterator[str]:
    for frame, line in traceback.walk_tb(trace):
        yield f"{frame.f_globals.get('__name__', '?')}.{frame.f_code.co_name}:{line}"


def leave_out_the_unknown(_logger: object, _method: str, event: Event) -> Event:
    """Keys that nobody vouched for lose their text; an event that reads like a sentence was built from data."""
    own = "_record" not in event
    if own and not EVENT.match(str(event.get("event", ""))):
        event["event"] = LEFT_OUT
    return {key: _safe(key, value) for key, value in event.items()}


def _safe(key: str, value: Any) -> Any:
    if key.startswith("_") or key in TEXT_KEYS or value is None or isinstance(value, bool | int | float):
        return value
    return str(value) if isinstance(value, UUID | date | timedelta) else LEFT_OUT
