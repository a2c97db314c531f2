"""An import from upload to end: what is kept of it, what comes next, and where it stands."""

import base64
import binascii
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from services import listing
from services.models import Import, ImportPart
from services.models.exchange import FILE_KEPT, REPORT_KEPT

from . import applying, documents, planning, standing, tables
from .feed import FeedRefused, read_feed
from .fetching import NotFetched
from .plan import Options, Plan, Remark, Row, Wanted
from .statements import Statements
from .tables import FileRefused

State, Source, Kind = Import.State, Import.Source, ImportPart.Kind
PIECE = 512 * 1024
PER_PART = 100
LISTED_AT_ONCE = 250
# Who waits for SQLite looks again every tenth of a second: one transaction right after the other would let nobody in.
LET_OTHERS_IN_SECONDS = 0.12
ACTION = "services.import"
# Longer than writing takes, shorter than a lost task waits to be put back: whoever began it is gone.
LOST_AFTER = timedelta(minutes=8)


def begin(source: str, content: bytes, options: Options, *, user: Any, now: datetime, address: str = "") -> Import:
    """Keep a file, sealed. Nothing is read yet."""
    run = Import(
        source=source,
        as_live=options.as_live and source != Source.FEED,
        over_drafts=options.over_drafts,
        keeper_id=options.keeper,
        made_by=user,
        made_at=now,
        changed_at=now,
        words={"message": "", "address": address},
    )
    pieces = (content[start : start + PIECE] for start in range(0, len(content), PIECE))
    file = Statements()
    file.insert(_kept(run, Kind.FILE, (base64.b64encode(piece).decode() for piece in pieces)))
    with transaction.atomic():
        run.save(force_insert=True)
        file.run()
    return run


def check(run: Import, progress: planning.Progress | None = None) -> Plan | None:
    """Read the file and say what it would do. None where it cannot be read at all, or where somebody else reads it."""
    if not _claim(run, {State.WAITING, State.CHECKING}, State.CHECKING):
        return None
    progress = progress or Watched(run)
    directory = standing.read()
    notes: list[Remark] = []
    try:
        rows = _rows(run, directory, notes, progress)
    except (FileRefused, FeedRefused, NotFetched) as refusal:
        _end(run, State.REFUSED, str(refusal))
        _forget(run, Kind.FILE)
        return None
    plan = planning.plan(rows, options(run), progress, directory)
    plan.notes[:0] = notes
    kept = _kept(run, Kind.CHANGE, _parts(_told(each) for each in plan.changes))
    kept += _kept(run, Kind.PROBLEM, _parts(asdict(each) for each in plan.problems))
    kept += _kept(run, Kind.NOTE, _parts(asdict(each) for each in plan.notes))
    if run.source == Source.FEED:
        kept += _kept(run, Kind.FILE, ([row.cells for row in part] for part in _parts(rows)))
    # Sealed before others have to wait.
    report = Statements()
    report.insert(kept)
    with transaction.atomic():
        _forget(run, *{part.kind for part in kept}, Kind.CHANGE, Kind.PROBLEM, Kind.NOTE)
        report.run()
        run.digest, run.counts = plan.digest, plan.counts()
        if plan.problem_count:
            _forget(run, Kind.FILE)
        _end(run, State.REFUSED if plan.problem_count else State.CHECKED)
    return plan


def agree(run: Import) -> bool:
    """Somebody has seen the plan and wants it; False where it is no longer there to be wanted."""
    return run.state == State.CHECKED and _claim(run, {State.CHECKED}, State.AGREED)


def write(run: Import, *, user: Any, now: datetime, progress: planning.Progress | None = None) -> bool:
    """Plan again, refuse if anything has changed meanwhile, write, and make it findable. Safe to run twice."""
    if run.state == State.LISTING:
        _list(run, progress or Watched(run))
        return True
    if not _claim(run, {State.AGREED, State.WRITING}, State.WRITING):
        return False
    progress = progress or Watched(run)
    directory = standing.read()
    plan = planning.plan(_rows(run, directory, [], progress), options(run), progress, directory)
    try:
        if plan.digest != run.digest:
            raise applying.NotApplied(applying.CHANGED)
        prepared = applying.prepare(plan, user=user, now=now, progress=progress, directory=directory)
        with transaction.atomic():
            run.touched = prepared.write()
            log(instance=run, action=ACTION, user=user, data=plan.counts())
            _end(run, State.LISTING)
    except applying.NotApplied as refusal:
        _end(run, State.FAILED, refusal.message)
        return False
    _forget(run, Kind.FILE)
    _list(run, progress)
    return True


def _list(run: Import, progress: planning.Progress) -> None:
    """Make what changed findable; after a fall it goes on where it stood."""
    total, ids = len(run.touched), list(run.touched)
    for start in range(0, total, LISTED_AT_ONCE):
        listing.refresh(ids[start : start + LISTED_AT_ONCE])
        run.touched = ids[start + LISTED_AT_ONCE :]
        run.save(update_fields=["touched"])
        progress("listing", min(total, start + LISTED_AT_ONCE), total)
        if connection.vendor == "sqlite" and run.touched:
            time.sleep(LET_OTHERS_IN_SECONDS)
    _end(run, State.DONE)


@contextmanager
def noticing(run: Import) -> Iterator[None]:
    """Whatever goes wrong on the way, the page of the run says that it did. Nothing is half written: see `write`."""
    try:
        yield
    except Exception:
        run.refresh_from_db()
        # Being found may go on later; what was written stays written.
        if run.state != State.LISTING:
            _end(run, State.FAILED, str(_("Something went wrong here. Nothing was imported.")))
        raise


class Watched:
    """Writes progress down, at most once a second: the page that shows it asks for it."""

    def __init__(self, run: Import) -> None:
        self.run, self.last = run, timezone.now()

    def __call__(self, stage: str, done: int, total: int) -> None:
        now = timezone.now()
        if now - self.last >= timedelta(seconds=1):
            self.last = now
            Import.objects.filter(pk=self.run.pk).update(done=done, total=total, changed_at=now)


def options(run: Import) -> Options:
    return Options(as_live=run.as_live, over_drafts=run.over_drafts, keeper=run.keeper_id)


def parts(run: Import, kind: str, page: int) -> list[Any]:
    """A page of the report."""
    part = run.parts.filter(kind=kind, number=page).first()
    return part.content if part else []


def sweep(now: datetime) -> None:
    """Forget files that nobody applied, reports that nobody reads any more, and runs whose worker fell."""
    ImportPart.objects.filter(kind=Kind.FILE, of__changed_at__lt=now - FILE_KEPT).delete()
    Import.objects.filter(state=State.CHECKED, changed_at__lt=now - FILE_KEPT).update(state=State.REFUSED)
    Import.objects.filter(changed_at__lt=now - REPORT_KEPT).delete()


def _rows(run: Import, directory: standing.Directory, notes: list[Remark], progress: planning.Progress) -> list[Row]:
    pieces = [part.content for part in run.parts.filter(kind=Kind.FILE).order_by("number")]
    if run.source == Source.FEED:
        if run.digest:
            cells = [row for piece in pieces for row in piece]
            return [Row(number, each) for number, each in enumerate(cells, start=1)]
        return read_feed(run.words["address"], directory, notes, progress)
    try:
        content = b"".join(base64.b64decode(piece) for piece in pieces)
    except binascii.Error as error:
        raise FileRefused(str(error)) from error
    if run.source == Source.CSV:
        return tables.read_csv(content, directory.languages)
    return documents.read_json(content, directory, notes)


def _claim(run: Import, states: Iterable[str], state: str) -> bool:
    """Only one worker works on a run; one that fell may be followed by another."""
    now = timezone.now()
    rows = Import.objects.filter(pk=run.pk, state__in=set(states) - {state})
    lost = Import.objects.filter(pk=run.pk, state=state, changed_at__lt=now - LOST_AFTER)
    changes = {"state": state, "changed_at": now, "done": 0, "total": 0}
    if not (rows.update(**changes) or lost.update(**changes)):
        return False
    run.refresh_from_db()
    return True


def _end(run: Import, state: str, message: str = "") -> None:
    run.state, run.changed_at = state, timezone.now()
    run.words = {**run.words, "message": message}
    run.save()


def _kept(run: Import, kind: str, contents: Iterable[Any]) -> list[ImportPart]:
    return [
        ImportPart(of=run, kind=kind, number=number, content=content)
        for number, content in enumerate(contents, start=1)
    ]


def _forget(run: Import, *kinds: str) -> None:
    run.parts.filter(kind__in=kinds).delete()


def _parts(items: Iterable[Any]) -> Iterator[list[Any]]:
    held: list[Any] = []
    for item in items:
        held.append(item)
        if len(held) == PER_PART:
            yield held
            held = []
    if held:
        yield held


def _told(wanted: Wanted) -> dict[str, Any]:
    return {
        "level": wanted.level.value,
        "key": str(wanted.key),
        "action": wanted.action.value,
        "title": wanted.title,
        "row": wanted.row,
        "fields": [asdict(each) for each in wanted.differences],
    }
