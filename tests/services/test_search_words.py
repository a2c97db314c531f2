"""Finding by words, in every language of the site. The same on both databases."""

from collections.abc import Iterator

import pytest

from services import search
from services.asking import Question, Understood
from services.models import AccessPoint
from tests.services.asking import asked, names
from tests.services.directory import Directory, laid_once


def fill(directory: Directory) -> None:
    therapy = directory.service(
        "Someone to talk to", "support:groups", "support:children", summary="Therapy for young people."
    )
    refuge = directory.service("Safe rooms", "support:safe-place", summary="A safe place to stay with your children.")
    money = directory.service("Money matters", summary="When somebody controls your money or your debts.")
    pride = directory.service("Rainbow room", summary="For gay, lesbian and trans people.")
    entries = {
        "therapy": directory.point("Willow", "dover", town="Deal", service=therapy),
        "refuge": directory.point("Harbour", "dover", service=refuge, kind="safe_accommodation", confidential=True),
        "money": directory.point("Purse", "dover", town="Dover", service=money),
        "pride": directory.point("Prism", "dover", town="Dover", service=pride, chosen=("access:bsl",)),
    }
    directory.translated(
        entries["therapy"], "pl", service_name="Ktoś do rozmowy", service_summary="Terapia dla młodzieży."
    )
    directory.translated(entries["therapy"], "ar", service_name="شخص تتحدث إليه", service_summary="علاج نفسي للأطفال.")


@pytest.fixture(scope="module")
def laid(django_db_setup, django_db_blocker) -> Iterator[Directory]:
    with django_db_blocker.unblock(), laid_once(fill) as directory:
        yield directory


@pytest.fixture(autouse=True)
def directory(laid, db) -> Directory:
    return laid


def found(directory: Directory, words: str, language: str = "en") -> list[str]:
    return names(asked(Question((directory.area("dover").pk,), words=words), language))


@pytest.mark.parametrize(
    ("words", "language", "first"),
    [
        ("counselling", "en", "Willow"),
        ("counseling for my son", "en", "Willow"),
        ("THERAPIES", "en", "Willow"),
        ("therapist for my daughter", "en", "Willow"),
        ("hostel", "en", "Harbour"),
        ("safe house", "en", "Harbour"),
        ("shelter", "en", "Harbour"),
        ("refuge", "en", "Harbour"),
        ("debt", "en", "Purse"),
        ("economic abuse", "en", "Purse"),
        ("LGBT", "en", "Prism"),
        ("I am deaf", "en", "Prism"),
        ("terapia", "pl", "Willow"),
        ("terapii dla syna", "pl", "Willow"),
        ("psychologa dla corki", "pl", "Willow"),
        ("schronienie", "pl", "Harbour"),
        ("SCHRONISKA", "pl", "Harbour"),
        ("pieniądze", "pl", "Purse"),
        ("pieniadze", "pl", "Purse"),
        ("lesbijka", "pl", "Prism"),
        ("język migowy", "pl", "Prism"),
        ("علاج", "ar", "Willow"),
        ("العِلَاج", "ar", "Willow"),
        ("علاج لابني", "ar", "Willow"),
        ("للاطفال", "ar", "Willow"),
        ("ملجأ", "ar", "Harbour"),
        ("الملجا", "ar", "Harbour"),
        ("مأوى", "ar", "Harbour"),
        ("فلوس", "ar", "Purse"),
        ("لغة الإشارة", "ar", "Prism"),
        # Much is not translated: English words find it in every language.
        ("refuge", "ar", "Harbour"),
        ("rainbow", "pl", "Prism"),
    ],
)
def test_words_find_what_is_meant(directory, words, language, first):
    assert found(directory, words, language)[0] == first


@pytest.mark.parametrize(
    ("words", "language", "first", "put_right"),
    [
        ("counceling", "en", "Willow", ("counceling", "counseling")),
        ("therapey", "en", "Willow", ("therapey", "therapy")),
        ("rainbwo", "en", "Prism", ("rainbwo", "rainbow")),
        ("shelterr", "en", "Harbour", ("shelterr", "shelter")),
        ("terapja", "pl", "Willow", ("terapja", "terapia")),
        ("schronsko", "pl", "Harbour", ("schronsko", "schronisko")),
        ("ملاجىي", "ar", "Harbour", None),
    ],
)
def test_slips_are_put_right_and_told(directory, words, language, first, put_right):
    answer = asked(Question((directory.area("dover").pk,), words=words), language)
    assert names(answer)[0] == first
    if put_right:
        assert put_right in answer.understood


def test_what_fits_all_words_comes_before_what_fits_some(directory):
    first, *others = found(directory, "therapy for children")
    assert first == "Willow"
    assert "Harbour" in others


def test_what_is_unknown_is_said_and_finds_nothing(directory):
    answer = asked(Question((directory.area("dover").pk,), words="xylophone"))
    assert (answer.count, answer.unknown) == (0, ("xylophone",))
    assert (Question((directory.area("dover").pk,)), 4) in answer.wider


def test_an_unknown_word_among_others_is_left_out(directory):
    answer = asked(Question((directory.area("dover").pk,), words="xylophone therapy"))
    assert (names(answer)[0], answer.unknown) == ("Willow", ("xylophone",))


def test_words_and_choices_count_together(directory):
    question = Question((directory.area("dover").pk,), words="therapy", chosen=frozenset({"access:bsl"}))
    answer = asked(question)
    assert answer.count == 0
    found = {(wide.words, tuple(wide.chosen)): number for wide, number in answer.wider if wide.areas}
    assert found == {("therapy", ()): 1, ("", ("access:bsl",)): 1}


def test_everywhere_too_the_words_may_be_left_out(directory):
    wide = Question(chosen=frozenset({"access:bsl"}))
    answer = asked(Question(words="therapy", chosen=wide.chosen))
    assert answer.count == 0
    assert (wide, asked(wide).count) in answer.wider
    assert all(asked(question).count == number > 0 for question, number in answer.wider)
    assert len({question for question, _number in answer.wider}) == len(answer.wider)


def test_words_alone_look_everywhere(directory):
    directory.point(
        "Far willow", "darlington", service=AccessPoint.objects.get(slug="willow", locale__language_code="en").service
    )
    assert set(names(asked(Question(words="therapy")))) == {"Willow", "Far willow"}


def test_what_is_withdrawn_is_not_found_by_its_words(directory):
    point = AccessPoint.objects.get(slug="willow", locale__language_code="en")
    point.live = False
    point.save()
    assert found(directory, "Willow") == []


@pytest.mark.parametrize(
    ("typed", "language", "area", "words"),
    [
        ("Dover", "en", "dover", ""),
        ("Deal", "en", "dover", ""),
        ("CT16 1AA", "en", "dover", ""),
        ("counselling for my son in Dover", "en", "dover", "counselling for my son"),
        ("Dover counselling", "en", "dover", "counselling"),
        ("counselling near Deal", "en", "dover", "counselling"),
        ("counselling CT1 2NN", "en", "canterbury", "counselling"),
        ("counselling in herne bay please", "en", "canterbury", "counselling please"),
        ("terapia w Dover", "pl", "dover", "terapia"),
        ("علاج في Dover", "ar", "dover", "علاج"),
        ("12 High Street Margate", "en", "thanet", ""),
        ("bishop aukland", "en", "county-durham", ""),
        ("counselling in dovver", "en", "dover", "counselling"),
        ("counceling in dovver", "en", "dover", "counceling"),
        ("help for my son near bishop aukland", "en", "county-durham", "help for my son"),
    ],
)
def test_a_place_is_taken_out_of_the_words(typed, language, area, words):
    understood = search.understand(typed, language)
    assert [area.slug for area in understood.place.areas] == [area]
    assert understood.words == words


@pytest.mark.parametrize(
    "typed",
    [
        *("counselling", "how do I deal with my son", "counceling", "reading and writing counselling", "refuge"),
        *("counselling in private", "children in danger", "counselling from home", "counselling in the evening"),
    ],
)
def test_words_without_a_place(typed):
    assert search.understand(typed, "en") == Understood(None, typed)


def test_a_place_that_is_not_ours_is_still_a_place():
    understood = search.understand("counselling in Leeds", "en")
    assert (understood.place.kind, understood.words) == ("outside", "counselling")


def test_what_is_neither_is_not_found():
    understood = search.understand("qwxyz", "en")
    assert (understood.place.kind, understood.words) == ("not_found", "")
