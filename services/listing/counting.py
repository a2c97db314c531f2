"""How many entries fit, whatever is ticked or left out: read once, counted here."""

# ruff: noqa: S608  The text is that of `candidates`, with values in their places.

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from django.db import connection

from services.asking import Question

from .candidates import NOW, Condition, Sql, conditions, in_order, judged


@dataclass
class Counts:
    """missed: entries by the conditions that they do not fulfil. seen: every choice that any of them has.

    fitting: entries that fulfil everything, by choice. own: those that miss nothing but their own group's ticks.
    """

    conditions: list[Condition]
    missed: Counter[int] = field(default_factory=Counter)
    seen: set[str] = field(default_factory=set)
    fitting: Counter[str] = field(default_factory=Counter)
    own: Counter[str] = field(default_factory=Counter)

    def add(self, values: list[str], missed: int, number: int) -> None:
        """So many entries have these choices and miss this."""
        self.missed[missed] += number
        self.seen.update(values)
        if not missed:
            for value in values:
                self.fitting[value] += number
        elif missed in self._groups:
            for value in values:
                if value.partition(":")[0] == self._groups[missed]:
                    self.own[value] += number

    @cached_property
    def _groups(self) -> dict[int, str]:
        return {condition.bit: condition.group for condition in self.conditions if condition.is_any_of}

    @property
    def total(self) -> int:
        return self.missed[0]

    def of(self, value: str) -> int:
        """How many there are with this choice. Ticks of its own group do not count, where one of them is enough."""
        return self.fitting[value] + self.own[value]

    def without(self, *left_out: Condition) -> int:
        """How many there would be without these conditions."""
        bits = sum(condition.bit for condition in left_out)
        return sum(number for missed, number in self.missed.items() if not missed & ~bits)


@dataclass(frozen=True)
class Found:
    """`away`: metres over land, None where no point was asked for or the entry has none. `marks`: its choices."""

    point: int
    own: bool
    away: int | None
    marks: frozenset[str]


def found(
    question: Question, wanted: list[list[int]], now: datetime, first: int, number: int
) -> tuple[Counts, list[Found]]:
    """How many there are of everything, and what fits, in order, from `first` on. One query, which judges once."""
    counts, page = Counts(conditions(question)), {}
    for point, own, away, marks, is_open, missed, tally in _rows(page_and_counts(question, wanted, now, first, number)):
        if point is None:
            counts.add([*marks.split(), NOW] if is_open else marks.split(), missed, tally)
        else:
            page[tally] = Found(point, bool(own), away, frozenset(marks.split()))
    return counts, [page[place] for place in sorted(page)]


def page_and_counts(question: Question, wanted: Sequence[Sequence[int]], now: datetime, first: int, number: int) -> Sql:
    """Rows of point, own, away, marks, is_open, missed, tally.

    With a point one of the page, and `tally` its place there; without one how many have these marks and miss this.
    """
    sql = judged(question, wanted, now, times=True)
    text = (
        f"WITH judged AS MATERIALIZED ({sql.text}), page AS ("
        f"SELECT * FROM judged WHERE missed = 0 ORDER BY {in_order()} LIMIT {int(number)} OFFSET {int(first)}) "
        f"SELECT point, own, away, marks, is_open, missed, ROW_NUMBER() OVER (ORDER BY {in_order()}) FROM page "
        "UNION ALL SELECT NULL, NULL, NULL, marks, is_open, missed, COUNT(*) FROM judged "
        "GROUP BY marks, is_open, missed"
    )
    return Sql(text, sql.values)


def total(question: Question, wanted: list[list[int]], now: datetime) -> int:
    """One query: only how many."""
    sql = judged(question, wanted, now)
    return _rows(Sql(f"SELECT COUNT(*) FROM ({sql.text}) judged WHERE missed = 0", sql.values))[0][0]


def wider(question: Question, counts: Counts) -> list[tuple[Question, int]]:
    """The same question with one thing left out; where that finds nothing, without choices; then with the place only.

    Nothing that finds nothing.
    """
    ticks = [condition for condition in counts.conditions if condition.values]
    for parts in ([[each] for each in counts.conditions], [ticks], [counts.conditions]):
        found = [(_leaving(question, part), counts.without(*part)) for part in parts if part]
        if offered := [(wide, number) for wide, number in found if number]:
            return offered
    return []


def _leaving(question: Question, part: list[Condition]) -> Question:
    gone = {value for condition in part for value in condition.values}
    words = "" if any(not condition.values for condition in part) else question.words
    return replace(question, words=words, chosen=question.chosen - gone)


def _rows(sql: Sql) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql.text, sql.values)
        return cursor.fetchall()
