"""Adding a file to a case, and opening one: permission, write, and the Event last, as in `actions`."""

import base64
import hashlib
import hmac
from binascii import Error as NotBase64
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from vault import audit, sealing
from vault.files import faults, names, storing
from vault.files.receiving import Arrived, Rules
from vault.files.taking import Manifest, Taking, room_for

from . import actions, documents
from .models import Case, Document
from .permissions import cases_for

# A case gathers more than one letter: what is kept in all, whoever sent it.
RULES = Rules(largest_together=1024 * 1024 * 1024, most=200)
# At once.
ADDING = Rules()
LINK_LASTS = timedelta(seconds=60)
LINK = "document-link"
# (key of `faults.WORDS`, the file's name)
Fault = tuple[str, str]


class TooLate(Exception):
    """The link has run out; `reference` is of a case that the person may still see."""


class NotToOpen(Exception):
    """The document is not checked, was refused, or is not there any more."""


def add_documents(
    user: User, reference: str, arrived: Iterable[Arrived], *, now: datetime | None = None
) -> tuple[list[Document], list[Fault]]:
    """Add files to a case: those that were taken, and what was wrong with the others."""
    now = now or timezone.now()
    case = cases_for(user, "case.work").filter(reference=reference).first()
    if case is None:
        actions.refuse(user, "document.add", reference)
    # Outside of the transaction: scanning and storing may take a while.
    taken, wrong = _take(arrived, case)
    try:
        with transaction.atomic():
            added = _add(user, case, taken, wrong, now)
    except BaseException:
        storing.discard(file["stored_as"] for file in taken)
        raise
    kept = {document.stored_as for document in added}
    storing.discard(file["stored_as"] for file in taken if file["stored_as"] not in kept)
    return added, wrong


def _take(arrived: Iterable[Arrived], case: Case) -> tuple[list[Manifest], list[Fault]]:
    taking = Taking(case.pk)
    taken: list[Manifest] = []
    wrong: list[Fault] = []
    for file in arrived:
        try:
            taken.append(taking.take(file))
        except faults.Refused as refused:
            wrong.append((refused.fault, names.shown(file.name)))
    return taken, wrong


def _add(user: User, seen: Case, taken: list[Manifest], wrong: list[Fault], now: datetime) -> list[Document]:
    case = cases_for(user, "case.work").select_for_update(of=("self",)).filter(pk=seen.pk).first()
    if case is None:
        raise PermissionDenied
    there = [document.content for document in Document.objects.filter(case=case).exclude(stored_as="")]
    before = {document.pk for document in Document.objects.filter(case=case)}
    for file in taken:
        if any(file["digest"] == each.get("digest") for each in there):
            continue
        if fault := room_for(file, there, RULES):
            wrong.append((fault, file["name"]))
            continue
        documents.adopt(case, {"files": [file]}, added_by=user, now=now)
        there.append(file)
    added = list(Document.objects.filter(case=case).exclude(pk__in=before))
    if added:
        case.updated_at = now
        case.save()
        detail = {"documents": [str(document.pk) for document in added]}
        audit.record("document.added", actor=user.id, subject=case.pk, detail=detail, now=now)
    return added


def link(user: User, reference: str, document_id: UUID, session_key: str, *, now: datetime | None = None) -> str:
    """A token with which this person, in this session, may open the document for a minute. Raises NotToOpen."""
    now = now or timezone.now()
    document = _document(user, reference, document_id)
    if document.state != Document.State.CLEAN:
        raise NotToOpen
    until = (now + LINK_LASTS).timestamp()
    content = sealing.dump([document_id.hex, str(user.pk), _session(session_key), until])
    return base64.urlsafe_b64encode(sealing.seal_with_ring(content, LINK)).decode().rstrip("=")


@dataclass(frozen=True)
class Opening:
    """A document that may be read now."""

    document: Document
    manifest: Manifest


def open_document(user: User, reference: str, token: str, session_key: str, *, now: datetime | None = None) -> Opening:
    """The document of a link, the permission asked anew. Raises PermissionDenied, TooLate or NotToOpen.

    Each opening is an Event; so is each that was refused.
    """
    now = now or timezone.now()
    document_id, whose, session, until = _read(user, reference, token)
    document = _document(user, reference, document_id)
    if whose != str(user.pk) or not hmac.compare_digest(session, _session(session_key)):
        actions.refuse(user, "document.open", reference)
    if now.timestamp() > until:
        raise TooLate
    if document.state != Document.State.CLEAN:
        raise NotToOpen
    detail = {"document": str(document.pk)}
    audit.record("document.opened", actor=user.id, subject=document.case_id, detail=detail, now=now)
    return Opening(document, documents.manifest_of(document))


def _read(user: User, reference: str, token: str) -> tuple[UUID, str, str, float]:
    try:
        sealed = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
        document_id, whose, session, until = sealing.load(sealing.unseal_with_ring(sealed, LINK))
    except (NotBase64, ValueError, sealing.Unreadable):
        actions.refuse(user, "document.open", reference)
    return UUID(document_id), whose, session, until


def _document(user: User, reference: str, document_id: UUID) -> Document:
    case = cases_for(user).filter(reference=reference).first()
    document = Document.objects.filter(pk=document_id, case=case).first() if case else None
    if document is None:
        actions.refuse(user, "document.open", reference)
    return document


def _session(session_key: str) -> str:
    return hashlib.sha256(session_key.encode()).hexdigest()
