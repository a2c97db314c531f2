"""A file may not bring a refuge together with words that tell where it is; said before it is written (K-6.1.10)."""

from uuid import uuid4

import pytest
from wagtail.contrib.redirects.models import Redirect

from services.exchange import applying
from services.models import AccessPoint, Service
from tests.services.test_exchange import NOW, new_row, planned, problems, written

TELLING = "We are at 12 Station Road, Margate."


def refuge_row(**cells: str) -> dict[str, str]:
    return new_row(kind="safe_accommodation", location_withheld="yes") | cells


@pytest.mark.parametrize(
    "column", ["service", "service_summary", "service_description", "for_whom", "service_summary[pl]"]
)
def test_a_refuge_and_its_new_service_that_tells_are_refused_together(demonstration, column):
    """K-6.1.10. The refusal does not repeat the address."""
    words = {
        "service_id": str(uuid4()),
        "service": "Rooms",
        "service_summary": "A room.",
        "organisation": "Quince House",
    }
    plan = planned(written([refuge_row(**words | {column: TELLING})]))
    assert column in problems(plan)
    assert "Station Road" not in repr([remark.text for remark in plan.problems])
    with pytest.raises(applying.NotApplied):
        applying.apply(plan, user=None, now=NOW)


@pytest.mark.parametrize(
    "column", ["organisation", "organisation_description", "organisation_website", "organisation_email"]
)
def test_a_refuge_and_its_new_organisation_that_tells_are_refused_together(demonstration, column):
    telling = {
        "organisation_website": "https://waymark.example/12-station-road",
        "organisation_email": "ct16.1aa@waymark.example",
    }
    words = {
        "service_id": str(uuid4()),
        "service": "Rooms",
        "service_summary": "A room.",
        "organisation": "Quince House",
    }
    place = refuge_row(**words)
    beside = new_row(name="The Medlar Attic", **words | {"organisation_id": str(uuid4()), "service_id": str(uuid4())})
    beside["location_withheld"] = "no"
    for row in (place, beside):
        row["organisation_id"] = beside["organisation_id"]
        row[column] = telling.get(column, TELLING)
    assert column in problems(planned(written([beside, place])))


def test_a_refuge_below_a_service_that_tells_is_refused_though_the_file_does_not_name_its_words(demonstration):
    service = Service.objects.filter(locale__language_code="en").first()
    Service.objects.filter(pk=service.pk).update(description=TELLING)
    plan = planned(written([refuge_row(service_id=str(service.translation_key))]))
    assert problems(plan).keys() == {"service"}
    assert planned(written([new_row(service_id=str(service.translation_key))])).problems == []


def test_a_place_is_not_hidden_by_a_file_while_its_translation_tells(room):
    AccessPoint.objects.filter(translation_key=room.translation_key, locale__language_code="pl").update(summary=TELLING)
    hidden = {"id": str(room.translation_key), "kind": "safe_accommodation", "location_withheld": "yes"}
    hidden |= dict.fromkeys(("town", "address", "postcode", "easting", "northing", "directions"), "")
    assert problems(planned(written([hidden]), as_live=True)).keys() == {"summary[pl]"}


def test_the_refusal_of_a_refuge_in_a_file_does_not_repeat_its_address(demonstration):
    plan = planned(written([refuge_row(summary=TELLING)]))
    assert problems(plan) == {"summary": "This reads like an address. The location is withheld."}


@pytest.mark.parametrize("live", [True, False])
def test_a_place_made_secret_under_another_address_keeps_no_earlier_address(room, live):
    for column, where in (("address_on_this_site", "the-plum-room"), ("address_on_this_site", "the-elm-room")):
        applying.apply(
            planned(written([{"id": str(room.translation_key), column: where}]), as_live=True), user=None, now=NOW
        )
    assert Redirect.objects.filter(old_path__contains="the-orchard-room").exists()
    AccessPoint.objects.filter(translation_key=room.translation_key).update(live=live)
    hidden = {"id": str(room.translation_key), "kind": "safe_accommodation", "location_withheld": "yes"}
    hidden |= dict.fromkeys(("town", "address", "postcode", "easting", "northing", "directions"), "")
    hidden |= {"directions[pl]": "", "directions[ar]": "", "address_on_this_site": "a-safe-place"}
    applying.apply(planned(written([hidden]), as_live=True), user=None, now=NOW)
    assert AccessPoint.objects.get(pk=room.pk).confidential
    assert not Redirect.objects.exists()
