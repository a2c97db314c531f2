"""Writing what was planned: all of it, or nothing.

Everything is made ready before the one transaction begins, and that does little more than to carry it out: on SQLite
all who write wait for it, and among them may be somebody who asks for help.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from services import confidential, moved
from services.models import AccessPoint, Gone

from . import links, rules, standing
from .columns import MODELS, Level
from .plan import Plan, Wanted
from .planning import Progress, silent
from .standing import Directory
from .statements import Statements
from .writing import Writer

CHANGED = _("Nothing was imported: the directory has changed since the file was checked.")


class NotApplied(Exception):
    """Nothing was written; `message` says why."""

    def __init__(self, message: Any) -> None:
        super().__init__(str(message))
        self.message = str(message)


@dataclass(frozen=True)
class Prepared:
    """What is to be written. `shown`: rows of each level that public pages may show differently then."""

    plan: Plan
    directory: Directory
    statements: Statements
    shown: dict[Level, set[int]]

    @transaction.atomic
    def write(self) -> list[int]:
        """Returns the access points that public pages may show differently now. Raises NotApplied."""
        _hold_still()
        if standing.stamp() != self.directory.stamp:
            raise NotApplied(CHANGED)
        self.statements.run()
        changes = self.plan.changes
        _lead_on(changes, self.plan)
        _forget_places(changes)
        Gone.objects.filter(key__in=_public_again(changes, self.plan)).delete()
        return sorted({pk for level in Level for pk in _points_below(level, self.shown[level])})


def prepare(
    plan: Plan, *, user: Any, now: datetime, progress: Progress = silent, directory: Directory | None = None
) -> Prepared:
    """Make everything ready. `directory`: what the plan was made from, if it is at hand.

    Raises NotApplied while the plan holds a problem, or where the directory is no longer what it was made from.
    """
    if plan.problem_count:
        raise NotApplied(_("Nothing was imported: the file has mistakes."))
    directory = directory or standing.read()
    if directory.digest != plan.digest:
        raise NotApplied(CHANGED)
    prepared = Prepared(plan, directory, Statements(), {})
    changes = plan.changes
    done = 0
    rows: dict[Any, dict[str, int]] = {}
    for level in Level:
        mine = [wanted for wanted in changes if wanted.level == level]
        writer = Writer(level, directory, rows, plan.options, prepared.statements, user=user, now=now)
        for part in writer.write(mine):
            progress("writing", done := done + part, len(changes))
        prepared.shown[level] = writer.shown_differently
    return prepared


def apply(plan: Plan, *, user: Any, now: datetime) -> list[int]:
    """Both at once. Raises NotApplied."""
    return prepare(plan, user=user, now=now).write()


def _hold_still() -> None:
    """Nobody may save an entry between the check and the writing; reading goes on. SQLite has locked already."""
    if connection.vendor == "postgresql":
        tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in MODELS.values())
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {tables} IN SHARE ROW EXCLUSIVE MODE")


def _points_below(level: Level, pks: Iterable[int]) -> set[int]:
    """The English access points that these organisations, services or access points show on."""
    path = {Level.ORGANISATION: "service__organisation_id", Level.SERVICE: "service_id", Level.POINT: "pk"}[level]
    rows = AccessPoint.objects.filter(locale__language_code=standing.ENGLISH)
    wanted = set(pks)
    return {pk for pk, above in rows.values_list("pk", path).iterator() if above in wanted} if wanted else set()


def _forget_places(changes: list[Wanted]) -> None:
    """What a place says that is withheld from now on is forgotten wherever it was kept; see `services.confidential`."""
    confidential.forget(
        [
            wanted.key
            for wanted in changes
            if wanted.level == Level.POINT
            and (wanted.stands is None or wanted.moved or rules.DECIDING & wanted.facts)
            and rules.withheld(wanted.values)
        ],
        fresh=frozenset(wanted.key for wanted in changes if wanted.stands is None),
    )


def _lead_on(changes: list[Wanted], plan: Plan) -> None:
    """From the old addresses of public entries, and of others from none; see `services.moved`."""
    moves, gone = [], []
    for wanted in changes:
        if wanted.level != Level.POINT or wanted.stands is None or (wanted.stands.live and not plan.options.as_live):
            continue
        before, now = _place(wanted.stands.values), _place(wanted.values)
        if before == now:
            continue
        if wanted.stands.live and not rules.withheld(wanted.values):
            moves.append((before, now))
        else:
            gone.append(before)
    for part in links.batches(moves):
        moved.lead_on(part)
    for old in links.batches(gone):
        moved.forget_addresses(old)


def _place(values: dict[str, Any]) -> moved.Place:
    return values["area"], values["slug"]


def _public_again(changes: list[Wanted], plan: Plan) -> list[Any]:
    if not plan.options.as_live:
        return []
    return [wanted.key for wanted in changes if wanted.level == Level.POINT and wanted.stands is None]
