"""Postcodes as people type them, against the real ones."""

import pytest

from places import postcodes
from places.finding import find

# Council offices: Kent's County Hall, Durham's County Hall, Darlington's town hall, Medway's Gun Wharf.
COUNTY_HALL = "ME14 1XQ"


@pytest.mark.parametrize(
    "typed",
    [
        "ME14 1XQ",
        "me141xq",
        "  me14   1xq. ",
        "ME-14-1XQ",
        "ME14/1XQ",
        "M E 1 4 1 X Q",
        "“ME14 1XQ”",
        "mel4 1xq",
        "MEI4 IXQ",
        "ＭＥ１４　１ＸＱ",
        "ME١٤ ١XQ",
        "ME۱۴ ۱XQ",
        "МЕ14 1ХQ",
        "County Hall, Maidstone ME14 1XQ",
        "ME14 1XQ, Maidstone",
    ],
)
def test_a_postcode_typed_sloppily_finds_its_council(places, typed: str) -> None:
    found = find(typed)
    assert found.kind == "area"
    assert [area.slug for area in found.areas] == ["maidstone"]
    assert found.text_kind == "postcode"
    assert found.point == (576017, 156294)


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("dh1 5ul", "county-durham"),
        ("DHl 5UL", "county-durham"),
        ("dl1 5qt", "darlington"),
        ("DLI 5QT", "darlington"),
        ("ME4 4TR", "medway"),
        ("CT1 1YW", "canterbury"),
        ("tn23 1pl", "ashford"),
        ("CT16 3PJ", "dover"),
        ("TN9 1BG", "tonbridge-and-malling"),
    ],
)
def test_each_side_of_the_country_is_found(places, typed: str, slug: str) -> None:
    assert [area.slug for area in find(typed).areas] == [slug]


def test_a_slip_that_was_put_right_is_said(places) -> None:
    assert find("ME14 1XQ").exact
    assert not find("mel4 1xq").exact


@pytest.mark.parametrize("typed", ["SW1A 1AA", "sw1a1aa", "EH99 1SP", "BT1 5GS", "CF10 4UW", "JE1 0BD"])
def test_elsewhere_in_the_united_kingdom_is_outside(places, typed: str) -> None:
    found = find(typed)
    assert found.kind == "outside"
    assert found.areas == ()


@pytest.mark.parametrize(
    ("typed", "slugs", "partly_outside"),
    [
        ("CT1", ["canterbury"], False),
        ("ct1 1", ["canterbury"], False),
        ("ME14 1", ["maidstone"], False),
        ("ME141x", ["maidstone"], False),
        ("TN12", ["tunbridge-wells", "maidstone", "tonbridge-and-malling"], False),
        ("tn1 2", ["tunbridge-wells", "tonbridge-and-malling"], False),
        ("NE16", ["county-durham"], True),
        ("DL2", ["darlington", "county-durham"], True),
        ("DA5", ["dartford"], True),
        ("TNl2", ["tunbridge-wells", "maidstone", "tonbridge-and-malling"], False),
    ],
)
def test_part_of_a_postcode_suggests_the_councils_it_straddles(
    places, typed: str, slugs: list[str], partly_outside: bool
) -> None:
    found = find(typed)
    assert [area.slug for area in found.areas] == slugs
    assert found.kind == ("area" if len(slugs) == 1 and not partly_outside else "areas")
    assert found.partly_outside is partly_outside
    assert found.reason == "part_of_postcode"
    assert not found.exact


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("NE16 6HT", "county-durham"),
        ("NE16 5AX", None),
        ("TN12 6PN", "maidstone"),
        ("TN12 5JW", "tonbridge-and-malling"),
        ("TN12 6YQ", "tunbridge-wells"),
        ("DL2 2AJ", "darlington"),
        ("DL2 3JW", "county-durham"),
        ("DL2 2RB", None),
        ("DA5 2HU", "dartford"),
        ("DA5 2DF", None),
        ("TS21 1HW", "darlington"),
        ("TS21 1LH", None),
    ],
)
def test_within_one_outcode_the_full_postcode_decides(places, typed: str, slug: str | None) -> None:
    """Outcodes straddle borders: NE16 is Gateshead's and County Durham's, TN12 has three councils of Kent."""
    found = find(typed)
    assert found.kind == ("area" if slug else "outside")
    assert [area.slug for area in found.areas] == ([slug] if slug else [])


def test_a_postcodes_council_is_known_anywhere_in_the_country() -> None:
    assert postcodes.council_of("ne16 6ht") == "E06000047"
    assert postcodes.council_of("NE16 5AX") == "E08000037"
    assert postcodes.council_of("NE16") is None
    assert postcodes.council_of("Whitstable") is None


def test_a_well_formed_but_unknown_postcode_suggests_what_lies_around_it(places) -> None:
    found = find("ME14 0CC")
    assert found.reason == "unknown_postcode"
    assert [area.slug for area in found.areas] == ["maidstone"]
    assert not found.exact


def test_a_postcode_that_cannot_be_is_not_found(places) -> None:
    found = find("ZZ9 9ZZ")
    assert (found.kind, found.text_kind, found.reason) == ("not_found", "postcode", "unknown_postcode")


@pytest.mark.parametrize("typed", ["", "   ", "…", "??"])
def test_nothing_typed_is_said_to_be_empty(places, typed: str) -> None:
    assert find(typed).reason == "empty"


@pytest.mark.parametrize("typed", ["07700 900123", "1", "12345678", "<script>1</script>", "x" * 5000 + "1", "1" * 5000])
def test_what_is_no_place_is_not_found(places, typed: str) -> None:
    assert find(typed).kind == "not_found"


def test_what_was_typed_is_not_kept_in_the_answer(places) -> None:
    assert "ME14" not in repr(find("ME14 1XQ"))
    assert "zzyzx" not in repr(find("zzyzx road 5"))


def test_what_was_typed_is_not_logged(places, caplog, capsys) -> None:
    for typed in ("ME14 1XQ", "ZZ9 9ZZ", "Qwghlm-upon-Wrong", "CT1"):
        find(typed)
    written = caplog.text + "".join(capsys.readouterr())
    assert not [word for word in ("ME14", "ZZ9", "Qwghlm", "CT1") if word in written]
