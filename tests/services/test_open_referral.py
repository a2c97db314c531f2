"""`/open-referral/` as a program meets it: what entries say, what they never say, and how answers travel."""

import io
import json
import logging
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.http import http_date

from places.grid import to_grid
from places.hours import LONDON
from services import changes, listing
from services.models import AccessPoint, Gone, HoursException, Service
from services.open_referral import documents, search
from services.open_referral.locations import HAS_LOCATION, location, location_type
from services.open_referral.parameters import Asked
from services.open_referral.shape import Reading
from tests.services import open_data
from tests.services.open_data import Directory, key
from tests.services.open_referral_contract import faults

pytestmark = pytest.mark.django_db


def on(day: date) -> Reading:
    return Reading(day, "https://waymark.example")


READING = on(open_data.TODAY)


@pytest.fixture
def directory(world) -> Directory:
    return open_data.build()


def get(client: Client, path: str, **query: Any) -> Any:
    response = client.get(f"/open-referral/{path}", query)
    assert response.status_code == 200, response.content
    return response.json()


def service(row: Service, reading: Reading = READING) -> dict[str, Any]:
    """A service in full, on a day of our choice."""
    found = search.with_points(search.services(Asked()), full=True).get(pk=row.pk)
    document = json.loads(json.dumps(documents.full_service(found, reading)))
    assert faults(document, "service") == []
    return document


def test_a_service_says_what_it_is_and_who_gives_it(directory, client):
    document = service(directory.rooms)
    assert document["id"] == key(directory.rooms)
    assert document["name"] == "Quiet rooms"
    assert document["description"] == "Drop in and talk."
    assert document["status"] == "active"
    assert (document["minimum_age"], document["maximum_age"]) == (16, 60)
    assert document["url"] == "https://rooms.example/"
    assert document["email"] == "room@plumtree.example"
    assert document["assured_date"] == "2026-11-02"
    assert document["organization"]["organization_identifiers"][0]["identifier_scheme"] == "GB-CHC"
    assert {area["name"] for area in document["service_areas"]} == {"Canterbury", "Dover"}
    assert document["service_areas"][0]["uri"].endswith("/E07000106")
    assert [language["name"] for language in document["languages"]] == ["Polish"]
    assert [phone["number"] for phone in document["phones"]] == ["01632 960001"]
    assert {each["taxonomy_term"]["name"] for each in document["attributes"]} == {
        "A first talk", "Women", "Step-free door", "Polish",
    }  # fmt: skip


def test_a_place_says_where_it_is(directory):
    [room, dover] = service(directory.rooms)["service_at_locations"]
    assert room["id"] == key(directory.room)
    location = room["location"]
    assert location["location_type"] == "physical"
    assert to_grid(location["latitude"], location["longitude"]) == (615000, 157900)
    [address] = location["addresses"]
    assert address["address_1"] == "1 High Street"
    assert (address["city"], address["postal_code"], address["country"]) == ("Canterbury", open_data.POSTCODE, "GB")
    assert [each["description"] for each in location["accessibility"]] == ["Step-free door"]
    # A postcode that we do not know is the only empty word there ever is: the standard wants the field.
    assert dover["location"]["addresses"][0]["postal_code"] == ""


def test_hours_become_schedules_on_londons_clock(directory):
    [usual, closed, saturday] = service(directory.rooms)["schedules"]
    assert (usual["freq"], usual["byday"]) == ("WEEKLY", "MO,TU,WE,TH,FR")
    assert (usual["opens_at"], usual["closes_at"]) == ("09:30+00:00", "17:00+00:00")
    assert usual["notes"] == "Closed on bank holidays in England."
    assert usual["service_at_location_id"] == key(directory.room)
    assert (closed["valid_from"], closed["valid_to"]) == ("2026-12-24", "2026-12-26")
    assert "opens_at" not in closed
    assert "closed" in closed["description"]
    assert saturday["byday"] == "SA"


def test_in_summer_the_same_hours_have_another_offset(directory):
    [usual, *_others] = service(directory.rooms, on(date(2027, 7, 1)))["schedules"]
    assert usual["opens_at"] == "09:30+01:00"


def test_a_night_that_goes_on_belongs_to_the_day_it_begins_on(directory):
    [night] = service(directory.line)["schedules"]
    assert night["byday"] == "FR,SA"
    assert (night["opens_at"], night["closes_at"]) == ("22:00+00:00", "06:00+00:00")
    assert "next day" in night["description"]


@pytest.mark.parametrize(
    ("hours", "byday", "opens", "closes"),
    [
        ("24/7", "MO,TU,WE,TH,FR,SA,SU", "00:00", "00:00"),
        ("Mo 18:00-24:00", "MO", "18:00", "00:00"),
        ("Sa[1,3] 10:00-12:00", "1SA,3SA", "10:00", "12:00"),
    ],
)
def test_all_day_until_midnight_and_some_saturdays(directory, hours, byday, opens, closes):
    directory.phone.hours = hours
    directory.phone.save()
    [schedule] = service(directory.line)["schedules"]
    assert schedule["byday"] == byday
    assert (schedule["opens_at"][:5], schedule["closes_at"][:5]) == (opens, closes)


def test_hours_that_differ_over_the_year_promise_no_weekly_time(directory):
    directory.phone.hours = "Apr-Sep Mo-Fr 09:00-17:00"
    directory.phone.save()
    [schedule] = service(directory.line)["schedules"]
    assert not {"freq", "byday", "opens_at"} & schedule.keys()
    assert "Apr-Sep" in schedule["description"]


def test_other_hours_hold_from_their_first_to_their_last_day(directory):
    directory.phone.exceptions = [
        HoursException(first_day=date(2026, 12, 1), last_day=date(2026, 12, 7), hours="Mo-Su 10:00-12:00"),
        HoursException(first_day=date(2026, 10, 1), last_day=date(2026, 10, 7), hours="Mo-Su 10:00-12:00"),
    ]
    directory.phone.save()
    [_usual, other] = service(directory.line)["schedules"]
    assert (other["valid_from"], other["valid_to"], other["opens_at"]) == ("2026-12-01", "2026-12-07", "10:00+00:00")


def test_a_service_is_closed_for_now_when_all_its_places_are(directory):
    directory.room.closed_from, directory.room.closed_note = date(2026, 11, 20), "Go to Dover."
    directory.room.save()
    assert service(directory.rooms)["status"] == "active"
    assert "Go to Dover." in service(directory.rooms)["alert"]
    directory.dover.closed_from, directory.dover.closed_until = date(2026, 11, 20), date(2026, 12, 1)
    directory.dover.save()
    assert service(directory.rooms)["status"] == "temporarily closed"
    assert "1 December 2026" in service(directory.rooms)["alert"]
    assert service(directory.rooms, on(date(2026, 12, 2)))["status"] == "active"


def test_a_service_that_is_given_nowhere_is_inactive(directory):
    AccessPoint.objects.filter(service=directory.line).update(live=False)
    assert service(directory.line)["status"] == "inactive"


def test_ids_stay_the_same_when_an_entry_is_imported_again(directory):
    def ids(document: Any) -> list[str]:
        parts = document.values() if isinstance(document, dict) else document if isinstance(document, list) else []
        own = [document["id"]] if isinstance(document, dict) and "id" in document else []
        return own + [found for part in parts for found in ids(part)]

    before = ids(service(directory.rooms))
    old = AccessPoint.objects.get(pk=directory.room.pk)
    again = {field.name: getattr(old, field.name) for field in AccessPoint._meta.fields if field.name != "id"}
    many = {name: list(getattr(old, name).all()) for name in ("areas", "access", "languages")}
    exceptions = [(each.first_day, each.last_day) for each in old.exceptions.all()]
    old.delete()
    AccessPoint.objects.filter(pk=directory.dover.pk).update(name="Elm Room")
    new = AccessPoint(**again, **many)
    new.exceptions = [HoursException(first_day=first, last_day=last) for first, last in exceptions]
    new.save()
    assert sorted(ids(service(directory.rooms))) == sorted(before)


def test_only_what_is_live_is_there(directory, client):
    for row in (directory.room, directory.houses):
        type(row).objects.filter(pk=row.pk).update(live=False)
    names = {each["name"] for each in get(client, "services")["contents"]}
    assert names == {"Quiet rooms", "Quiet line"}
    assert client.get(f"/open-referral/services/{key(directory.houses)}").status_code == 404
    assert client.get(f"/open-referral/service_at_locations/{key(directory.room)}").status_code == 404
    assert "Maple" not in client.get("/open-referral/services?full=true").content.decode()


def test_a_safe_house_has_areas_and_no_location_of_any_kind(directory, client):
    """K-6.1.10"""
    document = service(directory.houses)
    assert [area["name"] for area in document["service_areas"]] == ["Canterbury"]
    assert [phone["number"] for phone in document["phones"]] == ["01632 960002"]
    assert "service_at_locations" not in document
    assert "location" not in json.dumps(document)
    assert client.get(f"/open-referral/service_at_locations/{key(directory.house)}").status_code == 404


def test_a_group_that_did_not_agree_has_no_location_either(directory):
    [line] = service(directory.line)["service_at_locations"]
    assert line["id"] == key(directory.phone)
    assert line["location"]["location_type"] == "virtual"
    assert line["location"].keys() == {"id", "location_type", "name"}


def test_no_location_is_asked_of_what_must_not_have_one(directory):
    """K-6.1.10: the rule stands in the query and once more where a location is written."""
    assert not AccessPoint.objects.filter(HAS_LOCATION, pk__in=[directory.house.pk, directory.group.pk]).exists()
    for row in (directory.house, directory.group):
        open_data.plant(row)
        assert location_type(row) is None
        with pytest.raises(AssertionError):
            location(row, full=False)


def test_answers_may_be_read_by_any_page_and_set_no_cookie(directory, client):
    response = client.get("/open-referral/services")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Type"] == "application/json"
    assert response["Cache-Control"] == f"public, max-age={django_settings.PUBLIC_CACHE_SECONDS}"
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_a_browser_may_ask_before_it_asks(directory, client):
    response = client.options("/open-referral/services", headers={"origin": "https://elsewhere.example"})
    assert response.status_code == 204
    assert "GET" in response["Access-Control-Allow-Methods"]
    assert "If-None-Match" in response["Access-Control-Allow-Headers"]


def test_what_has_not_changed_is_not_sent_again(directory, client):
    for path in ("", "openapi.json", "services", f"services/{key(directory.rooms)}", "taxonomies", "taxonomy_terms"):
        first = client.get(f"/open-referral/{path}")
        again = client.get(f"/open-referral/{path}", headers={"if-none-match": first["ETag"]})
        assert again.status_code == 304
        assert again.content == b""
        assert again["Access-Control-Allow-Origin"] == "*"
        assert again["Cache-Control"] == first["Cache-Control"]
        assert not first["ETag"].startswith("W/")
    first = client.get("/open-referral/services")
    directory.rooms.name = "Other rooms"
    directory.rooms.save()
    changed = client.get("/open-referral/services", headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200
    since = changed["Last-Modified"]
    assert client.get("/open-referral/services", headers={"if-modified-since": since}).status_code == 304


def test_whoever_asks_by_date_learns_of_what_was_deleted(directory, client, monkeypatch):
    """An entry, its service and its organisation go; the newest change never moves back."""
    later = timezone.now() + timedelta(hours=1)
    since = http_date(later.timestamp())
    assert client.get("/open-referral/services", headers={"if-modified-since": since}).status_code == 304
    monkeypatch.setattr(changes.timezone, "now", lambda: later + timedelta(minutes=1))
    directory.house.delete()
    directory.houses.delete()
    directory.rooms.access_points.all().delete()
    directory.rooms.delete()
    directory.plumtree.delete()
    assert client.get("/open-referral/services", headers={"if-modified-since": since}).status_code == 200
    assert Gone.objects.count() == 3


def test_documents_change_with_the_day_so_the_day_counts_as_a_change(directory, client):
    type(directory.room).objects.update(changed_at=datetime(2020, 1, 1, tzinfo=LONDON))
    type(directory.rooms).objects.update(changed_at=datetime(2020, 1, 1, tzinfo=LONDON))
    type(directory.plumtree).objects.update(changed_at=datetime(2020, 1, 1, tzinfo=LONDON))
    midnight = datetime.combine(timezone.localdate(), datetime.min.time(), LONDON)
    assert client.get("/open-referral/services")["Last-Modified"] == http_date(midnight.timestamp())


def test_a_change_of_anything_that_a_service_shows_is_a_change_of_the_service(directory, client):
    long_ago = datetime(2020, 1, 1, tzinfo=LONDON)
    for change in (
        directory.room.save,
        directory.plumtree.save,
        directory.facets["step-free"].save,
        directory.facets["women"].save,
        directory.facets["charity"].save,
        directory.dover.delete,
    ):
        for model in changes.KEPT:
            model.objects.update(changed_at=long_ago)
        change()
        changed = [each["name"] for each in get(client, "services", modified_after="2021-01-01")["contents"]]
        assert "Quiet rooms" in changed
        assert "Quiet line" not in changed


def test_an_area_with_a_new_name_is_a_change_of_what_serves_it(directory, client):
    for model in changes.KEPT:
        model.objects.update(changed_at=datetime(2020, 1, 1, tzinfo=LONDON))
    directory.dover.area.save()
    changed = [each["name"] for each in get(client, "services", modified_after="2021-01-01")["contents"]]
    assert changed == ["Quiet rooms"]


def test_the_same_few_queries_serve_a_long_page(directory, client):
    def queries(path: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get(f"/open-referral/{path}").status_code == 200
        return len(captured)

    names = ("services", "service_at_locations", "organizations")
    paths = [f"{name}?per_page=100{full}" for name in names for full in ("", "&full=true")]
    _others(directory, range(17))
    few = {path: queries(path) for path in paths}
    _others(directory, range(17, 197))
    assert {path: queries(path) for path in paths} == few
    assert max(few.values()) <= 20


def _others(directory: Directory, numbers: Iterable[int]) -> None:
    with listing.held():
        for number in numbers:
            _another(directory, number)


def _another(directory: Directory, number: int) -> None:
    row = Service(organisation=directory.lantern, name=f"Service {number}", summary="x", locale=directory.rooms.locale)
    row.support, row.people = [directory.facets["talk"]], [directory.facets["women"]]
    row.save()
    point = open_data.point(
        row, f"Place {number}", "dover", kind="drop_in", address="3 Street", hours="Mo 10:00-12:00"
    )  # fmt: skip
    point.access, point.languages = [directory.facets["step-free"]], [directory.facets["pl"]]
    point.exceptions = [HoursException(first_day=date(2026, 12, 24), last_day=date(2030, 12, 26))]
    point.save()


def test_nothing_of_a_question_stands_in_a_log(directory, client):
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    private = django_settings.LOGGING["formatters"]["private"]
    handler.setFormatter(private["()"](**{name: value for name, value in private.items() if name != "()"}))
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        client.get("/open-referral/service_at_locations", {"postcode": open_data.POSTCODE, "search": "kestrel7319"})
        client.get("/open-referral/service_at_locations", {"postcode": "kestrel7319", "proximity": "x"})
    finally:
        root.removeHandler(handler)
        root.setLevel(before)
    text = out.getvalue()
    assert "open-referral/" in text
    for secret in (open_data.POSTCODE, "CT1", "kestrel7319"):
        assert secret not in text


def test_the_description_names_every_address_and_what_each_takes(directory, client):
    document = get(client, "openapi.json")
    assert document["openapi"].startswith("3.1")
    assert document["servers"] == [{"url": "http://testserver/open-referral"}]
    for path, methods in document["paths"].items():
        if "{" not in path:
            assert client.get(f"/open-referral{path}").status_code == 200
        assert methods["get"]["summary"]
    taken = {each["name"] for each in document["paths"]["/service_at_locations"]["get"]["parameters"]}
    assert {"postcode", "proximity", "search", "modified_after"} <= taken
