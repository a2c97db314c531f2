"""Receiving files: sealed while they arrive, only at addresses whose view asked for them, and only from whom it says.

    @takes_files(lambda request: Rules() if may_send(request) else None)
    def add(request): ...

`request.FILES` then holds `Arrived` objects. What is too large, or too much, is read past and dropped, so that the
rest of the form arrives all the same. An exchange with the browser never holds more than a chunk of it in memory.
"""

import hashlib
import threading
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, Any
from uuid import uuid4

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopFutureHandlers, StopUpload
from django.http import HttpRequest

from . import faults
from .sealed import Scratch

MEGABYTE = 1024 * 1024
# Past this nothing is read any more: no form of ours has a reason to be so large.
READ_AT_MOST = 512 * MEGABYTE


@dataclass(frozen=True)
class Rules:
    """How much may be sent at once: bytes of one file and of all, and how many files."""

    largest: int = 20 * MEGABYTE
    largest_together: int = 100 * MEGABYTE
    most: int = 10


Decide = Callable[[HttpRequest], Rules | None]
View = Callable[..., Any]


def takes_files(decide: Decide) -> Callable[[View], View]:
    """Let a view receive files from whomever `decide(request)` names rules for; everybody else's are dropped.

    It is asked before the CSRF check, and `request.resolver_match` is known by then.
    """

    def mark(view: View) -> View:
        view.takes_files = decide  # type: ignore[attr-defined]
        return view

    return mark


class Arrived:
    """A file that has arrived, sealed; or only its name and what was wrong with it."""

    def __init__(self, name: str, scratch: Scratch | None, fault: str, digest: str):
        self.name, self.scratch, self.fault, self.digest = name, scratch, fault, digest
        self.size = scratch.size if scratch else 0

    def close(self) -> None:
        """Django calls it when the request ends."""
        if self.scratch:
            self.scratch.close()


def arrived_in(request: HttpRequest, field: str) -> list[Arrived]:
    """The files of a form's field; whatever came in another way is none of ours."""
    files: list[object] = list(request.FILES.getlist(field))
    return [file for file in files if isinstance(file, Arrived)]


def cut_off(request: HttpRequest) -> str:
    """What is wrong where files began to arrive and the page's last field, `whole`, did not; empty when all is well."""
    if "whole" in request.POST or not getattr(request, "files_begun", False):
        return ""
    too_large = int(request.META.get("CONTENT_LENGTH") or 0) > READ_AT_MOST
    return faults.ALL_TOO_LARGE if too_large else faults.NOT_WHOLE


# Each upload keeps one thread of the process busy, however slow the line: the others are for everybody else.
_places = threading.BoundedSemaphore(settings.UPLOADS_AT_ONCE)


def _take_place() -> bool:
    return _places.acquire(blocking=False)


def _leave_place() -> None:
    _places.release()


class SealingHandler(FileUploadHandler):
    """Seals each file of an address that takes files; leaves all other addresses to the next handler."""

    scratch: Scratch | None = None
    fault, name, received, files = "", "", 0, 0
    # None: not asked yet; the finalizer gives the place back however the request ends.
    place: "weakref.finalize[[], SealingHandler] | None" = None

    def handle_raw_input(
        self,
        input_data: IO[bytes],
        META: dict[str, str],
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        match = getattr(self.request, "resolver_match", None)
        decide: Decide | None = getattr(match.func, "takes_files", None) if match else None
        self.active = decide is not None
        self.rules = decide(self.request) if decide and self.request else None
        self.length = content_length

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        if not self.active:
            return
        if self.rules is None:
            raise SkipFile
        self.request.files_begun = True  # type: ignore[union-attr]
        if self.length > READ_AT_MOST:
            raise StopUpload(connection_reset=True)
        self.name, self.files = self.file_name or "", self.files + 1
        self.fault = self._too_much() or self._no_place()
        self.digest = hashlib.sha256()
        self.scratch = None if self.fault else Scratch(uuid4().hex)
        raise StopFutureHandlers

    def _too_much(self) -> str:
        assert self.rules is not None
        return faults.TOO_MANY if self.files > self.rules.most else ""

    def _no_place(self) -> str:
        if self.place is None and _take_place():
            self.place = weakref.finalize(self, _leave_place)
        return "" if self.place else faults.BUSY

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        if not self.active:
            return raw_data
        if self.scratch is not None and self.rules is not None:
            self.received += len(raw_data)
            if start + len(raw_data) > self.rules.largest:
                self._drop(faults.TOO_LARGE)
            elif self.received > self.rules.largest_together:
                self._drop(faults.ALL_TOO_LARGE)
            else:
                self.digest.update(raw_data)
                self.scratch.write(raw_data)
        return None

    def _drop(self, fault: str) -> None:
        if self.scratch is not None:
            self.received -= self.scratch.size
            self.scratch.close()
        self.scratch, self.fault = None, fault

    def file_complete(self, file_size: int) -> Any:
        if not self.active or self.rules is None:
            return None
        if self.scratch is not None:
            self.scratch.finish()
        arrived = Arrived(self.name, self.scratch, self.fault, "" if self.fault else self.digest.hexdigest())
        # It belongs to the request from here on.
        self.scratch = None
        return arrived

    def upload_interrupted(self) -> None:
        if self.active:
            self._drop(faults.NOT_WHOLE)
            self._end()

    def upload_complete(self) -> None:
        if self.active:
            self._end()

    def _end(self) -> None:
        if self.place:
            self.place()
