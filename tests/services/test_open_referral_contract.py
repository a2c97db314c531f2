"""The demonstration as open data: by the standard's schemas, the older validator's questions, our own contract."""

import json
import random
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator, FormatChecker

from tests.services.open_referral_contract import faults

pytestmark = pytest.mark.django_db

STANDARD = Path(__file__).resolve().parents[3] / "shared" / "standards" / "oruk"
standard = pytest.mark.skipif(not STANDARD.exists(), reason="the standard's schemas are not beside the repository")
KINDS = {
    "services": "service",
    "service_at_locations": "service_at_location",
    "organizations": "organization",
    "taxonomies": "taxonomy",
    "taxonomy_terms": "taxonomy_term",
}
IN_FULL = ("services", "service_at_locations", "organizations")
FOLDERS = ("validator", "schema/compiled")


def get(client: Client, path: str, **query: Any) -> Any:
    response = client.get(f"/open-referral/{path}", query)
    assert response.status_code == 200, response.content
    return response.json()


def everything(client: Client, name: str, **query: Any) -> list[dict[str, Any]]:
    """All pages, as a reader goes through them."""
    found, number, last = [], 1, False
    while not last:
        page = get(client, name, page=number, per_page=100, **query)
        assert faults(page, f"page of {KINDS[name]}") == []
        found += page["contents"]
        number, last = number + 1, page["last_page"]
    return found


def schemas(name: str, *, of_list: bool) -> list[Any]:
    """Each copy of the schema that there is: the validator's, and the profile's own. Of a list, that of its entries."""
    file = f"{name}_list.json" if of_list and not name.startswith("taxonomy") else f"{name}.json"
    found = [json.loads(path.read_text()) for folder in FOLDERS if (path := STANDARD / folder / file).exists()]
    assert found
    return [
        schema["properties"]["contents"]["items"] if "contents" in schema["properties"] else schema for schema in found
    ]


def broken_rules(document: Any, schema: Any) -> list[str]:
    found = Draft202012Validator(schema, format_checker=FormatChecker()).iter_errors(document)
    return [f"{error.json_path}: {error.message}" for error in found]


@standard
@pytest.mark.parametrize("name", KINDS)
def test_every_entry_of_every_list_keeps_the_standards_rules(demonstration, client, name):
    entries = everything(client, name)
    assert entries
    for schema in schemas(KINDS[name], of_list=True):
        assert [fault for entry in entries for fault in broken_rules(entry, schema)] == []


@standard
@pytest.mark.parametrize("name", IN_FULL)
def test_every_entry_in_full_keeps_the_standards_rules(demonstration, client, name):
    entries = everything(client, name, full="true")
    assert entries
    for schema in schemas(KINDS[name], of_list=False):
        assert [fault for entry in entries for fault in broken_rules(entry, schema)] == []


@standard
def test_a_service_at_a_location_also_keeps_the_rules_of_a_service(demonstration, client):
    """The published profile names that schema for it, by mistake or not; both readings must find no fault."""
    [*copies] = schemas("service", of_list=False)
    for entry in everything(client, "service_at_locations", full="true"):
        assert [fault for schema in copies for fault in broken_rules(entry, schema)] == []


@standard
def test_the_first_page_says_what_this_is(demonstration, client):
    root = get(client, "")
    assert faults(root, "root") == []
    assert root["version"] == "HSDS-UK-3.0"
    assert broken_rules(root, json.loads((STANDARD / "validator" / "api_details.json").read_text())) == []


@standard
@pytest.mark.parametrize(
    ("file", "kind"),
    [
        ("V3.0-UK-Fail/api_details", "root"),
        ("V3.0-UK-Fail/service_full", "service"),
        ("V3.0-UK-Fail/service_list", "page of service"),
        ("V3.0-UK-Fail/taxonomy_term", "taxonomy_term"),
        ("V3.0-UK-Warn/taxonomy_term", "taxonomy_term"),
    ],
)
def test_documents_that_the_official_validator_fails_fail_our_contract_too(file, kind):
    assert faults(json.loads((STANDARD / "mocks" / f"{file}.json").read_text()), kind)


GOOD = {"id": "7d660ae8-2d4c-408d-9bea-5de60be6e10b", "name": "Rooms", "status": "active"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"description": None},
        {"description": ""},
        {"languages": []},
        {"id": "1"},
        {"status": "open"},
        {"assured_date": "01/02/2026"},
        {"last_modified": "2026-11-22 09:30"},
        {"schedules": [{"id": GOOD["id"], "opens_at": "9am"}]},
        {"schedules": [{"id": GOOD["id"], "closes_at": "17:00"}]},
        {"phones": [{"id": GOOD["id"]}]},
        {"url": "plumtree.example"},
    ],
)
def test_our_contract_finds_what_the_schemas_let_pass(wrong):
    assert faults(GOOD, "service") == []
    assert faults({**GOOD, **wrong}, "service")


@pytest.mark.parametrize("kind", ["root", "service", "page of service", "taxonomy"])
def test_an_empty_document_fails_our_contract(kind):
    assert faults({}, kind)


@pytest.mark.parametrize("name", KINDS)
def test_pages_add_up_and_say_truly_which_they_are(demonstration, client, name):
    """What the official validator's older version asked, too."""
    size = 3
    first = get(client, name, page=1, per_page=size)
    total, pages = first["total_items"], first["total_pages"]
    assert pages == -(-total // size)
    seen = []
    for number in {1, 2, max(1, pages // 2), pages}:
        page = get(client, name, page=number, per_page=size)
        assert faults(page, f"page of {KINDS[name]}") == []
        assert (page["total_items"], page["total_pages"], page["page_number"]) == (total, pages, number)
        assert page["size"] == len(page["contents"]) == (size if number < pages else total - size * (pages - 1))
        assert page["first_page"] is (number == 1)
        assert page["last_page"] is (number == pages)
        assert page["empty"] is False
        seen += [entry["id"] for entry in page["contents"]]
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize("name", KINDS)
def test_every_id_of_a_list_opens_a_document_of_that_id(demonstration, client, name):
    entries = everything(client, name)
    for entry in random.sample(entries, min(10, len(entries))):
        for end in ("", "/"):
            document = get(client, f"{name}/{entry['id']}{end}")
            assert faults(document, KINDS[name]) == []
            assert document["id"] == entry["id"]
            assert document["name"] == entry["name"]


@pytest.mark.parametrize("name", IN_FULL)
def test_no_two_things_have_the_same_id(demonstration, client, name):
    def ids(document: Any, path: str) -> Any:
        if isinstance(document, list):
            for each in document:
                yield from ids(each, path)
        elif isinstance(document, dict):
            if "id" in document:
                yield path, document["id"]
            for part, each in document.items():
                yield from ids(each, part)

    for entry in everything(client, name, full="true"):
        found = set(ids(entry, KINDS[name]))
        # A line may stand under its service and again under whom to reach there; it is one thing.
        assert len({key for _path, key in found}) == len(found)


def test_what_is_made_up_says_so(demonstration, client):
    assert all("Made up" in entry["alert"] for entry in everything(client, "service_at_locations"))
