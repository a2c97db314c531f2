"""The choices that the directory starts with, and that editors make them their own."""

import json

import pytest
from django.conf import settings

from services import reference
from services.models import Facet
from services.reference import FILE

Group = Facet.Group
CODES = [code for code, _name in settings.LANGUAGES]
# What the demonstration speaks so far; a language that joins later shows the English word until it is translated.
SPOKEN = {"en", "pl", "ar"}
SEVEN_NEEDS = {
    "crime", "justice", "homelessness", "exploitation", "mental-health", "drugs-alcohol", "gambling",
}  # fmt: skip


@pytest.fixture
def facets(world) -> list[Facet]:
    reference.load()
    return list(Facet.objects.filter(locale__language_code="en"))


def of(facets: list[Facet], group: str) -> dict[str, Facet]:
    return {facet.key: facet for facet in facets if facet.group == group}


def test_the_fourteen_kinds_of_support_each_name_their_clause(facets):
    """K-6.1.1 to K-6.1.14"""
    clauses = [facet.clause for facet in of(facets, Group.SUPPORT).values()]
    for number in range(1, 15):
        assert clauses.count(f"K-6.1.{number}") == 1


def test_peer_groups_are_a_kind_of_support_also_after_move_on(facets):
    """K-3.1.12, D-3.3"""
    peers = of(facets, Group.SUPPORT)["peer-groups"]
    assert peers.clause == "K-3.1.12, D-3.3"
    assert "after you move on" in peers.name


def test_the_seven_needs_are_there(facets):
    """D-2.1"""
    needs = of(facets, Group.NEED)
    assert set(needs) == SEVEN_NEEDS
    assert {facet.clause for facet in needs.values()} == {"D-2.1"}


def test_kinds_of_abuse_include_those_that_the_specification_names(facets):
    """K-1.4"""
    abuse = of(facets, Group.ABUSE)
    assert {"partner", "family", "stalking", "honour", "forced-marriage", "fgm"} <= set(abuse)
    assert {facet.clause for facet in abuse.values()} == {"K-1.4"}


def test_groups_that_are_often_left_out_can_be_chosen(facets):
    """K-3.1.15, K-6.1.3, K-11.5"""
    people = of(facets, Group.PEOPLE)
    assert {key for key, facet in people.items() if facet.clause == "K-3.1.15"} == {
        "men", "lgbt", "gypsy-traveller", "minorities",
    }  # fmt: skip
    assert {"women", "young", "deaf", "disabled", "older", "families", "abroad"} <= set(people)


def test_partners_are_of_every_kind_that_the_service_works_with(facets):
    """K-1.6, K-3.1.11"""
    named = {"housing-authority", "landlord", "criminal-justice", "health", "training", "jobcentre"}
    assert named <= set(of(facets, Group.PARTNER))


def test_no_public_funds_is_a_choice(facets):
    """K-9.2, D-3.4a"""
    assert of(facets, Group.ACCESS)["no-public-funds"].clause == "K-9.2, D-3.4a"


def test_every_choice_names_its_clause_and_has_its_place(facets):
    assert [facet for facet in facets if not facet.clause] == []
    for group in Group.values:
        orders = [facet.order for facet in facets if facet.group == group]
        assert len(orders) == len(set(orders)) > 1


def test_every_choice_is_written_in_every_language_that_the_demonstration_speaks(facets):
    for code in SPOKEN & set(CODES):
        rows = Facet.objects.filter(locale__language_code=code)
        assert {(row.group, row.key) for row in rows} == {(facet.group, facet.key) for facet in facets}
        assert all(row.name.strip() for row in rows)
        if code != "en":
            same = {facet.translation_key: facet.name for facet in facets}
            assert [row.key for row in rows if row.name == same[row.translation_key]] == []


def test_no_choice_uses_a_word_that_hurts(facets):
    """design: words; domain H 22"""
    for facet in facets:
        for word in ("victim", "perpetrator", "violen", "survivor", "eligib", "client", "service user"):
            assert word not in facet.name.lower(), facet.name


def test_a_translation_belongs_to_its_english_choice(facets):
    keys = {(facet.group, facet.key): facet.translation_key for facet in facets}
    for row in Facet.objects.exclude(locale__language_code="en"):
        assert row.translation_key == keys[row.group, row.key]


def test_what_editors_change_delete_and_add_stands(facets):
    Facet.objects.filter(key="gambling", locale__language_code="en").update(name="Betting", clause="")
    Facet.objects.filter(key="pets").delete()
    mine = Facet.objects.create(group=Group.NEED, key="debt", name="Debt", locale=facets[0].locale)
    assert reference.load() == 0
    assert Facet.objects.get(key="gambling", locale__language_code="en").name == "Betting"
    assert not Facet.objects.filter(key="pets").exists()
    mine.refresh_from_db()


def test_the_file_holds_no_choice_twice():
    for group, rows in json.loads(FILE.read_text(encoding="utf-8")).items():
        keys = [key for key, _clause, _names in rows]
        assert len(keys) == len(set(keys)), group
