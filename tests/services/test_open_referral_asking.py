"""What may be asked of `/open-referral/`, and what is answered to what may not."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from services.models import AccessPoint, HoursException, Organisation, Service
from services.open_referral.identifiers import of_taxonomy
from services.open_referral.parameters import MOST_PER_PAGE, PER_PAGE, Asked
from tests.services import open_data
from tests.services.open_data import Directory, key

pytestmark = pytest.mark.django_db

ROOMS, HOUSES, LINE = "Quiet rooms", "Safe houses", "Quiet line"
MAPLE, OAK, PHONE = "Maple Room", "Oak Room", "Quiet Line"


@pytest.fixture
def directory(world) -> Directory:
    return open_data.build()


def names(client: Client, path: str, **query: Any) -> list[str]:
    response = client.get(f"/open-referral/{path}", query)
    assert response.status_code == 200, response.content
    return [each["name"] for each in response.json()["contents"]]


def refused(client: Client, path: str, **query: Any) -> list[str]:
    """The names of the parameters at fault."""
    response = client.get(f"/open-referral/{path}", query)
    assert response.status_code == 400, response.content
    assert response["Content-Type"] == "application/problem+json"
    assert response["Access-Control-Allow-Origin"] == "*"
    problem = response.json()
    assert problem["status"] == 400
    return [error["parameter"] for error in problem["errors"]]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, [ROOMS, HOUSES, LINE]),
        ({"minimum_age": 17}, [HOUSES]),
        ({"minimum_age": 16}, [ROOMS, HOUSES]),
        ({"maximum_age": 60}, [ROOMS]),
        ({"maximum_age": 59}, []),
        ({"day": "MO"}, [ROOMS]),
        ({"day": "friday"}, [ROOMS, LINE]),
        ({"day": "SA,SU"}, [ROOMS, LINE]),
        ({"day": "SU"}, []),
        ({"start_time": "17:00"}, [ROOMS, LINE]),
        ({"start_time": "09:30", "end_time": "17:00"}, [ROOMS]),
        ({"start_time": "09:30Z", "end_time": "17:00Z", "day": "MO"}, [ROOMS]),
        ({"start_time": "09:31", "end_time": "17:00"}, []),
        ({"day": "MO", "start_time": "18:00"}, []),
        ({"end_time": "07:00"}, []),
        ({"search": "   "}, [ROOMS, HOUSES, LINE]),
        ({"format": "json"}, [ROOMS, HOUSES, LINE]),
        ({"something_else": "1"}, [ROOMS, HOUSES, LINE]),
    ],
)
def test_services_can_be_narrowed(directory, client, query, found):
    assert names(client, "services", **query) == found


def test_services_can_be_found_by_words(directory, client):
    assert names(client, "services", search="rooms") == [ROOMS]
    assert names(client, "services", search="xyzzyplugh") == []


def test_services_can_be_found_by_an_organisation(directory, client):
    assert names(client, "services", organization_id=key(directory.lantern)) == [LINE]
    assert names(client, "service_at_locations", organization_id=key(directory.plumtree)) == [MAPLE, OAK]
    assert names(client, "services", organization_id=key(directory.rooms)) == []


@pytest.mark.parametrize(
    ("choice", "services", "places"),
    [
        ("talk", [ROOMS], [MAPLE, OAK]),
        ("safe", [HOUSES], []),
        ("step-free", [ROOMS], [MAPLE]),
        ("pl", [ROOMS], [MAPLE]),
        ("charity", [ROOMS, HOUSES], [MAPLE, OAK]),
    ],
)
def test_each_kind_of_choice_finds_what_it_was_chosen_for(directory, client, choice, services, places):
    facet = directory.facets[choice]
    assert names(client, "services", taxonomy_term_id=key(facet)) == services
    assert names(client, "service_at_locations", taxonomy_term_id=key(facet)) == places
    group = str(of_taxonomy(facet.group))
    assert set(services) <= set(names(client, "services", taxonomy_id=group))
    assert names(client, "services", taxonomy_id=group, taxonomy_term_id=key(facet)) == services
    assert facet.name in names(client, "taxonomy_terms", taxonomy_id=group)


def test_a_term_or_taxonomy_that_there_is_not_finds_nothing(directory, client):
    nothing = "00000000-0000-4000-8000-000000000000"
    for name in ("taxonomy_term_id", "taxonomy_id"):
        assert names(client, "services", **{name: nothing}) == []
        assert names(client, "service_at_locations", **{name: nothing}) == []
    assert names(client, "taxonomy_terms", taxonomy_id=nothing) == []


def test_a_postcode_finds_what_serves_its_council(directory, client):
    query = {"postcode": open_data.POSTCODE}
    assert names(client, "service_at_locations", **query) == [MAPLE, PHONE]
    response = client.get("/open-referral/service_at_locations", query)
    assert response["Cache-Control"] == "no-store"
    assert "ETag" not in response
    assert open_data.POSTCODE not in response.headers.values()


def test_a_distance_finds_only_what_lies_within_it_nearest_first(directory, client):
    query = {"postcode": open_data.POSTCODE}
    directory.dover.areas.add(directory.room.area)
    directory.dover.save()
    assert names(client, "service_at_locations", **query, proximity=40_000) == [MAPLE, OAK]
    assert names(client, "service_at_locations", **query, proximity=5_000) == [MAPLE]
    assert names(client, "service_at_locations", **query, proximity=1) == []


def test_a_safe_house_is_found_by_no_postcode(directory, client):
    """K-6.1.10"""
    for proximity in ({}, {"proximity": 200_000}):
        found = names(client, "service_at_locations", postcode=open_data.POSTCODE, **proximity)
        assert "Safe house" not in found
        assert "Evening group" not in found


def test_changes_after_a_moment(directory, client):
    long_ago = datetime(2026, 1, 1, tzinfo=UTC)
    for model in (Organisation, Service, AccessPoint):
        model.objects.update(changed_at=long_ago)
    later = long_ago + timedelta(days=5)
    AccessPoint.objects.filter(pk=directory.phone.pk).update(changed_at=later)
    path, moment = "services", "2026-01-02T00:00:00Z"
    assert names(client, path, modified_after=moment) == [LINE]
    assert names(client, path, modified_after="2026-01-06T00:00:00Z") == [LINE]
    assert names(client, path, modified_after="2026-01-06T00:00:00.001Z") == []
    assert names(client, path, modified_after="2026-01-06T01:00:00+01:00") == [LINE]
    assert names(client, path, modified_after="2026-01-06") == [LINE]
    assert names(client, "service_at_locations", modified_after=moment) == [PHONE]
    Organisation.objects.filter(pk=directory.lantern.pk).update(changed_at=later)
    assert names(client, "organizations", modified_after=moment) == ["Lantern"]
    # A plus that was not written as %2B arrives as a blank.
    response = client.get(f"/open-referral/{path}?modified_after=2026-01-06T01:00:00+01:00")
    assert [each["name"] for each in response.json()["contents"]] == [LINE]


def test_what_a_document_says_of_its_change_finds_it_again(directory, client):
    [document] = client.get("/open-referral/services?search=line").json()["contents"]
    assert LINE in names(client, "services", modified_after=document["last_modified"])


def test_full_documents_stand_in_lists_too(directory, client):
    basic = client.get("/open-referral/services").json()["contents"][0]
    full = client.get("/open-referral/services?full=true").json()["contents"][0]
    alone = client.get(f"/open-referral/services/{basic['id']}").json()
    assert full == alone
    assert basic.items() <= {**full, "organization": basic["organization"]}.items()
    assert not {"schedules", "service_at_locations", "attributes"} & basic.keys()
    offered = client.get("/open-referral/organizations?full=true").json()["contents"][0]["services"]
    assert [each["name"] for each in offered] == [ROOMS, HOUSES]


def test_minimal_brings_ids_and_moments_only(directory, client):
    page = client.get("/open-referral/services?minimal=true").json()
    assert page["total_items"] == page["size"] == 3
    assert all(entry.keys() == {"id", "modified_date", "last_modified"} for entry in page["contents"])
    assert client.get("/open-referral/services?minimal=true&per_page=5000").status_code == 200


@pytest.mark.parametrize(
    ("query", "fault"),
    [
        ({"page": 0}, "page"),
        ({"page": "x"}, "page"),
        ({"page": -1}, "page"),
        ({"page": "1.5"}, "page"),
        ({"page": "²"}, "page"),
        ({"page": "99999999999999999999"}, "page"),
        ({"per_page": 0}, "per_page"),
        ({"per_page": MOST_PER_PAGE + 1}, "per_page"),
        ({"perPage": MOST_PER_PAGE + 1}, "per_page"),
        ({"full": "perhaps"}, "full"),
        ({"full": "true", "minimal": "true"}, "minimal"),
        ({"minimal": "true", "per_page": 5001}, "per_page"),
        ({"taxonomy_term_id": "housing"}, "taxonomy_term_id"),
        ({"taxonomy_id": "1"}, "taxonomy_id"),
        ({"organization_id": "plumtree"}, "organization_id"),
        ({"minimum_age": "old"}, "minimum_age"),
        ({"maximum_age": 1000}, "maximum_age"),
        ({"start_time": "9am"}, "start_time"),
        ({"end_time": "25:00"}, "end_time"),
        ({"end_time": "09:00+99:00"}, "end_time"),
        ({"day": "someday"}, "day"),
        ({"modified_after": "yesterday"}, "modified_after"),
        ({"modified_after": "2026-02-30"}, "modified_after"),
        ({"modified_after": "2026-13-01T00:00:00Z"}, "modified_after"),
        ({"modified_after": "0001-01-01T00:00:00+14:00"}, "modified_after"),
        ({"format": "csv"}, "format"),
        ({"search": "a" * 201}, "search"),
        ({"search": "a\0b"}, "search"),
        ({"postcode": open_data.POSTCODE}, "postcode"),
        ({"proximity": 100}, "proximity"),
    ],
)
def test_a_value_that_cannot_be_used_is_named_and_not_repeated(directory, client, query, fault):
    assert refused(client, "services", **query) == [fault]
    sent = str(query[fault]) if fault in query else ""
    text = client.get("/open-referral/services", query).content.decode()
    assert len(sent) < 6 or sent not in text


@pytest.mark.parametrize(
    ("query", "fault"),
    [
        ({"proximity": 100}, "proximity"),
        ({"postcode": "CT1"}, "postcode"),
        ({"postcode": "ZZ99 9ZZ"}, "postcode"),
        ({"postcode": "Canterbury"}, "postcode"),
        ({"postcode": open_data.POSTCODE, "proximity": 0}, "proximity"),
        ({"postcode": open_data.POSTCODE, "proximity": 10_000_000}, "proximity"),
    ],
)
def test_near_a_place_means_a_whole_postcode_and_a_sane_distance(directory, client, query, fault):
    assert refused(client, "service_at_locations", **query) == [fault]


def test_all_faults_are_told_at_once(directory, client):
    assert refused(client, "services", page=0, day="x", format="xml") == ["page", "format", "day"]


def test_pages_are_as_long_as_asked(directory, client):
    for name in ("per_page", "perPage"):
        page = client.get("/open-referral/services", {name: 2}).json()
        assert (page["size"], page["total_items"], page["total_pages"]) == (2, 3, 2)
        assert (page["first_page"], page["last_page"]) == (True, False)
    assert Asked().size == PER_PAGE


def test_beyond_the_last_page_there_is_an_empty_one_and_it_is_the_last(directory, client):
    page = client.get("/open-referral/services?page=7&per_page=2").json()
    assert page["contents"] == []
    assert (page["size"], page["empty"], page["last_page"], page["page_number"]) == (0, True, True, 7)
    assert (page["total_items"], page["total_pages"]) == (3, 2)


def test_an_empty_feed_is_one_empty_page(world, client):
    page = client.get("/open-referral/services").json()
    assert (page["total_items"], page["total_pages"], page["size"]) == (0, 0, 0)
    assert page["first_page"] is page["last_page"] is page["empty"] is True


@pytest.mark.parametrize(
    "path", ["services/nonsense", "services/00000000-0000-4000-8000-000000000000", "nothing", "taxonomies/1"]
)
def test_what_is_not_there_is_a_problem_in_json(world, client, path):
    response = client.get(f"/open-referral/{path}")
    assert response.status_code == 404
    assert response.json()["status"] == 404


def test_nothing_can_be_written_and_nothing_but_json_be_had(world, client):
    response = client.post("/open-referral/services", {"name": "x"})
    assert response.status_code == 405
    assert "GET" in response["Allow"]
    assert client.get("/open-referral/services", headers={"accept": "text/csv"}).status_code == 406
    for accepted in ("*/*", "application/json", "text/html,*/*;q=0.8"):
        assert client.get("/open-referral/services", headers={"accept": accepted}).status_code == 200


def test_a_slash_at_the_end_makes_no_difference_and_no_redirect(directory, client):
    for path in ("", "/services", f"/services/{key(directory.rooms)}", "/taxonomies", "/taxonomy_terms",
                 "/service_at_locations", "/organizations"):  # fmt: skip
        plain, slash = client.get(f"/open-referral{path}"), client.get(f"/open-referral{path}/")
        assert plain.status_code == slash.status_code == 200
        assert plain.content == slash.content
        assert client.head(f"/open-referral{path}").status_code == 200


def test_a_filter_asks_no_more_of_a_large_directory(directory, client):
    path = "service_at_locations?day=MO&start_time=09:00&taxonomy_id=" + str(of_taxonomy("support"))
    path += "&postcode=" + quote(open_data.POSTCODE) + "&proximity=50000"

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/open-referral/{path}").status_code == 200
        return len(captured)

    few = queries()
    for number in range(30):
        row = open_data.point(
            directory.rooms, f"Room {number}", "canterbury", kind="drop_in", address="x", hours="Mo 10:00-12:00",
            easting=615000 + number, northing=157900,
        )  # fmt: skip
        row.exceptions = [HoursException(first_day=date(2026, 12, 1), last_day=date(2026, 12, 2))]
        row.save()
    assert queries() == few
