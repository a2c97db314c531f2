"""However large the directory grows, a page asks the same questions and reads no more than its area."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from places import postcode_file
from places.models import Area, Town
from services.asking import Question
from services.listing import candidates
from services.models import Listing, ListingArea
from tests.cast import lay_foundations
from tests.services.asking import NOON, asked
from tests.services.scale import Scale

pytestmark = pytest.mark.django_db
FIND = "/en/find-support/"
MOST_QUERIES = 12
# A place taken out of words, and a slip put right: both pages together.
MOST_WITH_WORDS = 24
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
    pages: dict[str, Page]
    scans: dict[str, list[Scan]]


def visited(client: Client, name: str) -> Any:
    if name == "area":
        return client.get(f"{FIND}dover/")
    if name == "facet":
        return client.get(f"{FIND}needs/help-drop-in/dover/")
    if name == "two facets":
        address = client.post(f"{FIND}dover/", {"only": "1", "tick": ["support:drop-in", "people:women"]})["Location"]
        return client.get(address.partition("#")[0])
    if name == "need":
        return client.get(f"{FIND}needs/help-drop-in/")
    if name == "postcode":
        return client.get(client.post(FIND, {"place": "CT16 1AA"})["Location"])
    return client.get(client.post(FIND, {"place": "counceling for my son in Dover"})["Location"])


PAGES = ("area", "facet", "two facets", "need", "postcode", "words")


def page(name: str) -> Page:
    client = Client()
    visited(client, name)
    with CaptureQueriesContext(connection) as queries:
        response = visited(client, name)
    assert response.status_code == 200
    # With the POST before it, where there is one.
    return Page(len(queries), response.content.decode().count("wm-place"))


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
    sql = candidates.judged(question, [], NOON, times=True)
    text = f"SELECT * FROM ({sql.text}) judged WHERE missed = 0 ORDER BY {candidates.in_order()} LIMIT 20"
    with transaction.atomic(), connection.cursor() as cursor:
        if without_reading_all:
            cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {text}", sql.values)
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
    return Measured(Listing.objects.count(), {name: page(name) for name in PAGES}, plans)


@pytest.fixture(scope="module")
def grown(django_db_setup, django_db_blocker) -> Iterator[tuple[Measured, Measured, dict[str, int]]]:
    """The same pages in a small directory and after it has grown."""
    with django_db_blocker.unblock(), transaction.atomic():
        lay_foundations()
        postcode_file.build()
        Scale(FEW).make(NOON)
        few = measure()
        Scale(MANY, seed=2).make(NOON)
        many = measure()
        served = {slug: ListingArea.objects.filter(area__slug=slug).count() for slug in ("dover", "maidstone")}
        yield few, many, served
        transaction.set_rollback(True)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_no_more_of_a_large_directory_than_of_a_small_one(grown, name):
    few, many, _ = grown
    assert many.entries > 10 * few.entries
    assert many.pages[name].queries <= few.pages[name].queries
    assert many.pages[name].queries <= (MOST_WITH_WORDS if name == "words" else MOST_QUERIES)


@pytest.mark.parametrize("name", ["area", "facet", "postcode"])
def test_the_pages_show_something(grown, name):
    _, many, _ = grown
    assert many.pages[name].entries >= 20


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
