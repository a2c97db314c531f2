"""What could be found, as SQL that both databases read alike: first where it is, then how far, then what it misses.

The planner of a database must not be able to turn "this area" into "read everything": each question reads the rows of
an area, or of a square around a point, from one wide table, and looks into times and words row by row, by an index.
"""

# ruff: noqa: S608  Every piece of text here is ours; whatever a reader typed or chose is a value in its place.

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from services import shores
from services.asking import WHEN, Question
from services.models import Facet, Listing, ListingArea, ListingSpan, Posting

METRES_A_MILE = 1609.344
NEAR_METRES = round(15 * METRES_A_MILE)
NOW = f"{WHEN}:now"
# Somebody who needs a ramp and an interpreter needs both: in these groups every tick must fit.
ALL_OF = frozenset({Facet.Group.ACCESS, Facet.Group.LANGUAGE})
# A word that is found counts this much, so that no weight of another outweighs it; this much of weight says that an
# entry is about it, rather than mentions it.
WORD, STRONG = 10_000, 6
MOST_CONDITIONS = 30
COLUMNS = "name, comes, easting, northing, shore, marks"


@dataclass(frozen=True)
class Sql:
    """A piece of SQL and what stands in its places."""

    text: str
    values: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Condition:
    """What an entry must fulfil: one of these choices; no choice: the words. `bit`: set where it does not."""

    bit: int
    values: tuple[str, ...]

    @property
    def group(self) -> str:
        return self.values[0].partition(":")[0] if self.values else ""

    @property
    def is_any_of(self) -> bool:
        return bool(self.values) and self.group not in ALL_OF


def conditions(question: Question) -> list[Condition]:
    """No more than a number of the database has bits for: nothing fulfils so many, whatever else is asked."""
    groups: dict[str, list[str]] = {}
    for value in sorted(question.chosen):
        group = value.partition(":")[0]
        groups.setdefault(value if group in ALL_OF else group, []).append(value)
    asked = [tuple(values) for values in groups.values()][:MOST_CONDITIONS]
    if question.words.strip():
        asked.append(())
    return [Condition(1 << number, values) for number, values in enumerate(asked)]


def judged(question: Question, wanted: Sequence[Sequence[int]], now: datetime, *, times: bool = False) -> Sql:
    """Rows of point, own, comes, name, marks, away (metres or null), is_open, relevance, missed.

    `wanted`: for each word that was typed the terms that mean it. `times`: whether is_open is needed though nobody
    asked for it.
    """
    found = _found(question, wanted)
    away = _away(question.point)
    is_open = _is_open(now) if times or NOW in question.chosen else Sql("0")
    relevance = _relevance(wanted)
    measured = Sql(
        f"SELECT found.*, {away.text} AS away, {is_open.text} AS is_open, {relevance.text} AS relevance "
        f"FROM ({found.text}) found",
        (*away.values, *is_open.values, *relevance.values, *found.values),
    )
    missed = [_missed(condition) for condition in conditions(question)]
    near = Sql("WHERE own = 1 OR away <= %s", (NEAR_METRES,)) if question.point else Sql("")
    return Sql(
        # Made once: the words of a row are not looked up again for every place in which they count.
        f"WITH measured AS MATERIALIZED ({measured.text}) "
        "SELECT point, own, comes, name, marks, away, is_open, relevance, "
        f"{' + '.join(['0', *(each.text for each in missed)])} AS missed FROM measured {near.text}",
        (*measured.values, *(value for each in missed for value in each.values), *near.values),
    )


def in_order() -> str:
    """What fits the words best, then their own areas': of these what one goes to before what comes, then nearest."""
    matched = f"(relevance / {WORD})"
    # The doubled sign stands for one: these words go to the database together with values.
    tier = f"{matched} * 2 + CASE WHEN relevance %% {WORD} >= {STRONG} * {matched} THEN 1 ELSE 0 END"
    near = f"CASE WHEN comes THEN 0 ELSE COALESCE(away, {10 * NEAR_METRES}) END"
    return f"{tier} DESC, own DESC, comes, {near}, relevance DESC, name, point"


def _found(question: Question, wanted: Sequence[Sequence[int]]) -> Sql:
    if not question.areas and question.point is None:
        return _everywhere(question, wanted)
    own = _own(question.areas) if question.areas else None
    if question.point is None:
        assert own is not None
        return own
    near = _near(question.point, question.areas)
    return Sql(f"{own.text} UNION ALL {near.text}", (*own.values, *near.values)) if own else near


def _own(areas: Sequence[int]) -> Sql:
    table, places = _table(ListingArea), _places(areas)
    text = f"SELECT r.listing_id AS point, {COLUMNS}, 1 AS own FROM {table} r WHERE r.area_id IN ({places})"
    if len(areas) == 1:
        return Sql(text, tuple(areas))
    # What serves several of them counts once.
    again = (
        f"SELECT 1 FROM {table} other WHERE other.listing_id = r.listing_id "
        f"AND other.area_id IN ({places}) AND other.area_id < r.area_id"
    )
    return Sql(f"{text} AND NOT EXISTS ({again})", (*areas, *areas))


def _near(point: tuple[int, int], areas: Sequence[int]) -> Sql:
    """A square around the point; how far it really is, over land, is judged afterwards."""
    easting, northing = point
    text = (
        f"SELECT r.point_id AS point, {COLUMNS}, 0 AS own FROM {_table(Listing)} r "
        "WHERE r.easting BETWEEN %s AND %s AND r.northing BETWEEN %s AND %s"
    )
    reach = NEAR_METRES
    square = (easting - reach, easting + reach, northing - reach, northing + reach)
    if not areas:
        return Sql(text, square)
    own = f"SELECT 1 FROM {_table(ListingArea)} o WHERE o.listing_id = r.point_id AND o.area_id IN ({_places(areas)})"
    return Sql(f"{text} AND NOT EXISTS ({own})", (*square, *areas))


def _everywhere(question: Question, wanted: Sequence[Sequence[int]]) -> Sql:
    text = f"SELECT r.point_id AS point, {COLUMNS}, 1 AS own FROM {_table(Listing)} r"
    if not question.words.strip():
        return Sql(text)
    terms = [term for each in wanted for term in each]
    if not terms:
        return Sql(f"{text} WHERE 1 = 0")
    rows = f"SELECT listing_id FROM {_table(Posting)} WHERE term_id IN ({_places(terms)})"
    return Sql(f"{text} WHERE r.point_id IN ({rows})", tuple(terms))


def _away(point: tuple[int, int] | None) -> Sql:
    """Metres over land; see `services.shores`."""
    if point is None:
        return Sql("CAST(NULL AS bigint)")
    least = "LEAST" if connection.vendor == "postgresql" else "MIN"
    text = ""
    values: list[str] = []
    for land, ways in sorted(shores.routes(*point).items()):
        lengths = ", ".join(f"{way.metres} + {_straight(*way.start)}" for way in ways)
        text += f" WHEN shore = %s THEN {f'{least}({lengths})' if len(ways) > 1 else lengths}"
        values.append(land)
    return Sql(f"CASE WHEN easting IS NULL THEN NULL{text} END", tuple(values))


def _straight(easting: int, northing: int) -> str:
    # Numbers of ours, and wide enough for their squares.
    east, north = (
        f"(CAST({column} AS double precision) - {int(metres)})"
        for column, metres in (("easting", easting), ("northing", northing))
    )
    return f"CAST(SQRT({east} * {east} + {north} * {north}) AS bigint)"


def _is_open(now: datetime) -> Sql:
    moment = connection.ops.adapt_datetimefield_value(now)
    row = f"SELECT 1 FROM {_table(ListingSpan)} s WHERE s.listing_id = found.point AND s.begins <= %s AND s.ends > %s"
    return Sql(f"COALESCE(({row} LIMIT 1), 0)", (moment, moment))


def _relevance(wanted: Sequence[Sequence[int]]) -> Sql:
    """How many of the words an entry has, and how much they weigh in it."""
    if not wanted:
        return Sql("0")
    cases = " ".join(f"WHEN p.term_id IN ({_places(terms)}) THEN {number}" for number, terms in enumerate(wanted))
    terms = [term for each in wanted for term in each]
    row = (
        f"SELECT COUNT(DISTINCT CASE {cases} END) * {WORD} + SUM(p.weight) FROM {_table(Posting)} p "
        f"WHERE p.listing_id = found.point AND p.term_id IN ({_places(terms)})"
    )
    return Sql(f"COALESCE(({row}), 0)", (*terms, *terms))


def _missed(condition: Condition) -> Sql:
    if not condition.values:
        return Sql(f"CASE WHEN relevance > 0 THEN 0 ELSE {condition.bit} END")
    position = "STRPOS" if connection.vendor == "postgresql" else "INSTR"
    marks = tuple(f" {value} " for value in condition.values if value != NOW)
    fits = [f"{position}(marks, %s) > 0"] * len(marks)
    if NOW in condition.values:
        fits.append("is_open = 1")
    return Sql(f"CASE WHEN {' OR '.join(fits)} THEN 0 ELSE {condition.bit} END", marks)


def _places(values: Iterable[Any]) -> str:
    return ", ".join("%s" for _ in values)


def _table(model: Any) -> str:
    return connection.ops.quote_name(model._meta.db_table)
