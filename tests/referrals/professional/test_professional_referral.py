"""A professional referral, from the list of tasks to the receipt."""

from datetime import date

import pytest

from accounts.models import Team
from places.models import Commission, MaracRules, StaffedHours
from referral_forms.inbox.models import ActNow, Case, Pathway, Person, Risk, SafeContact, Source
from referral_forms.referrals.models import MaracAssessment, Referral
from referral_forms.referrals.professional.journey import JOURNEY
from tests.referrals.walker import slug_of
from vault.models import Message

from .conftest import ago, boxes


def test_somebody_does_every_task_checks_and_sends_and_gets_a_reference(professional, cast):
    check = professional.answer_all().content.decode()
    for word in ("Zofia Kestrelska", "Pushed down the stairs.", "Kim Kestrelski", "PC 1234"):
        assert word in check
    page = professional.send().content.decode()
    case = Case.objects.get()
    assert case.reference in page
    assert (case.kind, case.area.slug, case.commission.key) == ("professional_referral", "thanet", "kent")


def test_the_list_says_what_is_done_what_is_begun_and_what_must_wait(professional):
    professional.begin()
    first = professional.tasks()
    assert first.count("Not started yet") == 1
    assert first.count("Cannot start yet") == 13
    professional.answer("danger", danger="no")
    professional.answer("place", place="Margate")
    professional.answer("person", name="Zofia", age="18")
    later = professional.tasks()
    assert later.count("Completed") == 1
    assert later.count("In progress") == 1
    assert "Cannot start yet" in later


def test_a_task_cannot_be_begun_by_its_address_before_the_first_is_done(professional):
    professional.begin()
    response = professional.client.get(professional.page("person"), follow=True)
    assert slug_of(response) == "tasks"
    assert professional.client.get(professional.page("check"), follow=True).request["PATH_INFO"].endswith("/tasks/")


def test_after_the_last_page_of_a_task_the_list_comes_back_and_back_leads_there_too(professional):
    professional.begin()
    professional.answer("danger", danger="no")
    assert slug_of(professional.answer("place", place="Margate")) == "tasks"
    assert (
        f'href="{professional.page("tasks")}"' in professional.client.get(professional.page("sender")).content.decode()
    )


def test_the_list_without_a_draft_leads_away_as_every_page_does(professional, settings):
    response = professional.client.get(professional.page("tasks"))
    assert (response.status_code, response["Location"]) == (303, settings.NEUTRAL_SITE)


@pytest.mark.parametrize("source", [s for s in Source.values if s not in ("self", "known")])
def test_k_4_1_the_kind_of_organisation_is_always_stored(professional, cast, source):
    professional.answer_all(sender={
        "source": source, "organisation": "O", "name": "N", "telephone": "01632 960200"})  # fmt: skip
    professional.send()
    assert Case.objects.get().source == source


def test_everybody_named_is_a_person_of_the_case_apart_from_the_others(professional, cast):
    """domain H 15, K-3.1.10"""
    professional.answer_all(
        children={"children": "yes"},
        child_1={"name": "Ola", **boxes("birth_date", date(2020, 5, 1)), "school": "Hill", "another": "yes"},
        child_2={"name": "Jan", "age": "3"},
        alleged_1={"name": "Kim", "whereabouts": "custody", **boxes("release", ago(days=-9)), "another": "yes"},
        alleged_2={"name": "Lou"},
    )
    professional.send()
    people = [(person.role, person.content["name"]) for person in Person.objects.all()]
    assert people == [
        ("alleged", "Kim"), ("alleged", "Lou"), ("child", "Ola"), ("child", "Jan"),
        ("person", "Zofia Kestrelska"), ("sender", "Ash Officer"),
    ]  # fmt: skip
    kim = Person.objects.filter(role="alleged").first().content
    assert (kim["whereabouts"], kim["release"]) == ("custody", ago(days=-9).isoformat())
    sender = Person.objects.get(role="sender").content
    assert (sender["email"], sender["email_proved"]) == ("ash@police.example", True)
    assert Person.objects.filter(role="child").first().content["school"] == "Hill"


def test_the_work_e_mail_that_the_way_in_proved_is_not_asked_again_nor_can_it_be_changed(professional, cast):
    professional.answer_all(until="sender")
    assert 'name="email"' not in professional.client.get(professional.page("sender")).content.decode()
    professional.answer_all(sender={
        "source": "police", "organisation": "O", "name": "N", "telephone": "01632 960200",
        "email": "other@evil.example"})  # fmt: skip
    professional.send()
    assert Person.objects.get(role="sender").content["email"] == "ash@police.example"


def test_h_5_safety_of_contact_said_by_a_referrer_is_not_confirmed_with_the_person(professional, cast):
    professional.answer_all()
    professional.send()
    contact = SafeContact.objects.get()
    assert not contact.confirmed_with_person
    assert contact.content["channels"]["call"] == {"safe": "yes", "to": "01632 960123"}
    assert contact.content["name"] == "Zofia Kestrelska"
    assert (contact.content["spoken"], contact.content["interpreter"]) == ("Polish", True)


@pytest.mark.parametrize("knows", ["yes", "unsure"])
def test_h_15_if_anybody_may_know_them_it_is_closed_at_once_to_all_but_the_safeguarding_lead(
    professional, cast, signed_in, knows
):
    professional.answer_all(knows={"knows": knows, "knows_who": "My sister", "knows_who_unsure": "My cousin"})
    professional.send()
    case = Case.objects.get()
    assert case.restricted
    assert signed_in(cast.maya).get(f"/admin/inbox/{case.reference}/").status_code == 404
    page = signed_in(cast.sam).get(f"/admin/inbox/{case.reference}/").content.decode()
    assert ("My sister" if knows == "yes" else "My cousin") in page


def test_danger_now_shows_999_first_and_stands_as_act_now(professional, cast):
    professional.begin()
    page = professional.answer("danger", danger="yes")
    assert slug_of(page) == "call-999"
    assert "tel:999" in page.content.decode()
    professional.answer_all(danger={"danger": "yes"})
    professional.send()
    case = Case.objects.get()
    assert (case.act_now, case.why[0]) == (ActNow.UNCONFIRMED, "danger_now")


def test_k_6_1_6_high_risk_stands_on_the_idva_list(professional, cast):
    professional.answer_all(judgement={"judgement": "high", "reason": "He has found her twice."})
    professional.send()
    case = Case.objects.get()
    assert (case.risk, case.pathway) == (Risk.HIGH, Pathway.IDVA)


def test_without_a_tool_or_a_judgement_the_risk_stays_unassessed(professional, cast):
    professional.answer_all()
    professional.send()
    case = Case.objects.get()
    assert (case.risk, case.pathway) == (Risk.UNASSESSED, Pathway.TRIAGE)


def test_h_12_the_receipt_says_that_this_is_no_marac_referral_and_how_to_make_one(professional, cast):
    MaracRules.objects.filter(commission__key="kent").update(how_to_refer="Write to the invented coordinator.")
    professional.answer_all(risk_tool={"tool": "dash"}, score={"score": "14"})
    html = professional.send().content.decode()
    assert "This is not a MARAC referral" in html
    assert "Write to the invented coordinator." in html
    assert "14 answers were yes, and 14 are enough" in html
    assert "Refer somebody else" in html
    assert [met["key"] for met in MaracAssessment.objects.get().content["met"]] == ["visible_high"]


def test_the_receipt_tells_nothing_of_how_it_goes_on_and_whom_to_call(professional, cast):
    Team.objects.update(telephone="01632 960100")
    professional.answer_all()
    html = professional.send().content.decode()
    assert "Received" in html
    assert "tel:01632960100" in html
    assert "Maya" not in html


def test_another_person_can_be_referred_right_after(professional, cast):
    professional.answer_all()
    professional.send()
    professional.answer_all()
    professional.send()
    assert Case.objects.count() == 2


def test_events_within_the_months_of_the_area_count_towards_escalation(professional, cast):
    """Kent and Medway: three within six months."""
    professional.answer_all(
        what_happened={"story": "Again and again.", "events": "yes"},
        event_1={**boxes("on", ago(days=3)), "what": "one", "another": "yes"},
        event_2={**boxes("on", ago(days=60)), "what": "two", "another": "yes"},
        event_3={**boxes("on", ago(days=150)), "what": "three"},
    )
    professional.send()
    assert [met["key"] for met in MaracAssessment.objects.get().content["met"]] == ["escalation"]
    assert "marac" in Case.objects.get().why


def test_the_case_page_shows_tasks_people_apart_and_the_conference(professional, cast, signed_in):
    professional.answer_all(risk_tool={"tool": "dash"}, score={"score": "13", "unknown": "4"})
    professional.send()
    html = signed_in(cast.maya).get(f"/admin/inbox/{Case.objects.get().reference}/").content.decode()
    assert "no criterion is met" in html
    assert "4 answers were “don’t know” or left blank. They are not counted as no." in html
    assert "If those were yes, it would reach 14." in html
    assert "About somebody else: keep it apart" in html
    assert "It is not confirmed with the person." in html
    assert "Sent from the site: Police or criminal justice" in html
    assert "Pushed down the stairs." in html


def test_without_agreement_the_reason_is_asked_and_kept(professional, cast):
    """domain D: who, why, necessity, told or unsafe to tell."""
    professional.answer_all(
        agreed={"aware": "no", "support": "unsure", "sharing": "no"},
        without={"grounds": ["life", "child"], "why": "He has a key.", "safe_to_tell": "no"},
    )
    professional.send()
    case = Case.objects.get()
    assert {"without_agreement", "not_safe_to_tell"} <= set(case.why)
    assert case.referral.answers["without"]["grounds"] == ["life", "child"]


@pytest.mark.parametrize("missing", ["grounds", "why", "safe_to_tell"])
def test_without_agreement_nothing_of_the_reason_may_be_left_out(professional, missing):
    professional.answer_all(until="without", agreed={"aware": "no", "support": "no", "sharing": "no"})
    whole = {"grounds": ["life"], "why": "w", "safe_to_tell": "no"}
    html = professional.answer("without", **{key: each for key, each in whole.items() if key != missing})
    assert "govuk-error-summary" in html.content.decode()


def test_k_7_2_under_16_asks_for_the_reason_and_a_named_supporter_and_turns_nobody_away(professional, cast, signed_in):
    age_15 = boxes("birth_date", ago(days=15 * 365 + 30))
    professional.answer_all(until="social-care", person={"name": "Sky", **age_15})
    html = professional.answer("social-care", reason="She asked for you.", supporter="yes").content.decode()
    assert "Type the name of who supports them" in html
    professional.answer_all(
        person={"name": "Sky", **age_15}, social_care={"reason": "She asked for you.", "supporter": "no"}
    )
    professional.send()
    case = Case.objects.get()
    assert case.is_child
    assert {"under_16", "no_supporter"} <= set(case.why)
    # Years later it still shows what was said when they were 15.
    detail = Referral.objects.get(pk=case.pk)
    detail.answers = {**detail.answers, "person": {"name": "Sky", "birth_date": "2000-01-01"}}
    detail.save()
    assert "She asked for you." in signed_in(cast.jo).get(f"/admin/inbox/{case.reference}/").content.decode()


def test_d_3_2_a_service_for_women_asks_and_shows_others_who_can_help(professional, cast):
    StaffedHours.objects.create(
        commission=Commission.objects.get(areas__slug="darlington"), hours="24/7", valid_from="2026-01-05"
    )
    professional.begin()
    professional.answer("danger", danger="no")
    assert slug_of(professional.answer("place", place="Darlington")) == "woman"
    assert slug_of(professional.answer("woman", woman="no")) == "other-help"
    professional.answer_all(place={"place": "Darlington"}, woman={"woman": "no"})
    professional.send()
    assert "not_a_woman" in Case.objects.get().why


def test_an_area_without_a_team_shows_who_can_help_and_takes_nothing(professional, cast):
    """domain H 3"""
    professional.begin()
    professional.answer("danger", danger="no")
    html = professional.answer("place", place="Durham").content.decode()
    assert "There is no team for this form in County Durham yet" in html
    assert slug_of(professional.client.get(professional.page("person"), follow=True)) == "tasks"
    assert not Case.objects.exists()


@pytest.mark.parametrize("asked", [True, False])
def test_d_3_4a_public_funds_are_asked_about_only_where_it_changes_what_help_is_possible(professional, cast, asked):
    answers = {"place": {"area": "thanet", "staffed": True, "no_recourse_asked": asked}}
    assert ("money" in {step.slug for step in JOURNEY.route(answers)}) is asked


def test_d_3_4a_no_recourse_is_no_reason_to_decline(professional, cast):
    professional.answer_all(money={"no_recourse": "yes"})
    professional.send()
    assert "no_recourse" in Case.objects.get().why


def test_only_the_area_is_kept_of_a_postcode(professional, cast):
    professional.answer_all(place={"place": "CT9 1XX"}, which_area={"area": "thanet"})
    professional.send()
    assert "CT9" not in str(Referral.objects.get().answers).upper()


def test_h_13_words_in_another_language_leave_all_but_high_risk_unassessed(professional_in, cast):
    polish = professional_in("pl")
    polish.begin()
    polish.answer("danger", danger="no")
    polish.answer("place", place="Margate")
    for slug, given in {
        "sender": {"source": "health", "organisation": "O", "name": "N", "telephone": "01632 960200"},
        "knows": {"knows": "no"},
        "person": {"name": "Ola", "age": "18"},
        "safe-contact": {"call": "no"},
        "children": {"children": "no"},
        "what-happened": {"story": "Popchnął ją."},
        "danger-now": {},
        "risk-tool": {"tool": "none"},
        "judgement": {"judgement": "standard", "reason": "Spokojnie."},
        "agreed": {"aware": "yes", "support": "yes", "sharing": "yes"},
    }.items():
        polish.answer(slug, **given)
    polish.send()
    case = Case.objects.get()
    assert case.risk == Risk.UNASSESSED
    assert "to_translate" in case.why


def test_the_team_is_told_by_a_mail_without_a_personal_word(professional, cast):
    professional.answer_all()
    professional.send()
    content = Message.objects.get(key__startswith="arrival:").content
    for word in ("Zofia", "Kim", "Ash", "police", Case.objects.get().reference):
        assert word not in content["body"] + content["subject"]


def test_answers_wait_an_hour_and_no_longer(professional):
    from datetime import timedelta

    from django.utils import timezone

    from journeys import drafts
    from journeys.models import Draft

    professional.begin()
    html = professional.tasks()
    assert 'data-end-after="3600"' in html
    assert "for 60 minutes" in html
    now = timezone.now()
    assert drafts.sweep(now + timedelta(minutes=59)) == 0
    assert drafts.sweep(now + timedelta(minutes=61)) == 1
    assert not Draft.objects.exists()
