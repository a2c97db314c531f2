"""Changing places and policy in Wagtail's admin."""

from collections.abc import Callable
from datetime import date

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.models import ReferenceIndex

from accounts.models import User
from accounts.roles import Role
from places.models import Area, Commission, Eligibility, ResponseTarget, StaffedHours
from tests.cast import Cast

MODELS = ["area", "town", "commission", "commissioner", "eligibility", "responsetarget", "staffedhours"]
MODELS += ["calltimes", "maracrules", "routing"]


@pytest.fixture
def keeper(cast: Cast, signed_in: Callable[[User], Client]) -> Client:
    """Somebody whose role may change everything here."""
    group = Group.objects.get(name=Role.ADMINISTRATOR)
    group.permissions.add(*Permission.objects.filter(content_type__app_label="places"))
    return signed_in(cast.ada)


@pytest.fixture
def writer(cast: Cast, signed_in: Callable[[User], Client]) -> Client:
    """Somebody who signs in to edit pages only."""
    return signed_in(cast.edie)


DATES = {"valid_from": "2030-01-01", "valid_until": "", "source": "", "note": ""}


@pytest.mark.parametrize("model", MODELS)
def test_whoever_may_change_them_sees_the_lists_and_forms(keeper: Client, model: str) -> None:
    assert keeper.get(reverse(f"{model}:index")).status_code == 200
    assert keeper.get(reverse(f"{model}:add")).status_code == 200


@pytest.mark.parametrize("model", MODELS)
def test_whoever_may_not_is_refused(writer: Client, model: str) -> None:
    assert writer.get(reverse(f"{model}:index")).status_code != 200
    assert writer.get(reverse(f"{model}:add")).status_code != 200


def test_a_network_gets_its_name(keeper: Client) -> None:
    network = Area.objects.get(slug="local-network-5")
    answers = {"name": "A confirmed name", "kind": "network", "gss": "", "parent": network.parent_id, "order": 5}
    response = keeper.post(reverse("area:edit", args=[network.pk]), answers)
    assert response.status_code == 302
    network.refresh_from_db()
    assert (network.name, network.slug, network.gss) == ("A confirmed name", "local-network-5", None)


def test_an_area_is_not_moved_so_that_others_read_its_cases(keeper: Client, cast: Cast) -> None:
    """Who works for a council reads the cases of what lies in it: that needs a second person, not a form."""
    network = Area.objects.get(slug="local-network-5")
    thanet = Area.objects.get(slug="thanet")
    answers = {"name": network.name, "kind": "network", "gss": "", "parent": thanet.pk, "order": 5}
    keeper.post(reverse("area:edit", args=[network.pk]), answers)
    medway = Area.objects.get(slug="medway")
    answers = {"name": medway.name, "kind": "network", "gss": medway.gss, "parent": thanet.pk, "order": 5}
    keeper.post(reverse("area:edit", args=[medway.pk]), answers)
    assert Area.objects.get(pk=network.pk).parent == network.parent
    assert (Area.objects.get(pk=medway.pk).kind, Area.objects.get(pk=medway.pk).parent) == ("council", None)
    form = keeper.get(reverse("area:edit", args=[network.pk])).content.decode()
    assert 'name="order"' in form
    assert 'name="parent"' not in form
    assert 'name="kind"' not in form
    assert network.parent.name in form


def test_code_does_not_move_an_area_either(cast: Cast) -> None:
    network = Area.objects.get(slug="local-network-5")
    network.parent = Area.objects.get(slug="thanet")
    with pytest.raises(ValidationError, match="stay as they are"):
        network.full_clean()
    with pytest.raises(ValidationError, match="stay as they are"):
        network.save()


def test_a_new_network_is_added_inside_a_council(keeper: Client) -> None:
    durham = Area.objects.get(slug="county-durham")
    answers = {"name": "A new network", "kind": "network", "gss": "", "parent": durham.pk, "order": 30}
    assert keeper.post(reverse("area:add"), answers).status_code == 302
    assert Area.objects.get(name="A new network").parent == durham


def test_hours_that_cannot_be_read_come_back_with_the_reason(keeper: Client) -> None:
    kent = Commission.objects.get(key="kent")
    answers = {**DATES, "commission": kent.pk, "area": "", "hours": "nine to five"}
    response = keeper.post(reverse("staffedhours:add"), answers)
    page = response.content.decode()
    assert "These hours cannot be read" in page
    assert "Give that row a last day first" in page
    assert not StaffedHours.objects.filter(hours="nine to five").exists()


def test_rows_that_overlap_come_back_with_the_reason(keeper: Client) -> None:
    kent = Commission.objects.get(key="kent")
    answers = {
        **DATES, "commission": kent.pk, "level": "high", "staffed_minutes": 60, "alert_after_staffed_minutes": ""
    }  # fmt: skip
    response = keeper.post(reverse("responsetarget:add"), answers)
    assert "Give that row a last day first" in response.content.decode()
    assert ResponseTarget.objects.filter(commission=kent, level="high").count() == 1


def test_medway_is_taken_out_of_kents_eligibility_from_a_day_on(keeper: Client) -> None:
    """Fault 2 of the trace: whether Medway is in is the commissioner's choice."""
    kent = Commission.objects.get(key="kent")
    Eligibility.objects.filter(commission=kent).update(valid_until=date(2029, 12, 31))
    districts = list(kent.areas.exclude(slug="medway").values_list("pk", flat=True))
    answers = {
        **DATES, "commission": kent.pk, "minimum_age": 16, "younger_by_exception": "on", "areas": districts,
        "moving_here": "on", "no_recourse": "individual",
    }  # fmt: skip
    response = keeper.post(reverse("eligibility:add"), answers)
    assert response.status_code == 302
    medway = Area.objects.get(slug="medway")
    old, new = Eligibility.objects.filter(commission=kent).order_by("valid_from")
    assert old.covers(medway)
    assert not new.covers(medway)


def test_a_commission_is_extended(keeper: Client) -> None:
    durham = Commission.objects.get(key="durham")
    first, second = durham.extensions.all()
    answers = {
        "name": durham.name, "key": durham.key, "starts_on": "2026-01-01", "ends_on": "2028-01-01", "term_note": "",
        "areas": list(durham.areas.values_list("pk", flat=True)),
        "extensions-TOTAL_FORMS": 2, "extensions-INITIAL_FORMS": 2,
        "extensions-MIN_NUM_FORMS": 0, "extensions-MAX_NUM_FORMS": 1000,
        "extensions-0-id": first.pk, "extensions-0-months": 12, "extensions-0-decided_on": "2027-09-01",
        "extensions-0-ORDER": 1,
        "extensions-1-id": second.pk, "extensions-1-months": 12, "extensions-1-decided_on": "",
        "extensions-1-ORDER": 2,
    }  # fmt: skip
    response = keeper.post(reverse("commission:edit", args=[durham.pk]), answers)
    assert response.status_code == 302
    assert Commission.objects.get(key="durham").last_day == date(2029, 1, 1)


@pytest.mark.parametrize("indexed", [True, False])
def test_an_area_that_others_depend_on_is_not_deleted(keeper: Client, indexed: bool) -> None:
    durham = Area.objects.get(slug="county-durham")
    if indexed:
        ReferenceIndex.create_or_update_for_object(Area.objects.get(slug="local-network-1"))
    else:
        ReferenceIndex.objects.all().delete()
    response = keeper.post(reverse("area:delete", args=[durham.pk]), follow=True)
    assert "is in use, so it was not deleted" in response.content.decode()
    assert Area.objects.filter(pk=durham.pk).exists()
    keeper.post(reverse("area:delete", args=[Area.objects.get(slug="local-network-12").pk]))
    assert not Area.objects.filter(slug="local-network-12").exists()
