"""Words made comparable, in every language of the site and those that come next."""

import json
from pathlib import Path

import pytest
from django.conf import settings

from content import words
from content.words import CONCEPT, Term
from content.words.concepts import DATA
from content.words.letters import alike, split
from content.words.stems import remembered


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Café", "CAFE"),
        ("Łódź", "lodz"),
        ("don’t", "don't"),
        ("أَطْفال", "اطفال"),
        ("ٱلملجأ", "الملجا"),
        ("مدرسة", "مدرسه"),
        ("مســاعدة", "مساعدة"),
        ("٢٤", "24"),
        ("۲۴", "24"),
        ("ﬁne", "fine"),
    ],
)
def test_spellings_that_are_the_same_word(one, other):
    assert alike(one) == alike(other)


def test_vowel_signs_of_indian_scripts_are_part_of_the_word():
    assert split("सहायता चाहिए।") == ["सहायता", "चाहिए"]
    assert alike("ਮਦਦ") != alike("ਮਦਦਾ")


def test_signs_part_words_and_apostrophes_do_not():
    assert split("drop-in, women's aid (24/7)") == ["drop", "in", "women's", "aid", "24", "7"]
    assert split("") == split("!? …") == []


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "therapies", "therapy"),
        ("pl", "schroniska", "schronisko"),
        ("ar", "الأطفال", "للأطفال"),
        ("ar", "لابني", "ابني"),
        ("ro", "femeile", "femeilor"),
        ("ne", "महिलाहरू", "महिलाहरूको"),
        ("fa", "زنان", "زنان"),
        ("sk", "ženy", "ženami"),
        ("uk", "жінки", "жінками"),
        ("pa", "ਔਰਤਾਂ", "ਔਰਤ"),
    ],
)
def test_forms_of_a_word_share_a_stem(language, one, other):
    stems = [{term for term in words.index(word, language) if term.language} for word in (one, other)]
    assert stems[0] & stems[1]


@pytest.mark.parametrize(
    ("language", "text", "concept"),
    [
        ("en", "Talking therapy", "counselling"),
        ("en", "a safe house", "refuge"),
        ("en", "He kicked me and I was kicked out", "homeless"),
        ("en", "my visa", "nrpf"),
        ("en", "no recourse to public funds", "nrpf"),
        ("en", "he beats me", "physical"),
        ("en", "my daughters", "children"),
        ("en", "lesbians", "lgbt"),
        ("en", "deaf", "deaf"),
        ("pl", "język migowy", "deaf"),
        ("pl", "bije mnie", "physical"),
        ("pl", "wyrzucona z domu", "homeless"),
        ("ar", "لغة الإشارة", "deaf"),
        ("ar", "طردني", "homeless"),
        ("ar", "تأشيرة", "nrpf"),
    ],
)
def test_what_people_call_it_names_the_thing(language, text, concept):
    asked = words.asked(text, (language,))
    assert Term(CONCEPT, concept) in {term for each in asked for term in each.terms}


def test_words_that_say_nothing_are_left_out_unless_there_is_no_other():
    assert [each.typed for each in words.asked("I need help for my son", ("en",))] == ["son"]
    assert [each.typed for each in words.asked("help", ("en",))] == ["help"]
    assert words.asked("in the", ("en",)) == words.asked("", ("en",)) == []


def test_two_words_for_one_thing_are_asked_once():
    assert len(words.asked("counselling therapy", ("en",))) == 1


def test_however_much_is_typed_little_is_read():
    assert len(words.asked("alpha beta gamma delta " * 200, ("en",))) <= 12
    assert words.asked("x" * 500, ("en",)) == []


def test_what_somebody_typed_is_not_remembered():
    words.asked("help", ("en", "pl", "ar"))  # reads the files of words
    before = remembered.cache_info().currsize
    words.asked("zyzzyva canary", ("en", "pl", "ar"))
    assert remembered.cache_info().currsize == before


def test_english_is_read_in_every_language():
    terms = {term for each in words.asked("counselling", ("ar", "en")) for term in each.terms}
    assert Term("en", "counsel") in terms


@pytest.mark.parametrize(
    ("typed", "meant"), [("counceling", "counselling"), ("refuge", "refuge"), ("shleter", "shelter"), ("abc", None)]
)
def test_slips(typed, meant):
    assert words.likeliest(typed, ["counselling", "refuge", "shelter", "abbey"]) == meant


def test_a_short_word_is_never_taken_for_another():
    assert words.likeliest("son", ["sun", "soon"]) is None


@pytest.mark.parametrize("path", sorted(DATA.glob("*.json")), ids=lambda path: path.stem)
def test_every_file_of_words_is_whole(path: Path):
    content = json.loads(path.read_text(encoding="utf-8"))
    assert set(content) == {"stop", "idle", "concepts"}
    english = json.loads((DATA / "en.json").read_text(encoding="utf-8"))
    assert set(content["concepts"]) <= set(english["concepts"])
    assert all(names for names in content["concepts"].values())


def test_every_language_of_the_site_has_its_words():
    assert {code for code, _name in settings.LANGUAGES} <= {path.stem for path in DATA.glob("*.json")}
