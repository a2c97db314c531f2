"""Finding by choices: ticks that combine, with counts. The same on both databases."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from services import search
from services.asking import Question
from tests.services.asking import NIGHT, asked, count, names
from tests.services.directory import Directory, laid_once


def fill(directory: Directory) -> None:
    women = directory.service("For women", "support:groups", "people:women")
    men = directory.service("For men", "support:groups", "support:children", "people:men")
    directory.point("Women", "dover", service=women, chosen=("access:step-free", "access:bsl"), hours="24/7")
    directory.point("Women evening", "dover", service=women, chosen=("access:bsl",), hours="Mo-Fr 17:00-20:00")
    directory.point("Men", "dover", service=men, hours="Mo-Fr 09:00-17:00; PH off", self_referral=False)
    directory.point("Line", "dover", service=men, kind="telephone", hours="Sa-Su 10:00-14:00; PH 10:00-12:00")
    directory.point("Elsewhere", "thanet", service=women)


@pytest.fixture(scope="module")
def laid(django_db_setup, django_db_blocker) -> Iterator[Directory]:
    with django_db_blocker.unblock(), laid_once(fill) as directory:
        yield directory


@pytest.fixture
def directory(laid, db) -> Directory:
    return laid


@pytest.fixture
def dover(directory) -> Question:
    return Question((directory.area("dover").pk,))


def ticked(question: Question, *values: str) -> Question:
    return replace(question, chosen=frozenset(values))


def test_one_of_a_group_is_enough_and_every_group_counts(dover):
    both = ticked(dover, "people:women", "people:men")
    assert asked(both).count == 4
    assert names(asked(ticked(dover, "people:women", "people:men", "support:children"))) == ["Men", "Line"]


def test_access_and_languages_must_all_fit(dover):
    assert names(asked(ticked(dover, "access:bsl"))) == ["Women", "Women evening"]
    assert names(asked(ticked(dover, "access:bsl", "access:step-free"))) == ["Women"]


def test_counts_say_what_the_list_would_hold(dover):
    answer = asked(ticked(dover, "people:women"))
    assert answer.count == 2
    # Its own group's ticks do not count: "or men" would show these.
    assert (count(answer, "people:women"), count(answer, "people:men")) == (2, 2)
    assert (count(answer, "support:groups"), count(answer, "support:children")) == (2, 0)
    assert (count(answer, "access:bsl"), count(answer, "access:step-free")) == (2, 1)
    assert count(answer, "how:drop_in") == 2
    narrower = asked(ticked(dover, "access:step-free"))
    assert (count(narrower, "access:bsl"), count(narrower, "access:step-free")) == (1, 1)


@pytest.mark.parametrize(
    "value",
    ["people:men", "support:children", "access:bsl", "how:telephone", "when:weekends", "ask:referral", "when:now"],
)
def test_every_count_is_what_ticking_it_finds(dover, value):
    assert asked(ticked(dover, value)).count == count(asked(dover), value)


def test_when(dover):
    """K-11.3"""
    assert names(asked(ticked(dover, "when:evenings"))) == ["Women", "Women evening"]
    assert names(asked(ticked(dover, "when:weekends"))) == ["Women", "Line"]
    assert names(asked(ticked(dover, "when:bank-holidays"))) == ["Women", "Line"]
    assert names(asked(ticked(dover, "when:now"))) == ["Men", "Women"]
    assert names(asked(ticked(dover, "when:now"), now=NIGHT)) == ["Women"]


def test_how_and_who_asks(dover):
    assert names(asked(ticked(dover, "how:telephone"))) == ["Line"]
    assert names(asked(ticked(dover, "ask:referral"))) == ["Men"]
    assert asked(ticked(dover, "how:telephone", "how:drop_in")).count == 4


def test_a_choice_that_nobody_knows_finds_nothing_and_breaks_nothing(dover):
    assert asked(ticked(dover, "support:'; --")).count == 0
    assert asked(ticked(dover, "nonsense")).count == 0


def test_however_many_choices_somebody_sends_nothing_breaks(dover):
    assert asked(ticked(dover, *(f"access:{number}" for number in range(200)))).count == 0
    assert asked(ticked(dover, *(f"{'a' * number}:x" for number in range(1, 100)))).count == 0


def test_labels_are_in_the_readers_language(dover):
    groups = {group.key: group for group in asked(dover, "pl").groups}
    assert [choice.label for choice in groups["people"].choices] == ["Kobiety", "Mężczyźni"]
    assert [choice.label for choice in groups["access"].choices][1] == "Brytyjski język migowy"


def test_nothing_found_offers_what_is_wider(dover, directory):
    nothing = asked(ticked(dover, "people:women", "support:children"))
    assert nothing.count == 0
    wider = {tuple(sorted(question.chosen)): number for question, number in nothing.wider}
    assert wider == {("support:children",): 2, ("people:women",): 2}
    assert all(asked(question).count == number for question, number in nothing.wider)
    assert nothing.neighbours[0].slug in {"thanet", "canterbury", "folkestone-and-hythe"}


def test_nothing_here_offers_everywhere(dover, directory):
    thanet = Question((directory.area("thanet").pk,), chosen=frozenset({"how:telephone"}))
    everywhere = [(question, number) for question, number in asked(thanet).wider if not question.areas]
    assert everywhere == [(Question(chosen=frozenset({"how:telephone"})), 1)]
    assert names(asked(everywhere[0][0])) == ["Line"]


def test_browsing_knows_how_many_there_are_where(dover, directory):
    counts = {area.slug: number for area, number in search.areas_with("people:women")}
    assert len(counts) == 15
    assert (counts["dover"], counts["thanet"], counts["swale"]) == (2, 1, 0)
    here = {
        choice.value: choice.count
        for group in search.browsed("en", directory.area("dover").pk)
        for choice in group.choices
    }
    everywhere = {choice.value: choice.count for group in search.browsed("en") for choice in group.choices}
    assert (here["people:women"], everywhere["people:women"]) == (2, 3)
    assert "when:evenings" not in everywhere
