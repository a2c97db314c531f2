"""How many entries fit, whatever is ticked or left out: read once, counted here."""

# ruff: noqa: S608  The text is that of `candidates`, with values in their places.

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime

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


def counted(question: Question, wanted: list[list[int]], now: datetime) -> Counts:
    """One query."""
    counts = Counts(conditions(question))
    groups = {condition.bit: condition.group for condition in counts.conditions if condition.is_any_of}
    sql = judged(question, wanted, now, times=True)
    text = f"SELECT marks, is_open, missed, COUNT(*) FROM ({sql.text}) judged GROUP BY marks, is_open, missed"
    for marks, is_open, missed, number in _rows(Sql(text, sql.values)):
        values = [*marks.split(), NOW] if is_open else marks.split()
        counts.missed[missed] += number
        counts.seen.update(values)
        if not missed:
            for value in values:
                counts.fitting[value] += number
        elif missed in groups:
            for value in values:
                if value.partition(":")[0] == groups[missed]:
                    counts.own[value] += number
    return counts


@dataclass(frozen=True)
class Found:
    """`away`: metres over land, None where no point was asked for or the entry has none. `marks`: its choices."""

    point: int
    own: bool
    away: int | None
    marks: frozenset[str]


def page_of(question: Question, wanted: list[list[int]], now: datetime, first: int, number: int) -> list[Found]:
    """One query: what fits, in order, from `first` on."""
    sql = judged(question, wanted, now)
    text = (
        f"SELECT point, own, away, marks FROM ({sql.text}) judged WHERE missed = 0 "
        f"ORDER BY {in_order()} LIMIT {int(number)} OFFSET {int(first)}"
    )
    rows = _rows(Sql(text, sql.values))
    return [Found(point, bool(own), away, frozenset(marks.split())) for point, own, away, marks in rows]


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
