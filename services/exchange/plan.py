"""What an import would do: every change, and everything that is wrong. Nothing here touches the database."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

from .columns import Level
from .standing import Entry

# Nobody reads more; the count says how many there are.
MOST_PROBLEMS = 1000


@dataclass(frozen=True)
class Row:
    """A row of a file. `number` as a spreadsheet counts, the head being 1; `cells` only what the file has."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Remark:
    """Something to say about a cell: what is wrong, or what was left as it is. Never repeats a place's address."""

    row: int
    column: str
    text: str


@dataclass(frozen=True)
class Options:
    """as_live: publish what is new, and changes of what is published; or else all of it waits as drafts.

    over_drafts: also change entries that somebody is changing. keeper: who keeps new entries true whose row names
    nobody.
    """

    as_live: bool = False
    over_drafts: bool = False
    keeper: UUID | None = None


class Action(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    LEFT = "left"


@dataclass(frozen=True)
class Difference:
    column: str
    before: str
    after: str


@dataclass
class Wanted:
    """An entry as it shall be. `values` and `words` are whole; `facts` and `languages` name what differs.

    facts: fields of the English row; languages: {language: fields}, of which `added` get a row of their own.
    """

    level: Level
    key: UUID
    row: int
    stands: Entry | None
    parent: UUID | None
    values: dict[str, Any]
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    facts: set[str] = field(default_factory=set)
    languages: dict[str, set[str]] = field(default_factory=dict)
    moved: bool = False
    action: Action = Action.SAME
    differences: list[Difference] = field(default_factory=list)

    @property
    def title(self) -> str:
        return str(self.values.get("name", ""))

    @property
    def added(self) -> set[str]:
        return {language for language in self.languages if self.stands is None or language not in self.stands.rows}


@dataclass
class Plan:
    """`digest`: of the directory that it was made from; what differs by the time it is applied is refused."""

    digest: str
    options: Options = Options()
    entries: list[Wanted] = field(default_factory=list)
    problems: list[Remark] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)
    rows: int = 0
    problem_count: int = 0

    def wrong(self, row: int, column: str, text: Any) -> None:
        self.problem_count += 1
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Remark(row, column, str(text)))

    def note(self, row: int, column: str, text: Any) -> None:
        if len(self.notes) < MOST_PROBLEMS:
            self.notes.append(Remark(row, column, str(text)))

    @property
    def changes(self) -> list[Wanted]:
        return [entry for entry in self.entries if entry.action in (Action.NEW, Action.CHANGED)]

    @property
    def is_empty(self) -> bool:
        return not self.changes and not self.problem_count

    def counts(self) -> dict[str, int]:
        """{"point.new": …, "row": …}: figures only, fit for a log."""
        counted = Counter(f"{entry.level}.{entry.action}" for entry in self.entries)
        return {**dict(sorted(counted.items())), "rows": self.rows, "problems": self.problem_count}
