import re
from datetime import date

import pytest
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from wagtail.models import Locale, Revision
from wagtail_localize.models import TranslationSource

from services import demo, reference
from services.models import AccessPoint, Facet, Organisation, Service

ROOM = "/en/find-support/canterbury/the-orchard-room/"
REFUGE = "/en/find-support/canterbury/juniper-house/"
SECRET = "77 Canary Cottage"


def test_the_page_says_what_one_needs_to_know(demonstration, client):
    page = client.get(ROOM).content.decode()
    for words in (
        "01632 960103",
        "12 Plumtree Walk",
        "Made up for this demonstration",
        "It is free.",
        "Women aged 16 and over.",
        "A place to walk in and ask",
        "Step-free door",
        "Monday to Wednesday",
        "9:30am to 5pm, 6pm to 8pm",
        "Saturday and Sunday",
        "Last checked on ",
    ):
        assert words in page, words


def test_every_invented_entry_says_so_and_rings_nobodys_telephone(demonstration, client):
    """domain H 20"""
    for point in AccessPoint.objects.all():
        assert point.is_demo
        assert re.fullmatch(r"01632 960\d{3}|07700 900\d{3}|0808 157 0\d{3}|", point.phone)
        assert not point.postcode


def test_the_fourteen_kinds_of_support_are_there_to_be_edited(world):
    """K-6.1"""
    reference.load()
    support = Facet.objects.filter(group=Facet.Group.SUPPORT, locale__language_code="en")
    assert {facet.clause for facet in support} >= {f"K-6.1.{number}" for number in range(1, 15)}


def test_what_editors_make_of_the_choices_stands(world):
    reference.load()
    Facet.objects.filter(key="idva", locale__language_code="en").update(name="Changed")
    Facet.objects.filter(key="toilet").delete()
    reference.load()
    assert Facet.objects.get(key="idva", locale__language_code="en").name == "Changed"
    assert not Facet.objects.filter(key="toilet").exists()


def test_a_translated_entry_is_in_the_readers_language(demonstration, client):
    page = client.get(ROOM.replace("/en/", "/pl/")).content.decode()
    assert "Przyjdź i porozmawiaj." in page
    assert "Wejście bez schodów" in page
    assert "It is in English" not in page


def test_a_corrected_fact_is_right_in_every_language(room, client):
    """A translation lends its words; telephone, address and the like are the English row's."""
    facts = {"phone": "01632 960777", "email": "new@waymark.example", "address": "9 Corrected Row", "town": "Herne Bay"}
    AccessPoint.objects.filter(pk=room.pk).update(**facts)
    page = client.get(ROOM.replace("/en/", "/ar/")).content.decode()
    for fact in facts.values():
        assert fact in page
    assert "12 Plumtree Walk" not in page
    assert "01632 960103" not in page
    assert "Herne Bay" in client.get("/pl/find-support/canterbury/").content.decode()


def test_an_untranslated_entry_stands_in_english_and_says_so(demonstration, client):
    page = client.get("/ar/find-support/thanet/the-tamarisk-room/").content.decode()
    assert '<p class="govuk-body-l" lang="en" dir="ltr">Drop in and talk.' in page
    assert page.count("wm-quiet") > 1
    listing = client.get("/ar/find-support/thanet/").content.decode()
    assert '<p class="govuk-body" lang="en" dir="ltr">' in listing


def test_only_existing_translations_are_named_to_search_engines(demonstration, client):
    def languages(path: str) -> set[str]:
        return set(re.findall(r'rel="alternate" hreflang="(\w+)"', client.get(path).content.decode()))

    assert languages(ROOM) == {"en", "pl", "ar"}
    assert languages("/en/find-support/thanet/the-tamarisk-room/") == {"en"}


def test_an_entry_that_serves_two_areas_has_one_address(room, client):
    other = AccessPoint.objects.get(slug="the-tamarisk-room", locale__language_code="en").area
    room.areas.add(other)
    room.save()
    response = client.get("/en/find-support/thanet/the-orchard-room/")
    assert (response.status_code, response.headers["Location"]) == (301, ROOM)
    assert f'href="{ROOM}"' in client.get("/en/find-support/thanet/").content.decode()


def test_a_draft_is_not_shown(room, client):
    room.unpublish()
    assert client.get(ROOM).status_code == 404
    assert "The Orchard Room" not in client.get("/en/find-support/canterbury/").content.decode()


def test_a_service_taken_offline_takes_its_places_along(room, client):
    Service.objects.filter(pk=room.service_id).update(live=False)
    assert client.get(ROOM).status_code == 404


def test_a_refuge_has_an_area_and_nothing_that_tells_where_it_is(demonstration, client):
    """K-6.1.10, domain B"""
    page = client.get(REFUGE).content.decode()
    assert "The address is kept secret" in page
    refuge = AccessPoint.objects.get(slug="juniper-house", locale__language_code="en")
    assert (refuge.address, refuge.postcode, refuge.town, refuge.directions) == ("", "", "", "")
    assert refuge.easting is refuge.northing is None


@pytest.mark.parametrize(
    "where",
    [
        {"address": SECRET},
        {"postcode": "CT1 2NN"},
        {"town": "Deal"},
        {"directions": "Left"},
        {"easting": 1, "northing": 1},
    ],
)
def test_the_form_refuses_an_address_for_a_confidential_place(room, where):
    point = AccessPoint(
        kind="safe_accommodation", confidential=True, service=room.service, area=room.area, name="X", slug="x", **where
    )
    with pytest.raises(ValidationError) as refused:
        point.clean()
    assert set(refused.value.message_dict) == set(where)


@pytest.mark.parametrize("where", [{"address": SECRET}, {"postcode": "CT1 2NN"}, {"town": "Deal"}, {"easting": 1}])
def test_the_database_refuses_it_too(demonstration, where):
    refuge = AccessPoint.objects.filter(slug="juniper-house")
    with pytest.raises(IntegrityError), transaction.atomic():
        refuge.update(**where)


def test_a_safe_place_to_stay_cannot_be_public(demonstration):
    with pytest.raises(IntegrityError), transaction.atomic():
        AccessPoint.objects.filter(slug="juniper-house").update(confidential=False)


def test_a_place_that_becomes_confidential_is_forgotten_in_its_history_and_translations(room):
    room.address = SECRET
    room.save_revision().publish()
    TranslationSource.get_or_create_from_instance(room)
    room.refresh_from_db()
    room.kind, room.confidential = "safe_accommodation", True
    room.town = room.address = room.postcode = room.directions = ""
    room.easting = room.northing = None
    room.save_revision().publish()
    kept = serializers.serialize(
        "json", [*AccessPoint.objects.all(), *Revision.objects.all(), *TranslationSource.objects.all()]
    )
    assert SECRET not in kept
    assert "Plumtree Walk" not in kept


def test_hours_that_cannot_be_read_are_refused(room):
    room.hours = "nine to five"
    with pytest.raises(ValidationError) as refused:
        room.full_clean()
    assert "hours" in refused.value.message_dict


def test_the_preview_shows_a_draft_as_it_would_be(room):
    room.summary = "A draft of a sentence."
    assert "A draft of a sentence." in room.make_preview_request().content.decode()


def test_loading_twice_changes_nothing(demonstration):
    before = [model.objects.count() for model in (Organisation, Service, AccessPoint, Facet)]
    demo.load()
    assert [model.objects.count() for model in (Organisation, Service, AccessPoint, Facet)] == before


def test_an_editors_change_survives_loading_again(room):
    AccessPoint.objects.filter(pk=room.pk).update(summary="Changed", checked_on=date(2026, 12, 1))
    demo.load()
    room.refresh_from_db()
    assert room.summary == "Changed"


def test_entries_of_every_area_are_translated_where_promised(demonstration):
    for code in ("pl", "ar"):
        rows = AccessPoint.objects.filter(locale=Locale.objects.get(language_code=code))
        assert set(rows.values_list("area__slug", flat=True)) == {"canterbury", "medway", "county-durham"}
