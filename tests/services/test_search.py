"""Finding by place: nearest first, over land, across county lines. The same on both databases."""

import pytest

from services.asking import Question
from tests.services.asking import asked, names
from tests.services.directory import Directory


@pytest.fixture
def directory(world) -> Directory:
    return Directory()


def test_own_area_first_then_other_areas_nearest_first_then_what_comes(directory):
    directory.point("Line", "canterbury", kind="telephone")
    directory.point("Far own", "canterbury", town="Herne Bay")
    directory.point("Near own", "canterbury", town="Canterbury")
    directory.point("Other area", "swale", town="Faversham")
    directory.point("Too far", "thanet", town="Margate")
    directory.point("Further area", "ashford", town="Charing")
    directory.point("No position", "canterbury")
    answer = asked(Question((directory.area("canterbury").pk,), directory.town("Canterbury")))
    assert names(answer) == ["Near own", "Far own", "No position", "Other area", "Further area", "Line"]
    assert [row.own_area for row in answer.places] == [True, True, True, False, False]
    miles = [row.miles for row in answer.places]
    assert miles[0] == 0.0
    assert miles[2] is None
    assert miles[3] == pytest.approx(8.4, abs=0.5)


def test_across_a_county_line_but_no_further_than_fifteen_miles(directory):
    directory.point("Darlington room", "darlington", town="Darlington")
    directory.point("Durham room", "county-durham", town="Newton Aycliffe")
    directory.point("Kent room", "dover", town="Dover")
    answer = asked(Question((directory.area("darlington").pk,), directory.town("Darlington")))
    assert names(answer) == ["Darlington room", "Durham room"]


def test_what_lies_across_the_water_is_as_far_as_the_way_round(directory):
    directory.point("Grain room", "medway", town="Grain")
    directory.point("Sittingbourne room", "swale", town="Sittingbourne")
    directory.point("Chatham room", "medway", town="Chatham")
    sheerness = Question((directory.area("swale").pk,), directory.town("Sheerness"))
    assert names(asked(sheerness)) == ["Sittingbourne room", "Chatham room"]
    assert asked(sheerness).places[0].miles == pytest.approx(7, abs=0.7)


def test_what_serves_several_areas_is_listed_once(directory):
    directory.point("Shared", "dover", "thanet", "canterbury", town="Deal")
    both = (directory.area("dover").pk, directory.area("thanet").pk)
    for question in (Question(both), Question(both, directory.town("Deal")), Question((), directory.town("Deal"))):
        answer = asked(question)
        assert (names(answer), answer.count) == (["Shared"], 1)


def test_without_a_point_only_the_own_area_by_name(directory):
    directory.point("B room", "dover", town="Dover")
    directory.point("A room", "dover", town="Deal")
    directory.point("Next door", "thanet", town="Margate")
    answer = asked(Question((directory.area("dover").pk,)))
    assert names(answer) == ["A room", "B room"]
    assert {row.miles for row in answer.places} == {None}


def test_pages_hold_everything_once_and_in_order(directory):
    service = directory.service()
    for number in range(45):
        directory.point(f"Room {number:02}", "dover", town="Dover", service=service)
    question = Question((directory.area("dover").pk,), directory.town("Dover"))
    pages = [asked(question, page=number) for number in (1, 2, 3)]
    assert [len(names(page)) for page in pages] == [20, 20, 5]
    assert [name for page in pages for name in names(page)] == [f"Room {number:02}" for number in range(45)]
    assert (pages[0].count, pages[0].pages) == (45, 3)
    assert asked(question, page=99).page == 3


def test_help_for_the_own_area_that_comes_is_on_the_first_page_however_much_there_is_further_away(directory):
    service = directory.service()
    directory.point("Own room", "dover", town="Dover", service=service)
    directory.point("Line", "dover", kind="telephone", service=service)
    for number in range(25):
        directory.point(f"Next door {number:02}", "folkestone-and-hythe", town="Folkestone", service=service)
    answer = asked(Question((directory.area("dover").pk,), directory.town("Dover")))
    assert answer.pages == 2
    assert [row.entry.original.name for row in answer.others] == ["Line"]
    assert names(answer)[0] == "Own room"


def test_what_serves_a_network_serves_its_council(directory):
    directory.point("Network room", "local-network-1")
    assert names(asked(Question((directory.area("county-durham").pk,)))) == ["Network room"]
