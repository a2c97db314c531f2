"""Answers in another language: unassessed until an approved person has put them into English (domain H 13)."""

import pytest

from accounts.roles import MEANING, NEEDS_SECOND_PERSON, READS_CASES, Role
from referral_forms.inbox.models import Case, Risk
from referral_forms.inbox.permissions import cases_for
from referral_forms.referrals import translating
from referral_forms.referrals.models import Translation
from tests.cast import person
from vault.models import Event

LIST = "/admin/translations/"
FIELDS = {
    ("safe-times", "times_more"),
    ("who-we-are", "cover"),
    ("who-we-are", "who_sees"),
    ("language", "interpreter_more"),
    ("anything-else", "more"),
    ("access", "access_more"),
    ("child-2", "child_more"),
    ("protection", "order_more"),
    ("to-know", "to_know_more"),
    ("wishes", "wishes_more"),
}


@pytest.fixture
def polish(visitor_in, cast) -> Case:
    visitor = visitor_in("pl")
    visitor.answer_all(anything_else={"more": "Wraca o piątej."})
    visitor.send()
    return Case.objects.get()


def address(case: Case, step: str = "anything-else", field: str = "more") -> str:
    return f"{LIST}{case.pk}/{step}/{field}/"


def translate_all(browser, case: Case) -> None:
    for passage in translating.passages(case):
        browser.post(address(case, passage.step, passage.field), {"text": f"In English: {passage.field}"})


def test_a_translator_reads_no_case_and_needs_a_second_person():
    assert Role.TRANSLATOR not in READS_CASES
    assert Role.TRANSLATOR in NEEDS_SECOND_PERSON
    assert MEANING[Role.TRANSLATOR]


def test_a_translator_cannot_open_a_case_or_the_queue(polish, cast, signed_in):
    tara = signed_in(cast.tara)
    assert tara.get("/admin/inbox/").status_code == 404
    assert tara.get(f"/admin/inbox/{polish.reference}/").status_code == 404
    assert not cases_for(cast.tara).exists()


def test_the_list_shows_words_language_and_area_and_nothing_else_of_the_case(polish, cast, signed_in):
    html = signed_in(cast.tara).get(LIST).content.decode()
    assert "Wraca o piątej." in html
    assert "Polish, Thanet" in html
    assert 'lang="pl" dir="ltr"' in html
    for word in ("Zofia", "01632", "zofia@example.com", polish.reference, "kestrel"):
        assert word not in html


def test_every_answer_in_own_words_waits_and_no_name_or_number_does(polish):
    assert {(each.step, each.field) for each in translating.passages(polish)} == FIELDS


def test_arabic_stands_from_right_to_left(visitor_in, cast, signed_in):
    visitor = visitor_in("ar")
    visitor.answer_all(anything_else={"more": "يعود في الخامسة"})
    visitor.send()
    html = signed_in(cast.tara).get(address(Case.objects.get())).content.decode()
    assert 'lang="ar" dir="rtl"' in html
    assert "يعود في الخامسة" in html


def test_the_case_shows_the_original_and_the_translation_beside_it(polish, cast, signed_in):
    signed_in(cast.tara).post(address(polish), {"text": "He comes back at five."})
    html = signed_in(cast.maya).get(f"/admin/inbox/{polish.reference}/").content.decode()
    assert html.index("Wraca o piątej.") < html.index("He comes back at five.")
    assert "Not assessed until translated." in html
    assert "Waits for a translation." in html


def test_when_all_is_translated_the_reason_goes_and_a_person_may_assess(polish, cast, signed_in):
    assert not translating.complete(polish)
    translate_all(signed_in(cast.tara), polish)
    polish.refresh_from_db()
    assert translating.complete(polish)
    assert "to_translate" not in polish.why
    assert "interpreter" in polish.why
    assert polish.risk == Risk.UNASSESSED
    last = Event.objects.filter(action="case.translated").order_by("sequence").last()
    assert (last.actor, last.subject, last.detail["complete"]) == (cast.tara.id, polish.id, True)
    html = signed_in(cast.maya).get(f"/admin/inbox/{polish.reference}/").content.decode()
    assert "Not assessed until translated." not in html


def test_until_the_last_answer_it_stays_unassessed(polish, cast, signed_in):
    tara = signed_in(cast.tara)
    for passage in translating.passages(polish)[:-1]:
        tara.post(address(polish, passage.step, passage.field), {"text": "x"})
    polish.refresh_from_db()
    assert not translating.complete(polish)
    assert "to_translate" in polish.why


def test_a_translation_is_sealed_and_can_be_put_right(polish, cast, signed_in):
    from django.db import connection

    tara = signed_in(cast.tara)
    tara.post(address(polish), {"text": "canarytranslation one"})
    tara.post(address(polish), {"text": "canarytranslation two"})
    assert Translation.objects.get().text == "canarytranslation two"
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM referrals_translation")
        assert b"canarytranslation" not in bytes(cursor.fetchone()[0])
    assert "canarytranslation" not in str(list(Event.objects.values_list("detail", flat=True)))


def test_an_empty_translation_is_asked_for_again(polish, cast, signed_in):
    response = signed_in(cast.tara).post(address(polish), {"text": " "})
    assert response.status_code == 422
    assert "Write the translation before you save it." in response.content.decode()


def test_opening_an_answer_is_an_event(polish, cast, signed_in):
    signed_in(cast.tara).get(address(polish))
    event = Event.objects.get(action="case.translation_opened")
    assert (event.actor, event.subject) == (cast.tara.id, polish.id)


@pytest.mark.parametrize("who", ["maya", "tom", "jo", "sam", "edie", "ada", "olu", "dot", "nobody"])
def test_nobody_else_translates_or_sees_what_waits(polish, cast, signed_in, who):
    browser = signed_in(getattr(cast, who))
    assert browser.get(LIST).status_code == 404
    assert browser.get(address(polish)).status_code == 404
    assert browser.post(address(polish), {"text": "x"}).status_code == 404
    assert not Translation.objects.exists()


def test_a_translator_of_another_area_sees_nothing_and_is_refused(polish, cast, signed_in):
    other = signed_in(person("Petra", Role.TRANSLATOR, ("medway",)))
    assert "Nothing waits for a translation." in other.get(LIST).content.decode()
    assert other.post(address(polish), {"text": "x"}).status_code == 404
    assert Event.objects.filter(action="case.refused", subject=polish.id).exists()


def test_a_triage_worker_with_the_role_too_translates(polish, cast, signed_in):
    from accounts.models import Membership
    from tests.cast import LONG_AGO

    Membership.objects.create(
        user=cast.maya, role=Role.TRANSLATOR, kinds=[], proposed_at=LONG_AGO, approved_at=LONG_AGO
    )
    translate_all(signed_in(cast.maya), polish)
    polish.refresh_from_db()
    assert not polish.to_translate


@pytest.mark.parametrize("change", [{"restricted": True}, {"closed": True}])
def test_a_restricted_or_closed_case_is_not_on_the_list(polish, cast, signed_in, change):
    Case.objects.update(**change)
    assert "Wraca" not in signed_in(cast.tara).get(LIST).content.decode()
    assert signed_in(cast.tara).get(address(polish)).status_code == 404


@pytest.mark.parametrize(("step", "field"), [("name", "name"), ("safe-contact", "call_to"), ("nowhere", "more")])
def test_only_answers_in_own_words_can_be_opened(polish, cast, signed_in, step, field):
    assert signed_in(cast.tara).get(address(polish, step, field)).status_code == 404


def test_an_english_case_has_nothing_to_translate(visitor, cast):
    visitor.answer_all()
    visitor.send()
    case = Case.objects.get()
    assert translating.passages(case) == []
    assert translating.complete(case)


def test_what_a_neighbour_wrote_is_translated_too(world, cast, signed_in):
    from tests.referrals.known.conftest import ANSWERS, START
    from tests.referrals.walker import Walker

    Walker(START.replace("/en/", "/pl/"), ANSWERS).send()
    case = Case.objects.get()
    assert ("children", "children_more") in {(each.step, each.field) for each in translating.passages(case)}
    translate_all(signed_in(cast.tara), case)
    case.refresh_from_db()
    assert translating.complete(case)
