"""Somebody lives outside our areas: they are told where their help is, and nothing that nobody has checked."""

import re

import pytest
from django.test import Client

from content.models import Helpline
from places import councils_elsewhere
from places.models import Area
from services import outside

FIND = "/en/find-support/"


def found(client: Client, place: str) -> str:
    """The page that typing `place` leads to."""
    return client.get(client.post(FIND, {"place": place}).headers["Location"]).content.decode()


def test_outside_our_areas_the_council_is_named_and_ours_beside_it(demonstration, client):
    page = found(client, "TN34 1JE")
    assert "That place is in Hastings" in page
    assert f'href="{FIND}tunbridge-wells/"' in page.split("If you are moving")[0]
    assert "0808 2000 247" in page


def test_a_council_outside_is_known_by_its_name_too(demonstration, client):
    page = found(client, "Gateshead")
    assert "That place is in Gateshead" in page
    assert f'href="{FIND}county-durham/"' in page.split("If you are moving")[0]


@pytest.mark.parametrize(
    ("place", "nation"), [("EH1 1YZ", "Scotland"), ("Wales", "Wales"), ("BT1 5GS", "Northern Ireland")]
)
def test_another_nation_is_said_to_have_lines_of_its_own(demonstration, client, place, nation):
    page = found(client, place)
    assert f"{nation} may have helplines of its own." in page
    assert "0808 2000 247" in page


def test_a_need_outside_our_areas_is_no_dead_end_either(demonstration, client):
    page = found(client, "counselling in Leeds")
    assert "That place is in Leeds" in page
    assert "0808 2000 247" in page


def test_what_is_beside_us_is_told_by_codes_that_exist(demonstration):
    """Neighbours and lines are data: whatever they name is known, and no number stands in them."""
    content = outside._data()
    councils = councils_elsewhere.by_code()
    ours = set(Area.objects.councils().values_list("gss", flat=True))
    for kind in ("beside", "across", "near"):
        assert set(content[kind]) <= set(councils)
        assert {gss for each in content[kind].values() for gss in each} <= ours
    keys = {key for each in content["national_lines"].values() for key in each}
    assert keys <= set(Helpline.objects.values_list("key", flat=True))
    assert not re.search(r"\d{3,} ?\d{3,}", re.sub(r"[EWSN]\d{8}", "", outside.FILE.read_text()))


def test_no_council_of_ours_is_listed_elsewhere(demonstration):
    ours = set(Area.objects.councils().values_list("gss", flat=True))
    assert not ours & set(councils_elsewhere.by_code())
    assert len(councils_elsewhere.by_code()) > 340
