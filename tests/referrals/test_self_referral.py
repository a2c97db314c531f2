"""A self-referral from its first page to the receipt."""

import pytest

from accounts.models import Team
from journeys.models import Draft
from referral_forms.inbox.models import ActNow, Case, Risk, SafeContact
from referral_forms.referrals.models import Notice, Referral
from vault.models import Event, Message


def test_somebody_answers_checks_and_sends_and_gets_a_reference_and_a_word(visitor, cast):
    check = visitor.answer_all()
    assert "Zofia" in check.content.decode()
    page = visitor.send().content.decode()
    case = Case.objects.get()
    assert case.reference in page
    assert case.referral.answers["word"] in page
    assert case.area.slug == "thanet"
    assert case.commission.key == "kent"


def test_k_4_1_the_source_is_stored_with_the_case(visitor, cast):
    visitor.answer_all()
    visitor.send()
    assert Case.objects.get().kind == "self_referral"


def test_k_3_1_4_what_was_said_is_kept_so_that_nobody_asks_again(visitor, cast):
    visitor.answer_all()
    visitor.send()
    answers = Referral.objects.get().answers
    assert answers["name"] == {"name": "Zofia"}
    assert answers["what-is-happening"]["kinds"] == ["stalking", "controlling"]
    contact = SafeContact.objects.get().content
    assert contact["channels"]["call"] == {"safe": "yes", "to": "01632 960123"}
    assert (contact["spoken"], contact["interpreter"], contact["interpreter_more"]) == ("Polish", True, "on the phone")
    assert (contact["interpreter_sex"], contact["not_local"]) == ("woman", True)
    assert contact["times"] == ["weekday_morning"]
    assert contact["code_word"] == "kestrel"


def test_k_4_3_7_the_notice_that_was_shown_is_stored_by_version_and_language(visitor, cast):
    visitor.answer_all()
    visitor.send()
    detail = Referral.objects.get()
    shown = Notice.objects.get(version=detail.notice_version, language=detail.notice_language)
    assert shown.text
    with pytest.raises(ValueError, match="never changed"):
        shown.save()


def test_an_unsafe_channel_keeps_no_number_even_if_one_was_typed(visitor, cast):
    channels = {"call": "no", "call_to": "01632 960999", "text": "unsure", "text_to": "07700 900123"}
    visitor.answer_all(safe_contact=channels)
    visitor.send()
    kept = SafeContact.objects.get().content["channels"]
    assert kept["call"] == {"safe": "no", "to": ""}
    assert kept["text"] == {"safe": "unsure", "to": ""}


def test_a_channel_left_out_counts_as_no(visitor, cast):
    visitor.answer_all(safe_contact={})
    visitor.send()
    assert {channel["safe"] for channel in SafeContact.objects.get().content["channels"].values()} == {""}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"call": "yes", "call_to": ""}, "Write the whole phone number, or choose no for a phone call"),
        ({"call": "yes", "call_to": "01632"}, "Write the whole phone number, or choose no for a phone call"),
        ({"call": "yes", "call_to": "960123"}, "Write the whole phone number, or choose no for a phone call"),
        ({"call": "yes", "call_to": "12"}, "Write the whole phone number, or choose no for a phone call"),
        ({"email": "yes", "email_to": "nobody"}, "Write your whole email address"),
        ({"post": "yes", "post_to": " "}, "Write the address, or choose no for a letter"),
    ],
)
def test_a_safe_channel_without_its_number_is_asked_for_and_nothing_typed_is_lost(visitor, given, message):
    visitor.answer_all(until="safe-contact")
    page = visitor.answer("safe-contact", **{"email": "yes", "email_to": "a@example.com", **given})
    html = page.content.decode()
    assert page.status_code == 200
    assert message in html
    assert "Error: " in html
    assert given.get("email_to", "a@example.com") in html


def test_a_voicemail_on_the_same_number_need_not_be_typed_twice(visitor, cast):
    visitor.answer_all(safe_contact={"call": "yes", "call_to": "+44 1632 960123", "voicemail": "yes"})
    visitor.send()
    assert SafeContact.objects.get().content["channels"]["voicemail"] == {"safe": "yes", "to": "01632 960123"}


def test_send_now_from_the_safe_contact_page_sends_what_is_there(visitor, cast):
    """domain H 8"""
    visitor.answer_all(until="safe-contact")
    response = visitor.client.post(visitor.page("safe-contact"), {"call": "no", "send_now": "1"}, follow=True)
    assert response.request["PATH_INFO"].endswith("/check/")
    visitor.send()
    assert Case.objects.count() == 1


def test_before_the_safe_contact_page_nothing_can_be_sent(visitor):
    visitor.answer_all(until="name")
    response = visitor.client.get(f"{visitor.start}check/", follow=True)
    assert response.request["PATH_INFO"].endswith("/safe-contact/")


def test_with_no_safe_channel_it_can_still_be_sent_and_numbers_to_call_are_shown(visitor, cast):
    visitor.answer_all(safe_contact={"will_call": "on"})
    Team.objects.update(telephone="01632 960100")
    page = visitor.send().content.decode()
    assert "We will not contact you" in page
    assert "tel:01632960100" in page
    assert "no_safe_channel" in Case.objects.get().why


def test_danger_now_shows_999_first_and_then_goes_on(visitor, cast):
    visitor.begin()
    response = visitor.client.post(visitor.page("danger"), {"danger": "yes"}, follow=True)
    html = response.content.decode()
    assert response.request["PATH_INFO"].endswith("/call-999/")
    assert "tel:999" in html
    assert "It does not tell police where you are." in html
    response = visitor.client.post(visitor.page("call-999"), follow=True)
    assert response.request["PATH_INFO"].endswith("/place/")


def test_danger_now_stands_as_act_now_unconfirmed_and_risk_stays_for_a_person_to_assess(visitor, cast):
    visitor.answer_all(danger={"danger": "yes"})
    visitor.send()
    case = Case.objects.get()
    assert (case.act_now, case.risk) == (ActNow.UNCONFIRMED, Risk.UNASSESSED)
    assert "danger_now" in case.why


@pytest.mark.parametrize("age", ["under_13", "13_15", "16_17"])
def test_k_7_2_a_child_is_told_who_may_be_told_before_a_name_is_asked_and_is_not_turned_away(visitor, cast, age):
    """domain H 9: everybody under 18, also at 16 and 17."""
    visitor.answer_all(until="age")
    response = visitor.client.post(visitor.page("age"), {"age": age}, follow=True)
    html = response.content.decode()
    assert "Childline" in html
    assert "0800 1111" in html
    assert "we may have to tell people whose job is to keep children safe" in html
    visitor.answer_all(age={"age": age})
    visitor.send()
    assert Case.objects.get().is_child


def test_k_7_1_somebody_from_elsewhere_gets_the_right_help_and_a_person_if_they_wish(visitor, cast):
    visitor.answer_all(place={"place": "Leeds"}, which_area={"area": "none"})
    visitor.send()
    case = Case.objects.get()
    assert case.area is None
    assert "outside_areas" in case.why


def test_k_7_1_somebody_moving_to_kent_reaches_kents_team(visitor, cast):
    visitor.answer_all(place={"place": "Leeds"}, which_area={"area": "dover"})
    visitor.send()
    assert Case.objects.get().area.slug == "dover"


def test_an_area_without_a_team_shows_help_and_not_the_form(visitor, cast):
    """domain H 3: all of Durham before an award is made."""
    visitor.begin()
    visitor.answer("danger", danger="no")
    response = visitor.client.post(visitor.page("place"), {"place": "Durham"}, follow=True)
    html = response.content.decode()
    assert "There is no team for this form in County Durham yet" in html
    assert "/en/find-support/county-durham/" in html
    assert visitor.client.get(f"{visitor.start}check/").status_code == 303
    assert visitor.client.post(visitor.page("age"), {"age": "18"}).status_code == 303
    assert not Case.objects.exists()


def test_a_place_that_nobody_knows_gets_a_clear_word_and_is_kept_in_the_field(visitor):
    visitor.begin()
    visitor.answer("danger", danger="no")
    html = visitor.answer("place", place="Xyzzyville").content.decode()
    assert "We cannot find that place." in html
    assert 'value="Xyzzyville"' in html


def test_only_the_area_is_kept_of_a_postcode(visitor, cast):
    visitor.answer_all(place={"place": "CT9 1XX"}, which_area={"area": "thanet"})
    visitor.send()
    kept = Referral.objects.get().answers
    assert "CT9" not in str(kept).upper()


def test_questions_can_be_skipped_but_never_the_danger_question(visitor, cast):
    visitor.begin()
    assert "Choose yes or no" in visitor.answer("danger", skip="1").content.decode()
    visitor.answer_all(
        place={"skip": "1"}, which_area={"area": "dover"}, what_is_happening={"skip": "1"}, name={"skip": "1"}
    )
    visitor.send()
    assert Case.objects.get().area.slug == "dover"


def test_sending_twice_gives_the_same_receipt_and_one_case(visitor, cast):
    visitor.answer_all()
    first = visitor.send()
    second = visitor.send()
    assert Case.objects.count() == 1
    assert second.request["PATH_INFO"] == first.request["PATH_INFO"]
    assert Case.objects.get().reference in second.content.decode()


def test_after_sending_every_page_of_the_form_leads_to_the_receipt(visitor, cast):
    visitor.answer_all()
    visitor.send()
    for slug in ("danger", "name", "check"):
        response = visitor.client.get(visitor.page(slug), follow=True)
        assert response.request["PATH_INFO"].endswith("/sent/")


def test_after_sending_the_answers_are_gone_from_the_draft(visitor, cast):
    visitor.answer_all()
    before = len(bytes(Draft.objects.get().content))
    visitor.send()
    draft = Draft.objects.get()
    assert draft.sent
    assert len(bytes(draft.content)) < before


def test_the_team_is_told_by_a_mail_without_a_personal_word(visitor, cast):
    visitor.answer_all()
    visitor.send()
    content = Message.objects.get(key__startswith="arrival:").content
    assert content["to"] == "east-kent@waymark.example"
    for word in ("Zofia", "kestrel", "library", "stalking", Case.objects.get().reference):
        assert word not in content["body"] + content["subject"]


def test_arriving_is_an_event_of_the_chain(visitor, cast):
    visitor.answer_all()
    visitor.send()
    event = Event.objects.get(action="case.received")
    assert event.subject == Case.objects.get().id


def test_something_that_looks_sent_by_a_machine_is_kept_ranked_and_marked(visitor, cast):
    """domain H 7"""
    visitor.answer_all()
    page = visitor.client.post(f"{visitor.start}check/", {"website": "buy"}, follow=True).content.decode()
    case = Case.objects.get()
    assert case.reference in page
    assert "trap" in case.why


def test_a_story_in_another_language_counts_as_unassessed_until_it_is_translated(visitor_in, cast):
    """domain H 13"""
    visitor = visitor_in("pl")
    visitor.answer_all()
    visitor.send()
    case = Case.objects.get()
    assert case.language == "pl"
    assert case.risk == Risk.UNASSESSED
    assert "to_translate" in case.why


def test_an_answer_can_be_changed_from_the_check_page(visitor, cast):
    visitor.answer_all()
    response = visitor.client.post(visitor.page("name") + "?change=1", {"name": "Ola"}, follow=True)
    assert response.request["PATH_INFO"].endswith("/check/")
    assert "Ola" in response.content.decode()


def test_d_3_2_a_service_for_women_takes_their_word_and_shows_others_who_can_help(visitor, cast):
    from places.models import Commission, StaffedHours

    StaffedHours.objects.create(
        commission=Commission.objects.get(areas__slug="darlington"), hours="24/7", valid_from="2026-01-05"
    )
    visitor.begin()
    visitor.answer("danger", danger="no")
    visitor.answer("place", place="Darlington")
    response = visitor.client.post(visitor.page("age"), {"age": "18"}, follow=True)
    assert response.request["PATH_INFO"].endswith("/woman/")
    response = visitor.client.post(visitor.page("woman"), {"woman": "no"}, follow=True)
    assert "You matter just as much." in response.content.decode()
    visitor.answer_all(place={"place": "Darlington"}, woman={"woman": "no"})
    visitor.send()
    assert "not_a_woman" in Case.objects.get().why


def test_a_mistake_is_still_there_after_a_reload_and_gone_once_it_is_mended(visitor, cast):
    """Back over a refused page must never show a browser's own error page."""
    visitor.begin()
    visitor.answer("danger", danger="no")
    assert visitor.client.post(visitor.page("place"), {"place": "Xyzzyville"}).status_code == 303
    for _look in range(2):
        html = visitor.client.get(visitor.page("place")).content.decode()
        assert "We cannot find that place." in html
        assert 'value="Xyzzyville"' in html
    visitor.answer("place", place="Margate")
    assert "We cannot find that place." not in visitor.client.get(visitor.page("place")).content.decode()
    visitor.answer_all(name={"name": "x" * 200}, until="name")
    visitor.answer("name", name="x" * 200)
    visitor.answer("name", name="Zofia")
    visitor.answer("safe-contact", send_now="1")
    visitor.send()
    assert "_tried" not in Referral.objects.get().answers


def test_a_place_that_was_only_guessed_is_asked_back(visitor, cast):
    visitor.begin()
    visitor.answer("danger", danger="no")
    response = visitor.answer("place", place="Whitstabel")
    assert response.request["PATH_INFO"].endswith("/which-area/")
    assert "Canterbury" in response.content.decode()
