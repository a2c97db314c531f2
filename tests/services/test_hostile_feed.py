"""What a feed, a file or a form brings in that means harm, or does harm without meaning to."""

import csv
import io
import socket
import threading
from typing import Any
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from openpyxl import load_workbook

from services.checking.sheets import as_csv
from services.exchange import documents, feed, fetching, json_text, planning, standing, tables
from services.exchange.fetching import Budget, NotFetched, Pinned
from services.models import AccessPoint, Facet
from services.models.access_point import LOCATION
from tests.services.test_exchange_feed import JSON, a_service, publisher, read  # noqa: F401 (fixture)

UNSEEN = ["\x01", "\u202e", "\x7f"]


def a_refuge(**changes: Any) -> dict[str, Any]:
    at = {
        "id": str(UUID(int=77)),
        "description": "Ring the bell at CT1 2NN. Somebody opens.",
        "location": {
            "id": "x", "location_type": "physical", "name": "Rosehip House", "latitude": 51.28, "longitude": 1.08,
            "addresses": [{"address_1": "5 Secret Road", "city": "Canterbury", "postal_code": "CT1 2NN"}],
        },
    }  # fmt: skip
    term = {"taxonomy_term": {"code": "safe-place", "name": "Refuge"}, "link_type": "support"}
    return a_service(1, service_at_locations=[at], attributes=[term], description="We are at CT1 2NN.", **changes)


@pytest.fixture
def safe_place(demonstration) -> Facet:
    return Facet.objects.get(group="support", key="safe-place", locale__language_code="en")


def test_a_refuge_of_a_feed_comes_in_without_where_it_is(safe_place, publisher):  # noqa: F811
    """K-6.1.10"""
    publisher.services = [a_refuge()]
    rows, notes = read(publisher)
    [cells] = [row.cells for row in rows]
    assert (cells["kind"], cells["location_withheld"]) == ("safe_accommodation", "yes")
    assert {cells[name] for name in LOCATION} == {""}
    assert "location_withheld" in {note.column for note in notes}
    # Where it lies is not told by the area either, only whom it serves.
    assert (cells["area"], cells["areas"]) == ("dover", "dover")
    for telling in ("Secret", "CT1", "Rosehip", "51.28"):
        assert telling not in repr(rows) + repr(notes)
    plan = planning.plan(rows, directory=standing.read())
    assert plan.problems == []


def test_a_refuge_is_known_by_what_is_said_of_its_location_too(safe_place, publisher):  # noqa: F811
    refuge = a_refuge()
    refuge["service_at_locations"][0]["location"]["attributes"] = refuge.pop("attributes")
    publisher.services = [refuge | {"description": "A house."}]
    [cells] = [row.cells for row in read(publisher)[0]]
    assert cells["kind"] == "safe_accommodation"
    assert cells["address"] == cells["postcode"] == cells["easting"] == ""


def test_a_feed_cannot_write_over_what_came_from_elsewhere(demonstration, publisher):  # noqa: F811
    point = AccessPoint.objects.get(slug="the-orchard-room", locale__language_code="en")
    ids = {
        "id": str(point.service.translation_key),
        "organization": {"id": str(point.service.organisation.translation_key), "name": "Taken over"},
        "service_at_locations": [{"id": str(point.translation_key), "location": {"name": "Taken over"}}],
    }
    publisher.services = [a_service(1, **ids)]
    rows, _notes = read(publisher)
    plan = planning.plan(rows, directory=standing.read())
    assert {each.action for each in plan.changes} == {planning.Action.NEW}
    again, _notes = read(publisher)
    assert [row.cells for row in again] == [row.cells for row in rows]
    directory, notes = standing.read(), []
    mapped = feed.Mapper(directory, UUID(int=5), notes, keeps_ids=False)
    assert next(mapped.rows(publisher.services[0], 1))["id"] != rows[0].cells["id"]
    [own] = documents.read_json(f'{{"services": [{documents._dump(publisher.services[0])}]}}'.encode(), directory, [])
    assert own.cells["id"] == str(point.translation_key)


@pytest.mark.parametrize("body", [b'{"total_items": 1e999, "contents": [%s]}', b'{"total_items": %s}'])
def test_numbers_beyond_all_numbers_are_passed_over(demonstration, publisher, body):  # noqa: F811
    one = documents._dump(a_service(1)).encode()
    huge = b'{"total_items": 1%s, "contents": [%s]}' % (b"0" * 400, one)
    publisher.answer = lambda path, query: (200, JSON, body % one if b"contents" in body else huge)
    assert len(read(publisher)[0]) == 1


def test_progress_never_counts_beyond_what_is_read(demonstration, publisher):  # noqa: F811
    publisher.answer = lambda path, query: (
        200, JSON, b'{"total_items": 1e300, "contents": [%s]}' % documents._dump(a_service(1)).encode()
    )  # fmt: skip
    told: list[int] = []
    feed.read_feed(publisher.address, standing.read(), [], lambda stage, done, total: told.append(total))
    assert told == [feed.MOST_SERVICES]


@pytest.mark.parametrize("text", [r'"\ud800"', r'{"\uDC00": 1}', r'["\udc00\ud800"]'])
def test_half_a_sign_is_refused(text):
    with pytest.raises(tables.FileRefused):
        json_text.load(text.encode())
    assert json_text.load(rb'"\ud83c\udf3b"') == "\N{SUNFLOWER}"


def test_a_handshake_that_never_ends_is_cut_off(monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as server:
        connection = Pinned("localhost", server.getsockname()[1], "127.0.0.1", secure=True, timeout=60)
        failed: list[BaseException] = []

        def connect() -> None:
            try:
                connection.connect()
            except OSError as error:
                failed.append(error)

        waiting = threading.Thread(target=connect, daemon=True)
        waiting.start()
        accepted, _address = server.accept()
        with accepted:
            assert accepted.recv(1)
            connection.cut()
            waiting.join(10)
            assert not waiting.is_alive()
    assert failed


def test_what_was_cut_off_before_it_was_connected_is_not_asked():
    with socket.create_server(("127.0.0.1", 0)) as server:
        connection = Pinned("localhost", server.getsockname()[1], "127.0.0.1", secure=False, timeout=60)
        connection.cut()
        with pytest.raises(TimeoutError):
            connection.connect()
        connection.close()


def test_an_answer_cut_off_is_no_whole_answer(publisher):  # noqa: F811
    """It ends where the connection ends, so that it would read like a shorter one."""
    publisher.slowly = 0.05
    publisher.answer = lambda path, query: (200, JSON, b"1" * 200)
    with pytest.raises(NotFetched, match="too long"):
        fetching.fetch(publisher.address, Budget(seconds_once=0.5))


@pytest.mark.parametrize("text", ['\x01=HYPERLINK("https://x.example")', "\x0b\x02+1", "=1"])
def test_no_cell_of_a_spreadsheet_calculates(text):
    file = io.BytesIO()
    tables.write_xlsx(["name"], [[text]], file)
    cell = load_workbook(file).active["A2"]
    assert cell.data_type == "s"
    assert cell.value.startswith("'")


@pytest.mark.parametrize("text", ["=1", " =1", "\n=1", "'=1", "＝1", "-1"])
def test_a_list_of_the_desk_is_as_harmless_as_the_table(text):
    lines = csv.reader(io.StringIO(as_csv("x", [text], [[text, None, 3]]).content.decode().removeprefix("\ufeff")))
    assert [*lines] == [[f"'{text}"], [f"'{text}", "", "3"]]


@pytest.mark.parametrize("sign", UNSEEN)
def test_no_entry_holds_signs_that_nobody_sees(demonstration, sign):
    point = AccessPoint.objects.get(slug="the-orchard-room", locale__language_code="en")
    point.summary, point.what_happens = f"Come{sign}in.", "First.\r\nThen."
    with pytest.raises(ValidationError) as refused:
        point.clean()
    assert set(refused.value.message_dict) == {"summary"}


def test_the_form_for_a_feed_says_why_a_feed_was_refused(demonstration, cast, signed_in, publisher):  # noqa: F811
    publisher.answer = lambda path, query: (200, JSON, rb'{"total_items": 1, "contents": [{"id": "\ud800"}]}')
    page = signed_in(cast.edie).post(reverse("directory_import_feed"), {"address": publisher.address}, follow=True)
    assert "<h1>Import: Cannot be imported</h1>" in page.content.decode()
