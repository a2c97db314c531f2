"""The rows of one level, made and changed in bulk: facts, links, translations and history.

Nothing is written here: `statements` holds what is to be, with the keys of new rows reserved beforehand.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from services.models import HoursException

from . import links
from .columns import FACTS, MANY, MODELS, PARENTS, Kind, Level
from .history import Historian, content
from .plan import Options, Wanted
from .standing import ENGLISH, Directory
from .statements import Statements, reserve

# What a new revision changes on its row.
NEWEST = ["latest_revision", "live_revision", "has_unpublished_changes", "first_published_at", "last_published_at"]
# Not written on the row itself.
BESIDE = (Kind.FACETS, Kind.AREAS, Kind.OTHER_HOURS)
Rows = dict[tuple[Level, UUID], dict[str, int]]


@dataclass
class Touched:
    """A row that is changed. waits: it is public and stays as it is; the change is a draft."""

    wanted: Wanted
    language: str
    row: Any
    many: dict[str, list[int]]
    hours: Sequence[HoursException]
    waits: bool

    @property
    def is_original(self) -> bool:
        return self.language == ENGLISH


class Writer:
    """`rows` grows from level to level: {(level, key): {language: row}}, for those below to point to."""

    def __init__(
        self,
        level: Level,
        directory: Directory,
        rows: Rows,
        options: Options,
        statements: Statements,
        *,
        user: Any,
        now: datetime,
    ) -> None:
        self.statements = statements
        self.level, self.directory, self.rows, self.options = level, directory, rows, options
        self.model: Any = MODELS[level]
        self.user, self.now = user, now
        self.simple = [name for name, column in FACTS[level].items() if column.kind not in BESIDE]
        self.shown_differently: set[int] = set()

    def write(self, wanted: Sequence[Wanted]) -> Iterator[int]:
        """Yields how many entries were made ready each time. New ones first: others may come to stand below them."""
        new = [each for each in wanted if each.stands is None]
        for part in links.batches(new):
            self._add([(each, ENGLISH) for each in part])
            yield len(part)
        for added in links.batches([(each, language) for each in wanted for language in sorted(each.added)]):
            self._add(added)
        for part in links.batches([each for each in wanted if each.stands is not None]):
            self._change(part)
            yield len(part)

    def _add(self, part: Sequence[tuple[Wanted, str]]) -> None:
        touched = []
        for (wanted, language), pk in zip(part, reserve(self.model, len(part)), strict=True):
            row = self._new_row(wanted, language)
            row.pk = pk
            known = self.rows.setdefault((self.level, wanted.key), dict(wanted.stands.rows if wanted.stands else {}))
            known[language] = row.pk
            if row.live:
                self.shown_differently.add(known[ENGLISH])
            many = {name: self._ids(wanted, name) for name in MANY[self.level]}
            touched.append(Touched(wanted, language, row, many, [], waits=False))
        rows = [each.row for each in touched]
        hours = self._set_hours(touched)
        history = self._history()
        for each in touched:
            history.becomes(each.row, content(self.level, each.row, each.many, each.hours))
        # Rows and revisions point to each other: it is checked at the end of the transaction.
        for row, revision in history.store(self.statements):
            row.latest_revision = revision
            row.live_revision = revision if row.live else None
        self.statements.insert(rows)
        for name in MANY[self.level]:
            self.statements.insert(links.links_of(self.level, name, {each.row.pk: each.many[name] for each in touched}))
        self.statements.insert(hours)

    def _new_row(self, wanted: Wanted, language: str) -> Any:
        facts = {name: wanted.values[name] for name in self.simple if name not in ("area", "keeper")}
        words = wanted.words[language] if language != ENGLISH else {}
        live = self.options.as_live and (wanted.stands is None or wanted.stands.live)
        return self.model(
            **facts | words,
            **self._foreign(wanted, language),
            translation_key=wanted.key,
            locale_id=self.directory.locales[language],
            live=live,
            has_unpublished_changes=not live,
            first_published_at=self.now if live else None,
            last_published_at=self.now if live else None,
        )

    def _foreign(self, wanted: Wanted, language: str) -> dict[str, Any]:
        found: dict[str, Any] = {"keeper_id": wanted.values["keeper"]}
        if self.level == Level.POINT:
            found["area_id"] = self.directory.areas[wanted.values["area"]]
        if self.level in PARENTS:
            found[f"{PARENTS[self.level]}_id"] = self._parent(wanted, language)
        return found

    def _parent(self, wanted: Wanted, language: str) -> int:
        """The row above in the same language, or else the English one."""
        assert wanted.parent is not None, "a plan without problems knows what everything belongs to"
        above = PARENTS[self.level]
        rows = self.rows.get((above, wanted.parent)) or self.directory.entries[above][wanted.parent].rows
        return rows.get(language) or rows[ENGLISH]

    def _ids(self, wanted: Wanted, name: str) -> list[int]:
        column = FACTS[self.level][name]
        if column.kind == Kind.AREAS:
            return [self.directory.areas[slug] for slug in wanted.values[name]]
        return [self.directory.facets[column.group, key] for key in wanted.values[name]]

    def _change(self, part: Sequence[Wanted]) -> None:
        """Rows that are there: the English one for facts, the others for their words."""
        history = self._history()
        touched = self._touched(part)
        for each in touched:
            if each.row.latest_revision_id is None:
                history.was(each.row, content(self.level, each.row, each.many, each.hours))
            self._lay_over(each)
        public = [each for each in touched if not each.waits]
        originals = [each for each in public if each.is_original]
        for name in MANY[self.level]:
            wanted = {each.row.pk: each.many[name] for each in originals if name in each.wanted.facts}
            table, source, _target = links.through(self.level, name)
            self.statements.delete(table, source, wanted)
            self.statements.insert(links.links_of(self.level, name, wanted))
        anew = [each for each in originals if "exceptions" in each.wanted.facts]
        self.statements.delete(HoursException, "point_id", [each.row.pk for each in anew])
        self.statements.insert(self._set_hours(anew))
        for each in touched:
            history.becomes(each.row, content(self.level, each.row, each.many, each.hours))
            if each.row.live and not each.waits:
                self.shown_differently.add(each.wanted.stands.pk)  # type: ignore[union-attr]
        self._newest(history)
        whole = [field.name for field in self.model._meta.concrete_fields if not field.primary_key]
        self._upsert([each.row for each in public], whole)
        self._upsert([each.row for each in touched if each.waits], NEWEST)

    def _touched(self, part: Sequence[Wanted]) -> list[Touched]:
        places = [(wanted, language, wanted.stands.rows[language]) for wanted in part for language in _spoken(wanted)]  # type: ignore[union-attr]
        pks = [pk for _wanted, _language, pk in places]
        stored, many = self.model.objects.in_bulk(pks), links.linked(self.level, pks)
        hours = links.other_hours(pks) if self.level == Level.POINT else {}
        return [
            Touched(
                wanted,
                language,
                row := stored[pk],
                {name: rows.get(pk, []) for name, rows in many.items()},
                hours.get(pk, []),
                waits=row.live and not self.options.as_live,
            )
            for wanted, language, pk in places
        ]

    def _lay_over(self, each: Touched) -> None:
        wanted, row = each.wanted, each.row
        if wanted.moved:
            setattr(row, f"{PARENTS[self.level]}_id", self._parent(wanted, each.language))
        if not each.is_original:
            for name in wanted.languages.get(each.language, ()):
                setattr(row, name, wanted.words[each.language][name])
            return
        foreign = self._foreign(wanted, ENGLISH)
        for name in wanted.facts:
            if name in MANY[self.level]:
                each.many[name] = self._ids(wanted, name)
            elif name == "exceptions":
                each.hours = [_unsaved(row.pk, *days) for days in wanted.values[name]]
            elif f"{name}_id" in foreign:
                setattr(row, f"{name}_id", foreign[f"{name}_id"])
            else:
                setattr(row, name, wanted.values[name])
        if "phone" in wanted.facts and wanted.values["phone"]:
            row.phone_withdrawn_on = None

    def _set_hours(self, touched: Sequence[Touched]) -> list[HoursException]:
        """Of an original only; a translation has no facts of its own."""
        if self.level != Level.POINT:
            return []
        for each in touched:
            if each.is_original:
                each.hours = [_unsaved(each.row.pk, *days) for days in each.wanted.values["exceptions"]]
        made = [row for each in touched if each.is_original for row in each.hours]
        for row, key in zip(made, reserve(HoursException, len(made)), strict=True):
            row.pk = key
        return made

    def _history(self) -> Historian:
        return Historian(self.level, self.model, self.user, self.now)

    def _newest(self, history: Historian) -> None:
        """Store the revisions, and let each row know its own."""
        for row, revision in history.store(self.statements):
            row.latest_revision = revision
            if row.live and self.options.as_live:
                row.live_revision, row.has_unpublished_changes = revision, False
                row.last_published_at = self.now
                row.first_published_at = row.first_published_at or self.now
            else:
                row.has_unpublished_changes = True

    def _upsert(self, rows: Sequence[Any], fields: list[str]) -> None:
        """One statement for many rows; unlike `bulk_update` it does not grow with the square of them."""
        self.statements.insert(rows, update=fields)


def _spoken(wanted: Wanted) -> list[str]:
    """Which of its rows change."""
    rows = wanted.stands.rows if wanted.stands else {}
    changed = [ENGLISH] if wanted.facts or wanted.moved else []
    changed += [language for language in sorted(wanted.languages) if language in rows]
    return [*rows] if wanted.moved else changed


def _unsaved(pk: int, first: Any, last: Any, hours: str) -> HoursException:
    return HoursException(point_id=pk, first_day=first, last_day=last, hours=hours)
