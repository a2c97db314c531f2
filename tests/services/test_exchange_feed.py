"""Reading another publisher's feed: what is taken, what is left out, and where nobody is led."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pytest
from django.core.management import call_command
from django.urls import reverse

from services.exchange import feed, fetching, standing
from services.exchange.fetching import Budget, NotFetched
from services.models import AccessPoint, Import, Service

Answer = tuple[int, dict[str, str], bytes]
JSON = {"Content-Type": "application/json"}


class Publisher:
    """A feed on this machine. `answer` gives (status, headers, body) for a path and its query."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.answer: Callable[[str, dict[str, str]], Answer] = self.pages
        self.services: list[dict[str, Any]] = []
        self.slowly = 0.0
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/feed"
        # Python's own half a second is how long shutting down would take after each test.
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def pages(self, path: str, query: dict[str, str]) -> Answer:
        if path != "/feed/services":
            found = [each for each in self.services if path.endswith(f"/{each['id']}")]
            return (200, JSON, json.dumps(found[0]).encode()) if found else (404, JSON, b"{}")
        page, size = int(query["page"]), 2
        total = -(-len(self.services) // size)
        return 200, JSON, json.dumps({
            "total_items": len(self.services), "total_pages": total, "page_number": page, "size": size,
            "first_page": page == 1, "last_page": page == total, "empty": not self.services,
            "contents": self.services[(page - 1) * size : page * size],
        }).encode()  # fmt: skip


@pytest.fixture
def publisher(settings) -> Iterator[Publisher]:
    settings.FEED_FROM_LOOPBACK = True
    made = Publisher()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.asked.append(self.path)
            made.headers.append(dict(self.headers))
            parts = urlsplit(self.path)
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            status, headers, body = made.answer(parts.path, query)
            self.send_response(status)
            for name, text in headers.items():
                self.send_header(name, text)
            self.end_headers()
            try:
                for start in range(0, len(body), 1 if made.slowly else 65536):
                    self.wfile.write(body[start : start + (1 if made.slowly else 65536)])
                    self.wfile.flush()
                    time.sleep(made.slowly)
            except OSError:
                pass

        def log_message(self, *args: object) -> None:
            """Quiet."""

    made.server.RequestHandlerClass = Handler
    yield made
    made.server.shutdown()
    made.server.server_close()


def a_service(number: int = 1, **changes: Any) -> dict[str, Any]:
    return {
        "id": str(UUID(int=number)),
        "name": f"Harbour talks {number}",
        "description": "<b>Talk</b> with us. We listen.",
        "status": "active",
        "url": "https://harbour.example/",
        "organization": {"id": str(UUID(int=9000)), "name": "Harbour", "description": "A charity."},
        "service_areas": [{"id": str(UUID(int=8000)), "name": "Dover", "service_area": "Dover"}],
        "phones": [{"id": str(UUID(int=8001)), "number": "01632 960555"}],
        "contacts": [{"id": str(UUID(int=8002)), "name": "Ann Persona", "title": "Manager"}],
        "schedules": [
            {"id": str(UUID(int=8003)), "freq": "WEEKLY", "byday": "MO,TU", "opens_at": "09:00", "closes_at": "12:00"},
            {"id": str(UUID(int=8004)), "freq": "WEEKLY", "byday": "TU", "opens_at": "13:00Z", "closes_at": "17:00Z"},
        ],
        "attributes": [
            {"id": "1", "link_type": "people", "taxonomy_term": {"id": "2", "code": "women", "name": "Women"}},
            {"id": "3", "taxonomy_term": {"id": "4", "name": "Falconry"}},
        ],
        **changes,
    }


def read(publisher: Publisher, **bounds: Any) -> tuple[list[Any], list[Any]]:
    notes: list[Any] = []
    rows = feed.read_feed(publisher.address, standing.read(), notes, budget=Budget(**bounds))
    return rows, notes


def test_a_feed_becomes_drafts_with_what_was_left_out_noted(demonstration, cast, signed_in, publisher):
    publisher.services = [a_service(number) for number in range(1, 6)]
    client = signed_in(cast.edie)
    page = client.post(reverse("directory_import_feed"), {"address": publisher.address}, follow=True)
    assert "<h1>Import: Checked</h1>" in page.content.decode()
    run = Import.objects.get()
    remarks = client.get(reverse("directory_import", args=[run.pk]) + "?show=note").content.decode()
    assert "5 times: “Falconry” is none of our choices" in remarks
    client.post(reverse("directory_import_write", args=[run.pk]))
    points = AccessPoint.objects.filter(service__organisation__name="Harbour")
    assert points.count() == 5
    assert not points.filter(live=True).exists()
    point = points.get(service__name="Harbour talks 1")
    assert (point.area.slug, point.kind, point.phone) == ("dover", "telephone", "01632 960555")
    assert point.hours == "Mo 09:00-12:00; Tu 09:00-12:00,13:00-17:00"
    assert point.phone_checked_on is None
    assert [each.key for each in point.service.people.all()] == ["women"]
    assert point.service.description == "<b>Talk</b> with us. We listen."
    assert not Service.objects.filter(description__contains="Persona").exists()
    assert "Ann Persona" not in repr([each.content for each in point.service.revisions.all()])
    assert {header.get("Cookie") for header in publisher.headers} == {None}


def test_reading_it_again_finds_the_same_entries(demonstration, publisher):
    publisher.services = [a_service(1), a_service(2, id="not-a-uuid")]
    call_command("import_feed", publisher.address, "--apply", verbosity=0)
    before = AccessPoint.objects.count()
    call_command("import_feed", publisher.address + "/services", "--apply", verbosity=0)
    assert AccessPoint.objects.count() == before
    assert AccessPoint.objects.filter(service__organisation__name="Harbour").count() == 2


def test_our_own_feed_can_be_read_by_others(demonstration, client, publisher):
    """Every service that is public and serves an area comes back, and under none of our ids."""

    # Asked beforehand: the feed's thread and the test would share one database.
    pages: list[bytes] = []
    while not pages or not json.loads(pages[-1])["last_page"]:
        query = {"page": len(pages) + 1, "per_page": feed.PER_PAGE, "full": "true"}
        pages.append(client.get("/open-referral/services", query).content)

    def ours(path: str, query: dict[str, str]) -> Answer:
        return 200, JSON, pages[int(query["page"]) - 1]

    publisher.answer = ours
    rows, _notes = read(publisher)
    public = Service.objects.filter(live=True, locale__language_code="en", access_points__live=True).distinct()
    assert {row.cells["service"] for row in rows} == {each.name for each in public}
    assert len({row.cells["service_id"] for row in rows}) == public.count()
    ours = {str(key) for level in standing.read().entries.values() for key in level}
    assert not ours & {row.cells[name] for row in rows for name in ("id", "service_id", "organisation_id")}


def test_a_place_is_put_into_the_council_of_its_postcode(demonstration, publisher):
    at = {
        "id": str(UUID(int=77)),
        "location": {
            "id": "x", "location_type": "physical", "name": "The hall",
            "addresses": [{"address_1": "1 High Street", "city": "Canterbury", "postal_code": "CT1 2NN"}],
        },
    }  # fmt: skip
    far = {"service_areas": [{"name": "Cornwall"}]}
    publisher.services = [a_service(1, service_at_locations=[at]), a_service(2, **far), a_service(3, status="defunct")]
    rows, notes = read(publisher)
    [cells] = [row.cells for row in rows]
    assert (cells["area"], cells["areas"], cells["kind"]) == ("canterbury", "canterbury;dover", "appointment")
    assert cells["easting"]
    words = " ".join(note.text for note in notes)
    assert "serves none of our areas" in words
    assert "has ended" in words


def test_a_list_of_names_only_is_asked_for_one_by_one(demonstration, publisher):
    whole = [a_service(number) for number in (1, 2, 3)]
    pages = publisher.pages

    def answer(path: str, query: dict[str, str]) -> Answer:
        publisher.services = whole if path != "/feed/services" else [{"id": each["id"], "name": "?"} for each in whole]
        return pages(path, query)

    publisher.answer = answer
    rows, _notes = read(publisher)
    assert {row.cells["service"] for row in rows} == {f"Harbour talks {number}" for number in (1, 2, 3)}


def test_what_cannot_be_read_of_a_service_is_left_out_and_noted(demonstration, publisher):
    phones = [{"number": "ask at the bar"}]
    odd = a_service(1, phones=phones, url="javascript:alert(1)", minimum_age=[], schedules=[{"freq": "MONTHLY"}])
    publisher.services = [odd | {"eligibility_description": "x" * 400}]
    rows, notes = read(publisher)
    assert (rows[0].cells["phone"], rows[0].cells["website"], rows[0].cells["hours"]) == ("", "", "")
    assert {"phone", "website", "hours", "for_whom"} <= {note.column for note in notes}


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1:9/",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[64:ff9b::7f00:1]/",
        "https://[fd00::1]/",
        "https://100.64.0.1/",
        "https://224.0.0.1/",
        "https://0.0.0.0/",
        "https://2130706433/",
        "file:///etc/passwd",
        "gopher://127.0.0.1/",
    ],
)
def test_no_redirect_leads_inside(settings, publisher, target):
    publisher.answer = lambda path, query: (302, {"Location": target}, b"")
    outside = "http://feed.example"
    port = publisher.server.server_port

    def lookup(host: str, _port: int) -> list[str]:
        return ["127.0.0.1"] if host == "feed.example" else fetching.resolve(host, _port)

    budget = Budget(seconds=5)
    first = fetching.judged(f"{outside}:{port}/")
    assert fetching._ask(first, budget, lookup) == target
    settings.FEED_FROM_LOOPBACK = False
    with pytest.raises(NotFetched):
        fetching.fetch(target, budget)
    assert len(publisher.asked) == 1


@pytest.mark.parametrize(
    "address",
    [
        "http://feed.example/",
        "https://user:word@feed.example/",
        "https://feed.example:8443/",
        "https:///services",
        "https://feed.example/\r\nHost: inside",
        "ftp://feed.example/",
        "feed.example",
        "https://feed.example\\@127.0.0.1/",
    ],
)
def test_an_address_of_another_sort_is_not_asked_at_all(address):
    with pytest.raises(NotFetched):
        fetching.fetch(address, Budget(), lambda host, port: pytest.fail("it was looked up"))


def test_a_name_with_one_address_inside_is_refused_whole():
    with pytest.raises(NotFetched, match="inside"):
        fetching.fetch("https://feed.example/", Budget(), lambda host, port: ["93.184.216.34", "10.0.0.7"])


def test_a_name_that_changes_its_mind_is_held_to_its_first_answer(publisher):
    """DNS rebinding: what was judged is what is connected to, so the name is looked up once a request."""
    publisher.services = [a_service(1)]
    answers = iter([["127.0.0.1"], ["169.254.169.254"]])
    port = publisher.server.server_port
    address = f"http://feed.example:{port}/feed/services?page=1"
    body = fetching.fetch(address, Budget(), lambda host, port: next(answers))
    assert b"Harbour" in body
    assert publisher.headers[0]["Host"] == f"feed.example:{port}"
    with pytest.raises(NotFetched, match="inside"):
        fetching.fetch(address, Budget(), lambda host, port: next(answers))


def test_redirects_end(publisher):
    publisher.answer = lambda path, query: (302, {"Location": "/feed/services"}, b"")
    with pytest.raises(NotFetched):
        fetching.fetch(publisher.address, Budget())
    assert len(publisher.asked) == fetching.MOST_REDIRECTS + 1


def test_a_feed_without_an_end_is_left_after_what_fits(demonstration, publisher, monkeypatch):
    def endless(path: str, query: dict[str, str]) -> Answer:
        page = int(query["page"])
        content = {"total_items": 10**9, "total_pages": 10**9, "contents": [a_service(page)]}
        return 200, JSON, json.dumps(content).encode()

    publisher.answer = endless
    monkeypatch.setattr(feed, "MOST_PAGES", 5)
    rows, notes = read(publisher)
    assert len(rows) == 5
    assert "Only the first 5 pages were read." in [note.text for note in notes]
    monkeypatch.setattr(feed, "MOST_SERVICES", 3)
    assert len(read(publisher)[0]) == 3


def test_the_same_page_over_and_over_is_noticed(demonstration, publisher):
    page = json.dumps({"total_items": 100, "contents": [a_service(1)]}).encode()
    publisher.answer = lambda path, query: (200, JSON, page)
    assert len(read(publisher)[0]) == 1
    assert len(publisher.asked) == 2


def test_a_huge_answer_is_cut_off(publisher):
    publisher.answer = lambda path, query: (200, JSON, b'"' + b"x" * 300_000 + b'"')
    with pytest.raises(NotFetched, match="too large"):
        fetching.fetch(publisher.address, Budget(bytes_once=100_000))
    budget = Budget(bytes_left=400_000)
    fetching.fetch(publisher.address, budget)
    with pytest.raises(NotFetched, match="too large"):
        fetching.fetch(publisher.address, budget)


def test_an_answer_that_drips_is_cut_off(publisher):
    publisher.slowly = 0.05
    publisher.answer = lambda path, query: (200, JSON, b'"' + b"x" * 10_000 + b'"')
    with pytest.raises(NotFetched, match="too long"):
        fetching.fetch(publisher.address, Budget(seconds=0.5))


@pytest.mark.parametrize(
    "answer",
    [
        (200, {"Content-Type": "text/html"}, b"{}"),
        (200, {**JSON, "Content-Encoding": "gzip"}, b"\x1f\x8b"),
        (500, JSON, b"{}"),
        (401, JSON, b"{}"),
        (206, JSON, b"{}"),
    ],
)
def test_an_answer_of_another_sort_is_none(publisher, answer):
    publisher.answer = lambda path, query: answer
    with pytest.raises(NotFetched):
        fetching.fetch(publisher.address, Budget())


@pytest.mark.parametrize("body", [b"[]", b'{"hello": 1}', b"not json", b"[" * 100_000])
def test_json_that_is_no_feed_is_told_on_the_page(demonstration, cast, signed_in, publisher, body):
    publisher.answer = lambda path, query: (200, JSON, body)
    client = signed_in(cast.edie)
    page = client.post(reverse("directory_import_feed"), {"address": publisher.address}, follow=True)
    assert "<h1>Import: Cannot be imported</h1>" in page.content.decode()
    assert 'class="wq-note"' in page.content.decode()
