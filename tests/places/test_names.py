"""Names of towns and councils, spelt well and badly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from places import names
from places.finding import find


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("Whitstable", "canterbury"),
        ("whitstable, kent", "canterbury"),
        ("  WHITSTABLE  ", "canterbury"),
        ("Whistable", "canterbury"),
        ("bishop aukland", "county-durham"),
        ("Bishop Auckland, Co. Durham", "county-durham"),
        ("chester le street", "county-durham"),
        ("Chester-le-Street", "county-durham"),
        ("Barnard Castel", "county-durham"),
        ("Durham", "county-durham"),
        ("City of Durham", "county-durham"),
        ("County Durham", "county-durham"),
        ("co durham", "county-durham"),
        ("Durham county council", "county-durham"),
        ("Darlington Borough Council", "darlington"),
        ("Tunbridge wells", "tunbridge-wells"),
        ("Royal Tunbridge Wells", "tunbridge-wells"),
        ("Tonbridge & Malling", "tonbridge-and-malling"),
        ("tonbridge", "tonbridge-and-malling"),
        ("Medway towns", "medway"),
        ("Gillingham", "medway"),
        ("Herne-Bay", "canterbury"),
        ("hernebay", "canterbury"),
        ("Whítståble", "canterbury"),
        ("Ｍａｉｄｓｔｏｎｅ", "maidstone"),
        ("Mąrgatę", "thanet"),
        ("Fołkestone", "folkestone-and-hythe"),
        ("Ŵye", "ashford"),
        ("St Mary’s Bay", "folkestone-and-hythe"),
        ("Saint Marys Bay", "folkestone-and-hythe"),
        ("High Street, Ashford, Kent", "ashford"),
        ("Sheerness England", "swale"),
        ("swale", "swale"),
    ],
)
def test_a_town_or_council_is_found_however_it_is_spelt(places, typed: str, slug: str) -> None:
    found = find(typed)
    assert [area.slug for area in found.areas] == [slug]
    assert found.kind == "area"


def test_a_slip_of_spelling_is_said(places) -> None:
    assert find("Bishop Auckland").exact
    assert not find("bishop aukland").exact


def test_a_town_says_where_it_is(places) -> None:
    easting, northing = find("Whitstable").point
    assert abs(easting - 610_800) < 1000
    assert abs(northing - 166_500) < 1000


def test_a_town_that_shares_its_councils_name_means_the_council(places) -> None:
    found = find("Dover")
    assert found.text_kind == "area"
    assert found.point is not None


@pytest.mark.parametrize(
    ("typed", "count"), [("Kent", 12), ("Kent and Medway", 13), ("Durham and Darlington", 2), ("Tunbridge", 2)]
)
def test_a_name_of_several_areas_offers_them(places, typed: str, count: int) -> None:
    found = find(typed)
    assert found.kind == "areas"
    assert len(found.areas) == count


@pytest.mark.parametrize(
    "typed",
    ["London", "Manchester", "Morden", "Merton", "Washington", "Wellington", "Hastings", "Sunderland",
     "Hartlepool", "Brighton", "Croydon", "Bromley", "Bexley", "Redcar", "Newcastle upon Tyne", "Cardiff", "Dundee"],
)  # fmt: skip
def test_a_place_elsewhere_is_never_taken_for_one_of_ours(places, typed: str) -> None:
    found = find(typed)
    assert found.kind == "outside"
    assert found.areas == ()


@pytest.mark.parametrize("typed", ["Manchestr", "Mertn", "Wellingtn", "Hartlepol", "Heathr"])
def test_a_slip_in_a_name_from_elsewhere_decides_nothing(places, typed: str) -> None:
    """Nobody is sent to Lanchester for it, and nobody is told that they live outside."""
    assert find(typed).kind == "not_found"


def test_a_name_that_is_also_elsewhere_is_said_to_be(places) -> None:
    """There is an Ashford in Surrey too; with the county named there is no doubt."""
    assert find("Ashford").partly_outside
    assert not find("Ashford, Kent").partly_outside
    assert not find("Whitstable").partly_outside


@pytest.mark.parametrize(("typed", "offered"), [("Whitst", "Whitstable"), ("Feversham Kentt", "Faversham")])
def test_a_name_nobody_knows_comes_back_with_what_is_like_it(places, typed: str, offered: str) -> None:
    found = find(typed)
    assert found.kind == "not_found"
    assert found.reason == "unknown_place"
    assert offered in [suggestion.name for suggestion in found.suggestions]


@pytest.mark.parametrize("typed", ["' OR 1=1", "<b>", "مساعدة", "Кентербери", "🆘", "a", "of", "the county", "\x00"])
def test_anything_at_all_may_be_typed(places, typed: str) -> None:
    assert find(typed).kind in {"not_found", "outside"}


words = st.text(alphabet="abcdef", max_size=8)


@given(words, words)
def test_slips_are_counted_alike_from_both_sides(first: str, second: str) -> None:
    assert names.slips(first, second) == names.slips(second, first)
    assert (names.slips(first, second) == 0) == (first == second)
    assert names.slips(first, second) <= max(len(first), len(second))


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("Margate CT9", "thanet"),
        ("CT9 Margate", "thanet"),
        ("12 High Street Margate", "thanet"),
        ("12 High Street Ashford Kent", "ashford"),
        ("Margate High Street", "thanet"),
        ("Canterbury Road Margate", "thanet"),
        ("Flat 3 5 Sea View Herne Bay England", "canterbury"),
        ("I live near Bishop Auckland", "county-durham"),
    ],
)
def test_a_place_is_found_in_a_longer_text(places, typed: str, slug: str) -> None:
    found = find(typed)
    assert [area.slug for area in found.areas] == [slug]
    assert not found.exact


@pytest.mark.parametrize("typed", ["12 High Street Margat", "12 Somewhere Road", "the house with a red door"])
def test_in_a_longer_text_nothing_is_guessed(places, typed: str) -> None:
    assert find(typed).kind == "not_found"


def test_a_longer_text_about_another_town_is_outside(places) -> None:
    assert find("14 Margate Road Birmingham").kind == "outside"


def test_a_number_of_a_flat_does_not_hide_the_town(places) -> None:
    found = find("B1 Margate")
    assert [area.slug for area in found.areas] == ["thanet"]
    assert found.partly_outside
