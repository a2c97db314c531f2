"""The files of a case: how they come to it, what becomes of those that wait for the scanner, how they are listed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from vault import audit, sealing
from vault.files import scanning, storing, taking
from vault.files.taking import Manifest
from vault.schedule import late

from .models import Case, Document

log = structlog.get_logger()

SCAN = "inbox.scan_documents"
# What was sent became documents in the same transaction; what staff add comes later.
WITH_THE_CASE = timedelta(minutes=1)
# Of one round; the next comes within a minute.
SCANNED_AT_ONCE = 50


def adopt(
    case: Case, given: dict[str, Any] | None, *, added_by: User | None = None, now: datetime | None = None
) -> None:
    """Make the files of an answer ({"files": [manifest, …]}) documents of the case. In the case's own transaction.

    A file that the case has already is left as it is.
    """
    manifests = manifests_of(given)
    known = set(Document.objects.filter(case=case).values_list("pk", flat=True))
    for manifest in manifests:
        if UUID(manifest["id"]) not in known:
            _add(case, manifest, added_by, now or timezone.now())
    storing.claim((manifest["stored_as"] for manifest in manifests), case.pk)


def adopt_all(case: Case, answers: dict[str, Any], *, added_by: User | None = None) -> None:
    """Adopt the files of every page of a journey."""
    for given in answers.values():
        adopt(case, given, added_by=added_by)


def _add(case: Case, manifest: Manifest, added_by: User | None, now: datetime) -> Document:
    return Document.objects.create(
        id=UUID(manifest["id"]),
        case=case,
        content={name: manifest[name] for name in ("name", "type", "size", "digest", "key")},
        state=Document.State.CLEAN if manifest["state"] == taking.CLEAN else Document.State.WAITING,
        stored_as=manifest["stored_as"],
        added_at=now,
        added_by=added_by,
    )


def manifests_of(given: Any) -> list[Manifest]:
    files = given.get("files") if isinstance(given, dict) else None
    return [file for file in files or [] if isinstance(file, dict) and "stored_as" in file]


def without_keys(answers: dict[str, Any]) -> dict[str, Any]:
    """Answers as they are kept with the case: of files their names only. The keys stand with the documents."""
    kept = dict(answers)
    for slug, given in answers.items():
        if manifests := manifests_of(given):
            told = [{name: file[name] for name in ("id", "name", "type", "size")} for file in manifests]
            kept[slug] = {**given, "files": told}
    return kept


def manifest_of(document: Document) -> Manifest:
    return {**document.content, "id": document.pk.hex, "stored_as": document.stored_as}


@dataclass(frozen=True)
class Listed:
    """A document as the case page shows it."""

    id: UUID
    name: str
    size: int
    state: str
    words: str
    added_at: datetime
    added_by: str
    opens: bool


def listed(case: Case) -> list[Listed]:
    rows = Document.objects.filter(case=case).select_related("added_by")
    return [
        Listed(
            id=row.pk,
            name=row.content["name"],
            size=row.content["size"],
            state=row.state,
            words=row.get_state_display(),
            added_at=row.added_at,
            added_by=row.added_by.name if row.added_by else "",
            opens=row.state == Document.State.CLEAN,
        )
        for row in rows
    ]


def refused_names(case: Case) -> list[str]:
    """Names of files that came with the case and were found harmful afterwards: for the sender's own page."""
    came_with_it = {"added_by": None, "added_at__lte": case.received_at + WITH_THE_CASE}
    rows = Document.objects.filter(case=case, state=Document.State.REFUSED, **came_with_it)
    return [row.content["name"] for row in rows]


def scanner_trouble(now: datetime | None = None) -> bool:
    """Whether files wait because nobody can look at them; told from the job's own record, so that no page waits."""
    return not scanning.configured() or late(SCAN, now)


def scan_waiting(now: datetime) -> int:
    """Have files that wait looked at; returns how many were decided. Raises Away when the scanner is silent.

    The newest first, so that one that it cannot judge keeps nobody else's waiting.
    """
    if not scanning.configured():
        return 0
    if not scanning.answers():
        raise scanning.Away
    done = 0
    for document in Document.objects.filter(state=Document.State.WAITING).order_by("-added_at")[:SCANNED_AT_ONCE]:
        passed = _scan(document)
        if passed is not None:
            done += _decide(document.pk, now, clean=passed)
    return done


def _scan(document: Document) -> bool | None:
    try:
        return taking.scan_again(manifest_of(document))
    except (sealing.Unreadable, OSError, KeyError) as error:
        log.error("document_not_scanned", fault=type(error).__name__)
        return None


def _decide(document_id: UUID, now: datetime, *, clean: bool) -> bool:
    """Let it be opened, or destroy it: its blob and its key go, its name stays for whoever asks where it is."""
    with transaction.atomic():
        waiting = Document.objects.select_for_update(of=("self",)).filter(pk=document_id, state=Document.State.WAITING)
        document = waiting.first()
        if document is None:
            return False
        document.state = Document.State.CLEAN if clean else Document.State.REFUSED
        if not clean:
            storing.discard([document.stored_as])
            document.content = {name: document.content[name] for name in ("name", "type", "size")}
            document.stored_as = ""
        document.save()
        action = "document.cleared" if clean else "document.destroyed"
        audit.record(action, actor=None, subject=document.case_id, detail={"document": str(document.pk)}, now=now)
    return True
