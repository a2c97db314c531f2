"""With reference and word: change how we reach you, or stop. Nothing of the case is ever shown."""

from datetime import timedelta

import pytest

from journeys.models import Draft
from referral_forms.inbox import contact, contact_changes
from referral_forms.inbox.models import Case, ContactChange, SafeContact
from referral_forms.inbox.references import tidy
from referral_forms.inbox.words import WORDS
from vault import throttle
from vault.models import Event, Message

STOP = {"wanted": {"wanted": "stop"}}
WRONG = "These two do not fit together."


def usable(case: Case) -> dict[str, str]:
    return contact.usable(SafeContact.objects.select_related("case").get(case=case))


def decide(browser, case: Case, decision: str, **more):
    change = ContactChange.objects.get()
    address = f"/admin/inbox/{case.reference}/changes/{change.id}/"
    return browser.post(address, {"decision": decision, **more}, follow=True)


def words_of(case: Case) -> list[str]:
    return ["Zofia", "01632", "zofia@example.com", "kestrel", "Thanet", "Margate", case.reference]


def test_the_page_is_neutral_and_sets_no_cookie(changer):
    response = changer.client.get(changer.start)
    assert "Type all of it." in response.content.decode()
    assert not changer.client.cookies
    assert response["Cache-Control"] == "no-store, private"


def test_both_the_sent_page_and_the_start_page_lead_there(visitor, cast):
    visitor.answer_all()
    assert "/en/get-help/changes/" in visitor.send().content.decode()
    assert "/en/get-help/changes/" in visitor.client.get(visitor.start).content.decode()
    assert "/en/get-help/changes/" in visitor.client.get("/en/get-help/").content.decode()


@pytest.mark.parametrize("typed", ["{0}", " {0} ", "{1}", "{2}"])
def test_reference_and_word_are_understood_however_they_are_typed(changer, sent, typed):
    reference = typed.format(sent.reference, sent.reference.lower().replace("-", " "), sent.reference.replace("-", ""))
    response = changer.prove(reference, sent.referral.answers["word"].upper())
    assert response.request["PATH_INFO"].endswith("/wanted/")


def test_wrong_unknown_and_closed_get_the_same_answer(changer, sent):
    word = sent.referral.answers["word"]
    wrong = changer.prove(sent.reference, "wrongword")
    unknown = changer.prove("ZZZ-ZZZ", word)
    Case.objects.update(closed=True)
    closed = changer.prove(sent.reference, word)
    answers = [wrong, unknown, closed]
    assert {answer.status_code for answer in answers} == {422}
    assert all(WRONG in answer.content.decode() for answer in answers)
    assert not Draft.objects.filter(journey="contact_change").exists()
    bodies = {
        answer.content.decode().replace(typed, "")
        for answer, typed in zip(answers, (sent.reference, "ZZZ-ZZZ", sent.reference), strict=True)
    }
    assert len({body.replace("wrongword", "").replace(word, "") for body in bodies}) == 1


def test_wrong_and_unknown_take_the_same_steps_in_the_database(changer, sent, django_assert_num_queries):
    from django.db import connections
    from django.test.utils import CaptureQueriesContext

    counts = []
    for reference, word in (
        (sent.reference, "wrongword"),
        ("ZZZ-ZZZ", "wrongword"),
        ("ZZZ-ZZZ", sent.referral.answers["word"]),
    ):
        with CaptureQueriesContext(connections["default"]) as one, CaptureQueriesContext(connections["keys"]) as two:
            changer.prove(reference, word)
        counts.append((len(one), len(two)))
    assert len(set(counts)) == 1, counts


def test_a_wrong_word_is_an_event_of_the_case(changer, sent, cast, signed_in):
    changer.prove(sent.reference, "wrongword")
    assert Event.objects.get(action="case.word_refused").subject == sent.id
    html = signed_in(cast.maya).get(f"/admin/inbox/{sent.reference}/").content.decode()
    assert "Somebody gave the reference with a wrong word" in html


def test_guessing_a_word_is_stopped_after_five_tries_for_what_exists_and_what_does_not(changer, sent):
    for reference in (sent.reference, "ZZZ-ZZZ"):
        answers = [changer.prove(reference, f"guess{number}").status_code for number in range(6)]
        assert answers == [422] * 5 + [429]
    # Then the right word does not help either, until an hour has passed.
    assert changer.prove(sent.reference, sent.referral.answers["word"]).status_code == 429


def test_a_network_that_may_not_try_any_more_uses_up_no_tries_at_a_reference(changer, sent):
    for number in range(14):
        changer.prove(f"BBB-{number:03}", "x")
    for _try in range(6):
        assert changer.prove(sent.reference, "x").status_code == 429
    changer.client.defaults["REMOTE_ADDR"] = "203.0.113.9"
    assert changer.prove(sent.reference, sent.referral.answers["word"]).status_code == 200


def test_after_forty_tries_in_ninety_days_only_a_call_helps(changer, sent):
    for _try in range(40):
        throttle.allow("changes-with-long", tidy(sent.reference), limit=40, window=timedelta(days=90))
    response = changer.prove(sent.reference, sent.referral.answers["word"])
    assert response.status_code == 429
    assert "Please call" in response.content.decode()


def test_the_right_words_begin_the_count_anew(changer, sent):
    for _try in range(39):
        throttle.allow("changes-with-long", tidy(sent.reference), limit=40, window=timedelta(days=90))
    for _time in range(2):
        assert changer.prove(sent.reference, sent.referral.answers["word"]).status_code == 200


def test_one_of_tens_of_thousands_is_given_and_half_of_it_opens_nothing(changer, sent):
    first, second = sent.referral.answers["word"].split(" ")
    assert first != second
    assert len(WORDS) * (len(WORDS) - 1) > 30_000
    for half in (first, second):
        assert WRONG in changer.prove(sent.reference, half).content.decode()
    assert changer.prove(sent.reference, f"{first}{second}").request["PATH_INFO"].endswith("/wanted/")


def test_a_page_of_another_site_cannot_put_a_change_in_the_place_of_a_draft(changer, sent):
    proof = {"reference": sent.reference, "word": sent.referral.answers["word"]}
    response = changer.client.post(changer.start, proof, headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 200
    assert not response.cookies


def test_guessing_many_references_from_one_place_is_stopped(changer, sent):
    answers = [changer.prove(f"BBB-{number:03}", "x").status_code for number in range(14)]
    assert answers[-1] == 429


def test_nothing_of_what_is_stored_is_ever_shown(changer, sent):
    response = changer.prove(sent.reference, sent.referral.answers["word"])
    pages = [response]
    for slug in ("wanted", "safe-contact", "safe-times", "who-we-are", "code-word"):
        response = changer.client.post(changer.page(slug), changer.answers[slug], follow=True)
        pages.append(response)
    pages.append(changer.client.post(changer.page("check"), follow=True))
    for page in pages:
        html = page.content.decode()
        assert [word for word in words_of(sent) if word in html and word != "01632"] == []
        assert "01632 960123" not in html


def test_h_5_what_is_no_longer_named_cannot_be_used_from_that_moment(changer, sent):
    assert usable(sent) == {"call": "01632 960123", "email": "zofia@example.com"}
    changer.ask(sent)
    assert usable(sent) == {}


def test_h_5_what_stays_the_same_stays_usable_and_a_new_number_is_only_asked_for(changer, sent):
    ways = {"call": "yes", "call_to": "01632960123", "email": "yes", "email_to": "new@example.com"}
    changer.ask(sent, safe_contact=ways)
    assert usable(sent) == {"call": "01632 960123"}
    assert SafeContact.objects.get().content["channels"]["email"]["to"] == "zofia@example.com"


def test_stop_makes_every_channel_unusable_and_changes_nothing_of_the_danger(changer, visitor, cast):
    visitor.answer_all(danger={"danger": "yes"})
    visitor.send()
    case = Case.objects.get()
    before = (case.act_now, case.risk, case.rank, case.closed)
    page = changer.ask(case, **STOP).content.decode()
    assert "From now on we do not contact you." in page
    case.refresh_from_db()
    assert (case.act_now, case.risk, case.rank, case.closed) == before
    assert usable(case) == {}


def test_the_queue_and_the_case_show_that_they_asked_to_stop_and_hide_every_number(changer, sent, cast, signed_in):
    changer.ask(sent, **STOP)
    maya = signed_in(cast.maya)
    assert "They asked to stop" in maya.get("/admin/inbox/").content.decode()
    html = maya.get(f"/admin/inbox/{sent.reference}/").content.decode()
    assert "They asked to stop: The person" in html
    assert "01632 960123" not in html
    assert "zofia@example.com" not in html


def test_the_team_is_told_neutrally_and_it_is_an_event(changer, sent):
    changer.ask(sent)
    mail = Message.objects.get(key__startswith="change:").content
    assert mail["to"] == "east-kent@waymark.example"
    assert not any(word in mail["body"] + mail["subject"] for word in words_of(sent))
    event = Event.objects.get(action="case.change_asked")
    assert (event.subject, event.actor, event.detail["wanted"]) == (sent.id, None, "reach")
    assert "960777" not in str(event.detail)


def test_what_was_waiting_to_be_sent_is_not_sent_any_more(changer, sent):
    assert Message.objects.filter(key__startswith=f"message:{sent.id}:").exists()
    changer.ask(sent, **STOP)
    assert not Message.objects.filter(key__startswith=f"message:{sent.id}:").exists()


def test_a_worker_takes_the_new_way_over_after_the_word(changer, sent, cast, signed_in):
    changer.ask(sent)
    maya = signed_in(cast.maya)
    html = maya.get(f"/admin/inbox/{sent.reference}/").content.decode()
    assert "01632 960777" in html
    assert "It is not confirmed." in html
    decide(maya, sent, "accept", proved="1")
    assert usable(sent) == {"call": "01632 960777"}
    kept = SafeContact.objects.get()
    assert kept.confirmed_with_person
    assert (kept.content["code_word"], kept.content["name"], kept.content["interpreter"]) == ("puffin", "Zofia", True)
    sent.refresh_from_db()
    assert sent.change_wanted == ""
    event = Event.objects.get(action="case.change_decided")
    assert (event.actor, event.detail["accepted"]) == (cast.maya.id, True)


@pytest.mark.parametrize(
    ("who", "hidden", "sees"),
    [({"hide_number": "no", "who_sees": "my flatmate"}, "no", "my flatmate"), ({"skip": "1"}, "", "my sister")],
)
def test_domain_b_a_change_carries_the_hidden_number_and_loses_no_warning_of_who_sees_it(
    changer, sent, cast, signed_in, who, hidden, sees
):
    """A yes to hiding the number must be said again; who sees the phone stays until somebody says otherwise."""
    changer.ask(sent, who_we_are=who)
    maya = signed_in(cast.maya)
    asked = maya.get(f"/admin/inbox/{sent.reference}/").content.decode()
    assert f"<bdi>{who.get('who_sees', sees)}</bdi>" in asked
    decide(maya, sent, "accept", proved="1")
    kept = SafeContact.objects.get().content
    assert (kept["hide_number"], kept["who_sees"]) == (hidden, sees)


def test_the_case_is_found_by_the_new_number_only_after_it_was_confirmed(changer, sent, cast, signed_in):
    from vault import blind

    changer.ask(sent)
    assert sent.id not in blind.find("telephone", "01632 960777")
    decide(signed_in(cast.maya), sent, "accept", proved="1")
    assert sent.id in blind.find("telephone", "01632 960777")


def test_without_the_word_a_worker_cannot_take_it_over(changer, sent, cast, signed_in):
    changer.ask(sent)
    html = decide(signed_in(cast.maya), sent, "accept").content.decode()
    assert "Ask for the word first" in html
    assert usable(sent) == {}


def test_if_it_was_not_them_all_is_as_it_was(changer, sent, cast, signed_in):
    changer.ask(sent, **STOP)
    decide(signed_in(cast.maya), sent, "refuse")
    assert usable(sent) == {"call": "01632 960123", "email": "zofia@example.com"}
    sent.refresh_from_db()
    assert sent.change_wanted == ""


def test_an_accepted_stop_stays(changer, sent, cast, signed_in):
    changer.ask(sent, **STOP)
    decide(signed_in(cast.maya), sent, "accept", proved="1")
    assert usable(sent) == {}
    assert SafeContact.objects.get().content["will_call"]


def test_a_decision_is_made_once(changer, sent, cast, signed_in):
    changer.ask(sent, **STOP)
    maya = signed_in(cast.maya)
    decide(maya, sent, "refuse")
    decide(maya, sent, "accept", proved="1")
    assert usable(sent) != {}
    assert Event.objects.filter(action="case.change_decided").count() == 1


def test_two_requests_hold_together_until_both_are_decided(changer, another_changer, sent, cast):
    changer.ask(sent, safe_contact={"call": "yes", "call_to": "01632 960123"})
    another_changer().ask(sent, safe_contact={"email": "yes", "email_to": "zofia@example.com"})
    assert usable(sent) == {}


@pytest.mark.parametrize("who", ["tom", "edie", "ada", "olu", "dot", "tara", "nobody"])
@pytest.mark.parametrize("decision", ["accept", "nonsense"])
def test_whoever_may_not_work_on_the_case_decides_nothing(changer, sent, cast, signed_in, who, decision):
    changer.ask(sent)
    assert decide(signed_in(getattr(cast, who)), sent, decision, proved="1").status_code == 404
    assert ContactChange.objects.get().decided_at is None


def test_what_a_neighbour_changes_with_their_word_is_their_own_contact_and_never_the_persons(changer, neighbour_sent):
    before = usable(neighbour_sent)
    changer.ask(neighbour_sent, **STOP)
    assert usable(neighbour_sent) == before == {"call": "01632 960123"}
    assert contact.usable_of_sender(neighbour_sent) == {}
    assert ContactChange.objects.get().about == "sender"


def test_a_neighbours_new_address_is_taken_over_for_the_neighbour(changer, neighbour_sent, cast, signed_in):
    changer.ask(neighbour_sent)
    decide(signed_in(cast.maya), neighbour_sent, "accept", proved="1")
    assert contact.usable_of_sender(neighbour_sent) == {"call": "01632 960777"}
    assert usable(neighbour_sent) == {"call": "01632 960123"}
    assert not SafeContact.objects.get().confirmed_with_person


@pytest.fixture
def neighbour_sent(world, cast) -> Case:
    from tests.referrals.known.conftest import ANSWERS, START
    from tests.referrals.walker import Walker

    Walker(START, ANSWERS).send()
    return Case.objects.get()


def test_a_case_that_has_gone_meanwhile_gets_the_same_page(changer, sent):
    changer.go_on(changer.prove(sent.reference, sent.referral.answers["word"]))
    Case.objects.update(closed=True)
    page = changer.client.post(changer.page("check"), follow=True)
    assert page.request["PATH_INFO"].endswith("/sent/")
    assert not ContactChange.objects.exists()


def test_sending_twice_asks_once(changer, sent):
    changer.ask(sent)
    changer.client.post(changer.page("check"), follow=True)
    assert ContactChange.objects.count() == 1


def test_exit_forgets_it(changer, sent):
    changer.prove(sent.reference, sent.referral.answers["word"])
    changer.client.get("/leave/")
    assert not Draft.objects.filter(journey="contact_change").exists()


def test_reference_and_word_stand_in_no_address(changer, sent):
    response = changer.prove(sent.reference, sent.referral.answers["word"])
    addresses = "".join(address for address, _status in response.redirect_chain)
    assert sent.reference not in addresses
    assert sent.referral.answers["word"] not in addresses


def test_asking_without_the_page_changes_nothing_of_a_closed_case(sent):
    Case.objects.update(closed=True)
    assert not contact_changes.ask(sent.id, "stop", {})


def test_after_two_cases_were_joined_either_reference_still_stops_both(changer, visitor, sent, cast, signed_in):
    from tests.referrals.conftest import Visitor

    other = Visitor()
    other.answer_all()
    other.send()
    part = Case.objects.exclude(pk=sent.pk).get()
    Case.objects.filter(pk=part.pk).update(merged_into=sent, closed=True)
    changer.ask(part, **STOP)
    part.refresh_from_db()
    assert (usable(sent), usable(part)) == ({}, {})
    assert not Message.objects.filter(key__startswith="message:").exists()
    html = signed_in(cast.maya).get(f"/admin/inbox/{sent.reference}/").content.decode()
    assert "They asked to stop: The person" in html


def test_however_deep_a_case_was_joined_its_reference_and_word_still_stop_them(changer, sent):
    from tests.inbox.arriving import came

    head, part = came(), came()
    Case.objects.filter(pk=sent.pk).update(merged_into=part, closed=True)
    Case.objects.filter(pk=part.pk).update(merged_into=head, closed=True)
    assert "From now on we do not contact you." in changer.ask(sent, **STOP).content.decode()
    assert ContactChange.objects.get().case == sent
    head.refresh_from_db()
    assert head.change_wanted == "stop"
    Case.objects.filter(pk=head.pk).update(closed=True)
    assert contact_changes.case_of(sent.reference, sent.referral.answers["word"]) is None
