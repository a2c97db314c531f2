"""However large the directory grows, a page asks the same questions and reads no more than its area."""

import json
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from home import reference as home
from places.models import Area, Town
from services.asking import Question
from services.listing import candidates, counting
from services.models import Listing, ListingArea
from tests.cast import lay_foundations, settle
from tests.services import entries
from tests.services.asking import NOON, asked
from tests.services.scale import Scale

pytestmark = pytest.mark.django_db
LANGUAGES = ("en", "pl", "ar")
# With menus, brand and helplines, and with the POST before it where a page has one.
MOST_QUERIES = 12
# Services: two hundred entries, then three thousand. `make bench` goes to twenty thousand.
FEW, MANY = 100, 1400
TABLES = ("services_listing", "services_listingarea", "services_listingspan", "services_posting")


class Page(NamedTuple):
    queries: int
    entries: int


class Scan(NamedTuple):
    node: str
    table: str
    index: str
    rows: float


class Measured(NamedTuple):
    """What a directory of one size costs."""

    entries: int
    pages: dict[tuple[str, str], Page]
    scans: dict[str, list[Scan]]


def browsed(address: str) -> Callable[[Client, str], Any]:
    return lambda client, language: client.get(f"/{language}/find-support/{address}")


def typed(place: str) -> Callable[[Client, str], Any]:
    def visit(client: Client, language: str) -> Any:
        return client.get(client.post(f"/{language}/find-support/", {"place": place})["Location"])

    return visit


def ticked(*ticks: str) -> Callable[[Client, str], Any]:
    def visit(client: Client, language: str) -> Any:
        sent = {"only": "1", "tick": ticks}
        address = client.post(f"/{language}/find-support/dover/", sent)["Location"]
        return client.get(address.partition("#")[0])

    return visit


VISITS: dict[str, Callable[[Client, str], Any]] = {
    "start": browsed(""),
    "map": browsed("map/"),
    "area": browsed("dover/"),
    "facet": browsed("needs/help-drop-in/dover/"),
    "two facets": ticked("how:appointment", "how:telephone", "ask:self"),
    "facets that nothing has": ticked("how:telephone", "people:nobody"),
    "needs": browsed("needs/"),
    "need": browsed("needs/help-drop-in/"),
    "postcode": typed("CT16 1AA"),
    "outside": typed("Leeds"),
    "part of a postcode": typed("CT16"),
    "town": typed("Dover"),
    "a slip in a town": typed("Dovre"),
    "words": typed("counselling"),
    "words that nobody knows": typed("xqzzvk wqqxjz"),
    "a slip": typed("counceling"),
    "words and a place": typed("counselling for my son in Dover"),
    "a slip and a place": typed("counceling for my son in Dover"),
    "entry": browsed("dover/the-hazel-room/"),
}
# Towns and words are read twice: for what is meant, then for what is there.
MORE = {
    "part of a postcode": 14,
    "town": 13,
    "a slip in a town": 15,
    "words": 15,
    "words that nobody knows": 14,
    "a slip": 20,
    "words and a place": 16,
    "a slip and a place": 18,
    "entry": 18,
}


def page(name: str, language: str) -> Page:
    client = Client()
    VISITS[name](client, language)
    with CaptureQueriesContext(connection) as queries:
        response = VISITS[name](client, language)
    assert response.status_code == 200, name
    return Page(len(queries), response.content.decode().count('<li class="wm-place"'))


def questions() -> dict[str, Question]:
    dover, maidstone = (Area.objects.get(slug=slug).pk for slug in ("dover", "maidstone"))
    at = {
        name: (town.easting, town.northing)
        for name in ("Dover", "Maidstone")
        for town in Town.objects.filter(name=name)
    }
    return {
        "area": Question((dover,)),
        "facet": Question((dover,), chosen=frozenset({"support:drop-in", "people:women", "when:now"})),
        "postcode": Question((dover,), at["Dover"]),
        "postcode in the middle": Question((maidstone,), at["Maidstone"]),
    }


def scans(question: Question, *, without_reading_all: bool = False) -> list[Scan]:
    """What PostgreSQL reads of our tables to answer, with the rows it looked at."""
    sql = counting.page_and_counts(question, [], NOON, 0, 20)
    with transaction.atomic(), connection.cursor() as cursor:
        if without_reading_all:
            cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql.text}", sql.values)
        content = cursor.fetchone()[0]
        cursor.execute("SET LOCAL enable_seqscan = on")
    plan = json.loads(content) if isinstance(content, str) else content
    return list(_scans(plan[0]["Plan"]))


def _scans(node: dict[str, Any]) -> Iterator[Scan]:
    if "Scan" in node["Node Type"] and ("Relation Name" in node or "Index Name" in node):
        rows = (node["Actual Rows"] + node.get("Rows Removed by Filter", 0)) * node["Actual Loops"]
        yield Scan(node["Node Type"], node.get("Relation Name", ""), node.get("Index Name", ""), rows)
    for child in node.get("Plans", ()):
        yield from _scans(child)


def most_rows(scans: list[Scan]) -> float:
    """Of tables: an index alone still counts rows that other tests have rolled back."""
    return max(scan.rows for scan in scans if scan.table)


def measure() -> Measured:
    plans = {}
    if connection.vendor == "postgresql":
        small = Listing.objects.count() < 1000
        # A table of three pages is read whole by any sensible database: the small one is asked which indexes it has.
        plans = {name: scans(question, without_reading_all=small) for name, question in questions().items()}
    pages = {(name, language): page(name, language) for name in VISITS for language in LANGUAGES}
    return Measured(Listing.objects.count(), pages, plans)


@pytest.fixture(scope="module")
def grown(django_db_setup, django_db_blocker) -> Iterator[tuple[Measured, Measured, dict[str, int]]]:
    """The same pages in a small directory and after it has grown."""
    with django_db_blocker.unblock(), transaction.atomic():
        lay_foundations()
        home.load()
        room = entries.point()
        for language in LANGUAGES[1:]:
            entries.translated(room, language)
        entries.other_hours(room, NOON.date(), NOON.date(), "10:00-12:00")
        Scale(FEW).make(NOON)
        few = measure()
        Scale(MANY, seed=2).make(NOON)
        many = measure()
        served = {slug: ListingArea.objects.filter(area__slug=slug).count() for slug in ("dover", "maidstone")}
        settle()
        yield few, many, served
        transaction.set_rollback(True)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", VISITS)
def test_a_page_asks_no_more_of_a_large_directory_than_of_a_small_one(grown, name, language):
    few, many, _ = grown
    assert many.entries > 10 * few.entries
    assert many.pages[name, language].queries == few.pages[name, language].queries
    assert many.pages[name, language].queries <= MORE.get(name, MOST_QUERIES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["area", "facet", "two facets", "postcode", "town", "words", "a slip and a place"])
def test_the_pages_show_something(grown, name, language):
    few, many, _ = grown
    assert few.pages[name, language].entries
    assert many.pages[name, language].entries == 20


def test_an_answer_holds_one_page(grown, db):
    answer = asked(questions()["area"])
    assert (len(answer.places) + len(answer.others), answer.pages > 5) == (20, True)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="plans are PostgreSQL's; tests/run.py runs it there too")
class TestPlans:
    @pytest.mark.parametrize("name", ["area", "facet", "postcode", "postcode in the middle"])
    def test_a_large_directory_is_read_by_the_same_indexes_as_a_small_one(self, grown, name):
        few, many, _ = grown
        used = [{scan.index for scan in measured.scans[name] if scan.index} for measured in (few, many)]
        assert used[0] == used[1]

    @pytest.mark.parametrize("name", ["area", "facet", "postcode", "postcode in the middle"])
    def test_no_table_is_read_whole(self, grown, name):
        _, many, _ = grown
        assert [scan for scan in many.scans[name] if scan.node == "Seq Scan" and scan.table in TABLES] == []

    @pytest.mark.parametrize("name", ["area", "facet"])
    def test_an_area_reads_its_own_rows_only(self, grown, name):
        _, many, served = grown
        assert most_rows(many.scans[name]) <= served["dover"]

    def test_a_postcode_reads_its_area_and_what_is_near(self, grown):
        _, many, served = grown
        easting, northing = questions()["postcode"].point
        reach = candidates.NEAR_METRES
        near = Listing.objects.filter(
            easting__range=(easting - reach, easting + reach), northing__range=(northing - reach, northing + reach)
        ).count()
        assert near < many.entries / 4
        assert most_rows(many.scans["postcode"]) <= served["dover"] + near
