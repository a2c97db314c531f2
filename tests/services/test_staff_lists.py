"""The lists of entries in Wagtail's admin, and deleting from them."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ReferenceIndex

from content.models import Helpline
from services.models import AccessPoint, Facet, Keeper, Organisation, Service
from tests.services.editing import address


@pytest.fixture
def first_talk(demonstration) -> Facet:
    return Facet.objects.get(group="support", key="first-talk", locale__language_code="en")


def words(edie: Client, url: str) -> str:
    return edie.get(url, follow=True).content.decode()


@pytest.mark.parametrize("model", [AccessPoint, Service, Organisation, Facet, Helpline])
def test_a_full_list_asks_no_more_of_the_database_than_a_short_one(edie, demonstration, model):
    url = address(model, "list")
    edie.get(url)
    counts = []
    for query in ("?q=no-such-word", "?q=e"):
        with CaptureQueriesContext(connection) as asked:
            page = edie.get(url + query)
        counts.append((len(page.context["object_list"]), len(asked)))
    (none, few), (full, many) = counts
    assert (none, full) == (0, 20)
    # Nothing is fetched along with no rows: their languages, owners and workflows come in one query or two.
    assert many <= few + 3


def test_a_list_tells_languages_apart_and_what_is_public(edie, room):
    room.unpublish()
    page = words(edie, address(AccessPoint, "list") + "?q=orchard")
    for word in ("English", "Polski", "العربية"):
        assert page.count(f'w-status--label">{word}') or word in page
    statuses = re.findall(r'<span class="w-status[^>]*>\s*(live|draft)', page)
    assert sorted(statuses) == ["draft", "live", "live"]


@pytest.mark.parametrize("typed", ["01632 960103", "orchard-room", "Plumtree Support"])
def test_an_entry_is_found_by_what_people_ring_up_about(edie, room, typed):
    page = edie.get(address(AccessPoint, "list"), {"q": typed, "kind": "drop_in"})
    assert room in page.context["object_list"]


def test_a_planned_change_leaves_the_entry_public_until_then(edie, room, client):
    """Also one that came in bulk, without any history."""
    assert room.live_revision is None
    room.summary, room.go_live_at = "From Monday on.", timezone.now() + timedelta(days=3)
    room.save_revision().publish()
    assert "From Monday on." not in client.get(room.get_absolute_url()).content.decode()
    assert client.get(room.get_absolute_url()).status_code == 200
    assert room.get_latest_revision().as_object().summary == "From Monday on."
    shown = edie.get(address(AccessPoint, "list"), {"q": "orchard"}).context["object_list"]
    assert [row.status_string for row in shown if row.pk == room.pk] == ["live + scheduled"]


def test_entries_can_be_filtered_by_what_was_chosen(edie, first_talk):
    having = Service.objects.filter(support=first_talk, locale__language_code="en").order_by("name")[0]
    without = Service.objects.exclude(support=first_talk).filter(locale__language_code="en").order_by("name")[0]
    page = words(edie, f"{address(Service, 'list')}?support={first_talk.pk}")
    assert address(having, "edit") in page
    assert address(without, "edit") not in page


@pytest.mark.parametrize("indexed", [True, False])
def test_what_still_has_entries_is_not_deleted(edie, room, indexed):
    """Whatever Wagtail's reference index knows: rows that came in bulk are not in it."""
    ReferenceIndex.objects.all().delete()
    service, organisation = room.service, room.service.organisation
    if indexed:
        for each in (room, service, *Keeper.objects.all()):
            ReferenceIndex.create_or_update_for_object(each)
    for entry, what in ((service, "access point"), (organisation, "service")):
        for send in (edie.get, edie.post):
            page = send(address(entry, "delete"), follow=True)
            assert page.redirect_chain[0][0] == address(entry, "edit")
            assert "was not deleted. It still has: " in page.content.decode()
            assert what in page.content.decode()
        assert type(entry).objects.filter(pk=entry.pk).exists()


def test_nor_many_at_once(edie, room):
    ReferenceIndex.objects.all().delete()
    bulk = reverse("wagtail_bulk_action", args=["services", "organisation", "delete"])
    query = "&".join(f"id={pk}" for pk in Organisation.objects.values_list("pk", flat=True)[:4])
    before = Organisation.objects.count()
    page = edie.post(f"{bulk}?{query}", follow=True)
    assert "It still has" in page.content.decode()
    assert Organisation.objects.count() == before


def test_what_nothing_depends_on_is_deleted_in_every_language(edie, room):
    assert AccessPoint.objects.filter(translation_key=room.translation_key).count() == 3
    assert "Are you sure" in words(edie, address(room, "delete"))
    edie.post(address(room, "delete"))
    assert not AccessPoint.objects.filter(translation_key=room.translation_key).exists()


def test_deleting_a_translation_leaves_the_original(edie, room):
    polish = AccessPoint.objects.get(translation_key=room.translation_key, locale__language_code="pl")
    edie.post(address(polish, "delete"))
    assert AccessPoint.objects.filter(translation_key=room.translation_key).count() == 2


def test_deleting_a_choice_says_how_many_lose_it(edie, first_talk):
    number = Service.objects.filter(support=first_talk, locale__language_code="en").count()
    assert number > 5
    page = words(edie, address(first_talk, "delete"))
    assert f"referenced {number} times" in page
    where = f"{address(Service, 'list')}?support={first_talk.pk}"
    assert f'href="{where}"' in page
    assert edie.get(address(first_talk, "usage")).url == where
    edie.post(address(first_talk, "delete"))
    assert not Facet.objects.filter(translation_key=first_talk.translation_key).exists()


def test_choices_in_use_are_not_deleted_by_the_dozen(edie, first_talk):
    bulk = reverse("wagtail_bulk_action", args=["services", "facet", "delete"])
    other = Facet.objects.create(group="support", key="new", name="New", locale=first_talk.locale)
    page = edie.post(f"{bulk}?id={first_talk.pk}&id={other.pk}", follow=True)
    assert "is in use. Delete it by itself" in page.content.decode()
    assert Facet.objects.filter(pk__in=[first_talk.pk, other.pk]).count() == 2


@pytest.mark.parametrize("view", ["choose", "choose_results"])
def test_whoever_chooses_a_service_can_search_for_it(edie, room, view):
    """Among thousands nobody turns the pages of a list."""
    chooser = reverse(f"wagtailsnippetchoosers_services_service:{view}")
    name = room.service.name
    other = Service.objects.filter(locale=room.locale).exclude(name__icontains=name)[0].name
    page = edie.get(chooser, {"q": name}).content.decode()
    assert name in page
    assert other not in page
    page = edie.get(chooser, {"q": room.service.organisation.name.upper()}).content.decode()
    assert name in page


def test_the_box_for_it_is_there(edie, demonstration):
    found = edie.get(reverse("wagtailsnippetchoosers_services_organisation:choose")).json()
    assert 'name="q"' in found["html"] or 'name="q"' in found["html"]
