"""A file beside the directory: what is new, what differs, what is wrong. Pure but for reading what stands."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from . import above, rules, standing
from .columns import FACTS, PARENTS, TRANSLATED, Column, Kind, Level, header
from .matching import Matcher
from .plan import Action, Difference, Options, Plan, Row, Wanted
from .standing import Directory
from .values import NotRead, Reader, tidy, write

Progress = Callable[[str, int, int], None]
NAMES = {Level.ORGANISATION: "organisation", Level.SERVICE: "service", Level.POINT: "name"}
EMPTY = ("", None, ())
IDS = {Level.ORGANISATION: "organisation_id", Level.SERVICE: "service_id", Level.POINT: "id"}


def silent(stage: str, done: int, total: int) -> None:
    """Nobody watches."""


def plan(
    rows: Iterable[Row],
    options: Options = Options(),  # noqa: B008  it is frozen
    progress: Progress = silent,
    directory: Directory | None = None,
) -> Plan:
    """What importing these rows would do."""
    planner = Planner(directory or standing.read(), options)
    listed = list(rows)
    for number, row in enumerate(listed):
        planner.read(row)
        if number % 200 == 0:
            progress("reading", number, len(listed))
    planner.result.rows = len(listed)
    for number, wanted in enumerate(planner.wanted.values()):
        planner.compare(wanted)
        if number % 200 == 0:
            progress("checking", number, len(planner.wanted))
    above.check(planner.around)
    return planner.result


class Planner:
    def __init__(self, directory: Directory, options: Options) -> None:
        self.directory = directory
        self.options = options
        self.reader = Reader(directory)
        self.matcher = Matcher(directory)
        self.result = Plan(directory.digest, options)
        self.around = rules.Surroundings(directory, self.result)
        self.wanted = self.around.wanted
        self.cells: dict[Level, list[tuple[str, Column, str]]] = {level: [] for level in Level}
        for name, column, language in header(directory.languages):
            self.cells[column.level].append((name, column, language))
        self.said: dict[tuple[Level, UUID], dict[str, str]] = {}

    def read(self, row: Row) -> None:
        """The organisation, the service and the access point that a row tells of, each below the one before."""
        parent: UUID | None = None
        for level in Level:
            told = {
                name: tidy(row.cells[name])
                for name, column, _language in self.cells[level]
                if name in row.cells and column.kind != Kind.STATUS
            }
            if not any(told.values()):
                continue
            try:
                parent = self._entry(level, row, told, parent)
            except NotRead as problem:
                self.result.wrong(row.number, IDS[level], problem)
                return

    def _entry(self, level: Level, row: Row, told: dict[str, str], parent: UUID | None) -> UUID:
        names = (told.get(NAMES[level], ""), self._area(told) if level == Level.POINT else "")
        key = self.matcher.find(level, told.pop(IDS[level], ""), parent, names)
        stands = self.directory.entries[level].get(key)
        if (earlier := self.wanted.get((level, key))) is not None:
            self._again(earlier, row, told, parent)
            return key
        if stands is None and level in PARENTS and parent is None:
            raise NotRead(_("This is new: say which organisation and which service it belongs to."))
        if stands is None and not names[0]:
            raise NotRead(_("This is new: give it a name."))
        wanted = Wanted(level, key, row.number, stands, parent or (stands.parent if stands else None), {})
        self._values(wanted, row, told)
        self.wanted[level, key], self.said[level, key] = wanted, told
        self.result.entries.append(wanted)
        self.matcher.learn(level, key, wanted.parent, names)
        return key

    def _area(self, told: dict[str, str]) -> str:
        return self.reader.areas.get(told.get("area", "").casefold(), "")

    def _again(self, earlier: Wanted, row: Row, told: dict[str, str], parent: UUID | None) -> None:
        """A second row may say nothing else about the same organisation or service; an access point has one row."""
        if earlier.level == Level.POINT:
            raise NotRead(_("Row %(row)s already is about this access point.") % {"row": earlier.row})
        before = self.said[earlier.level, earlier.key]
        if parent is not None and parent != earlier.parent:
            column = IDS[PARENTS[earlier.level]]
            self.result.wrong(row.number, column, _("Row %(row)s puts this elsewhere.") % {"row": earlier.row})
        if not any(text for name, text in told.items() if name != NAMES[earlier.level]):
            return
        for name, text in told.items():
            if before.get(name, "") != text:
                message = _("Row %(row)s says something else about the same.") % {"row": earlier.row}
                self.result.wrong(row.number, name, message)

    def _values(self, wanted: Wanted, row: Row, told: dict[str, str]) -> None:
        """What stands, laid over with what the row says. A cell that says what stands is not read at all."""
        stands = wanted.stands
        wanted.values = dict(stands.values if stands else rules.defaults(wanted.level))
        spoken = {language for name, _column, language in self.cells[wanted.level] if language and told.get(name)}
        for language in spoken:
            empty = dict.fromkeys(TRANSLATED[wanted.level], "")
            wanted.words[language] = dict(stands.words.get(language, empty) if stands else empty)
        for name, column, language in self.cells[wanted.level]:
            text = told.get(name)
            if text is None or column.kind == Kind.ID or (language and language not in spoken):
                continue
            # Emptying a translation is work of the translation editor; a name never goes.
            if not text and column.keeps_when_empty:
                continue
            place = wanted.words[language] if language else wanted.values
            if text == tidy(write(column, place[column.field])):
                continue
            try:
                place[column.field] = self.reader.read(column, text)
            except NotRead as problem:
                self.result.wrong(row.number, name, problem)

    def compare(self, wanted: Wanted) -> None:
        """Say what differs, and check what would be new about it."""
        rules.complete(wanted, self.around)
        differ(wanted)
        if wanted.action == Action.SAME:
            return
        stands = wanted.stands
        if stands and stands.draft and not self.options.over_drafts:
            wanted.action = Action.LEFT
            text = _("Somebody is changing this entry and has not published it yet. It was left as it is.")
            self.result.note(wanted.row, IDS[wanted.level], text)
            return
        rules.check(wanted, self.around)


def differ(wanted: Wanted) -> None:
    """Set what differs from what stands, and the words that say so."""
    stands = wanted.stands
    wanted.facts = {name for name, value in wanted.values.items() if stands is None or stands.values[name] != value}
    wanted.moved = stands is not None and wanted.parent != stands.parent
    wanted.languages = {
        language: {name for name, text in words.items() if _before(wanted, language, name) != text}
        for language, words in wanted.words.items()
    }
    wanted.languages = {language: fields for language, fields in wanted.languages.items() if fields}
    wanted.action = Action.NEW if stands is None else Action.CHANGED
    if stands is not None and not (wanted.facts or wanted.languages or wanted.moved):
        wanted.action = Action.SAME
    # Of a new entry what is empty needs no line.
    wanted.differences = [each for each in _differences(wanted) if each.before != each.after]


def _before(wanted: Wanted, language: str, name: str) -> str:
    return wanted.stands.words.get(language, {}).get(name, "") if wanted.stands else ""


def _differences(wanted: Wanted) -> Iterable[Difference]:
    for name, column in FACTS[wanted.level].items():
        if name in wanted.facts and (wanted.stands or wanted.values[name] not in EMPTY):
            yield _difference(wanted, column, column.name, wanted.stands.values[name] if wanted.stands else None)
    for language, fields in wanted.languages.items():
        for name in TRANSLATED[wanted.level]:
            if name in fields:
                column = FACTS[wanted.level][name]
                words = _before(wanted, language, name)
                yield _difference(wanted, column, column.in_language(language), words, wanted.words[language][name])
    if wanted.moved and wanted.stands:
        yield Difference(IDS[PARENTS[wanted.level]], str(wanted.stands.parent), str(wanted.parent))


def _difference(wanted: Wanted, column: Column, name: str, before: Any, after: Any = None) -> Difference:
    after = wanted.values[column.field] if after is None else after
    # Of a place that is secret from now on, not even the plan keeps where it was.
    if rules.tells_where(column) and rules.withheld(wanted.values):
        return Difference(name, "…" if before not in EMPTY else "", write(column, after))
    return Difference(name, write(column, before), write(column, after))
