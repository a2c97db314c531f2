"""The case page and its actions, through the one door."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from referral_forms.inbox import timeline
from referral_forms.inbox.models import Case, Note
from referral_forms.inbox.permissions import cases_for
from vault import audit
from vault.models import Event, Message


def address(case: Case, action: str = "") -> str:
    return f"/admin/inbox/{case.reference}/{action}"


def note(text: str) -> dict[str, str]:
    return {"text": text, "note_id": str(uuid4())}


def test_the_safe_contact_banner_stands_before_everything_else_of_the_case(arrive, cast, signed_in):
    html = signed_in(cast.maya).get(address(arrive())).content.decode()
    banner, answers = html.index("Before you contact: what is safe"), html.index("What they told us")
    assert banner < answers
    assert "01632 960123" in html
    assert "Do not say who you are." in html
    assert "kestrel" in html


def test_a_channel_that_is_not_safe_shows_no_number(arrive, cast, signed_in):
    contact = {
        "channels": {
            key: {"safe": "no", "to": "01632 960999"} for key in ("call", "voicemail", "text", "email", "post")
        },
        "will_call": True,
    }
    html = signed_in(cast.maya).get(address(arrive(contact=contact))).content.decode()
    assert "01632 960999" not in html
    assert "Do not contact them. They will call." in html


def test_opening_noting_and_assigning_are_events_in_order(arrive, cast, signed_in):
    case = arrive()
    maya = signed_in(cast.maya)
    maya.get(address(case))
    maya.post(address(case, "note/"), note("Rang, no answer."))
    maya.post(address(case, "assign/"))
    actions = list(Event.objects.filter(subject=case.id).order_by("sequence").values_list("action", flat=True))
    assert actions == ["case.received", "case.opened", "case.noted", "case.assigned"]
    assert {event.actor for event in Event.objects.filter(subject=case.id, sequence__gt=1)} <= {cast.maya.id, None}
    assert list(audit.verify()) == []


def test_a_note_is_kept_sealed_and_shown_on_the_timeline(arrive, cast, signed_in):
    case = arrive()
    maya = signed_in(cast.maya)
    maya.post(address(case, "note/"), note("Rang, no answer."))
    assert Note.objects.get().text == "Rang, no answer."
    assert "Rang, no answer." in maya.get(address(case)).content.decode()


def test_nobody_pushes_a_note_off_the_page(arrive, cast, signed_in):
    case, maya = arrive(), signed_in(cast.maya)
    maya.post(address(case, "note/"), note("He has her old telephone."))
    for _each in range(timeline.PAGE + 1):
        audit.record("case.word_refused", actor=None, subject=case.id)
    assert "He has her old telephone." in maya.get(address(case)).content.decode()


def test_an_empty_note_is_asked_for_again_beside_its_field(arrive, cast, signed_in):
    response = signed_in(cast.maya).post(address(arrive(), "note/"), note(" "))
    assert response.status_code == 422
    assert "Write the note before you save it." in response.content.decode()


def test_assign_to_me_makes_the_case_mine_and_opens_it(arrive, cast, signed_in):
    case = arrive()
    signed_in(cast.maya).post(address(case, "assign/"))
    case.refresh_from_db()
    assert (case.assigned_to, case.state) == (cast.maya, "open")


@pytest.mark.parametrize("who", ["tom", "edie", "ada", "olu", "dot"])
def test_who_may_not_see_a_case_is_told_that_there_is_none(arrive, cast, signed_in, who):
    """Tom works elsewhere; the others have no business with cases at all."""
    case = arrive()
    user = getattr(cast, who)
    browser = signed_in(user)
    assert browser.get(address(case)).status_code == 404
    assert browser.post(address(case, "note/"), note("x")).status_code == 404
    assert browser.post(address(case, "assign/")).status_code == 404
    assert not Note.objects.exists()
    refused = Event.objects.filter(action="case.refused", subject=case.id, actor=user.id)
    assert refused.count() == 3


def test_what_is_not_there_answers_like_what_may_not_be_seen(arrive, cast, signed_in):
    case = arrive()
    browser = signed_in(cast.tom)
    hidden, missing = browser.get(address(case)), browser.get("/admin/inbox/ZZZ-ZZZ/")
    assert hidden.status_code == missing.status_code == 404
    assert case.reference not in hidden.content.decode()


def test_a_foreign_case_leaks_into_no_count_filter_or_search(arrive, cast, signed_in):
    case = arrive(act_now=True)
    html = signed_in(cast.tom).get("/admin/inbox/").content.decode()
    assert case.reference not in html
    assert "0 cases in your areas" in html
    assert "Thanet" not in html
    found = signed_in(cast.tom).post("/admin/inbox/find/", {"reference": case.reference}, follow=True).content.decode()
    assert "There is no case with that reference in your areas." in found


def test_the_safeguarding_lead_sees_children_everywhere(arrive, cast):
    child = arrive(is_child=True)
    assert child in cases_for(cast.sam)


def test_a_case_without_an_area_is_for_those_who_cover_every_area(arrive, cast):
    case = arrive(area=None)
    assert case in cases_for(cast.jo)
    assert case not in cases_for(cast.maya)


def test_a_reference_is_found_however_it_is_typed(arrive, cast, signed_in):
    case = arrive()
    typed = case.reference.lower().replace("-", " ")
    response = signed_in(cast.maya).post("/admin/inbox/find/", {"reference": typed})
    assert response["Location"] == address(case)


def test_the_queue_narrows_by_area_kind_state_and_mine(arrive, cast, signed_in):
    thanet, dover = arrive(area="thanet"), arrive(area="dover")
    maya = signed_in(cast.maya)
    maya.post(address(dover, "assign/"))

    def shown(query: str) -> set[str]:
        html = maya.get(f"/admin/inbox/?{query}").content.decode()
        return {case.reference for case in (thanet, dover) if case.reference in html}

    both = {thanet.reference, dover.reference}
    assert shown("area=thanet") == {thanet.reference}
    assert shown("mine=1") == {dover.reference}
    assert shown("state=new") == {thanet.reference}
    assert shown("kind=self_referral") == both
    assert shown("show=nobody") == {thanet.reference}
    assert shown("state=nonsense&kind=nonsense&show=nonsense&p=nonsense") == both


def test_the_queue_takes_as_many_queries_for_many_cases_as_for_one(
    arrive, cast, signed_in, django_assert_max_num_queries
):
    for _number in range(12):
        arrive()
    maya = signed_in(cast.maya)
    with django_assert_max_num_queries(20):
        maya.get("/admin/inbox/")


def test_every_row_says_in_words_why_it_stands_there(arrive, cast, signed_in):
    arrive(act_now=True, why=["danger_now", "stalking"])
    html = signed_in(cast.maya).get("/admin/inbox/").content.decode()
    assert "Act now, by their own word: a person must confirm it" in html
    assert "They say they are in danger now" in html
    assert "Stalking" in html


def test_the_queue_says_so_when_the_alerts_are_late(arrive, cast, signed_in):
    from vault import schedule

    maya = signed_in(cast.maya)
    assert "Alerts are late." in maya.get("/admin/inbox/").content.decode()
    schedule.run_due(timezone.now())
    assert "Alerts are late." not in maya.get("/admin/inbox/").content.decode()


def test_an_unopened_act_now_case_alerts_the_next_person_then_a_manager_each_once(arrive, cast):
    """domain H 3"""
    from referral_forms.inbox import alerts

    case = arrive(act_now=True)
    now = case.received_at
    for minutes in (0, 14, 16, 16, 31, 31):
        alerts.escalate(now + timedelta(minutes=minutes))
    told = [message.content["to"] for message in Message.objects.filter(key__startswith="alert:").order_by("key")]
    assert told == [cast.maya.email, cast.jo.email]
    assert Event.objects.filter(action="case.alerted").count() == 2


def test_once_somebody_has_opened_it_nobody_is_alerted(arrive, cast, signed_in):
    from referral_forms.inbox import alerts

    case = arrive(act_now=True)
    signed_in(cast.maya).get(address(case))
    assert alerts.escalate(case.received_at + timedelta(days=1)) == 0


def test_a_case_that_is_not_act_now_alerts_nobody(arrive, cast):
    from referral_forms.inbox import alerts

    case = arrive()
    assert alerts.escalate(case.received_at + timedelta(days=30)) == 0


def test_a_worker_chooses_the_lot_of_a_case_in_county_durham(arrive, cast, signed_in):
    """No source tells which postcode lies in which Local Network: until it does, a person chooses."""
    case = arrive(area="county-durham")
    jo = signed_in(cast.jo)
    assert "Local Network 12" in jo.get(address(case)).content.decode()
    jo.post(address(case, "place/"), {"area": "local-network-3"})
    case.refresh_from_db()
    assert case.area.slug == "local-network-3"
    assert Event.objects.filter(action="case.placed", subject=case.id).exists()


def test_a_case_without_an_area_gets_one_and_its_team_is_told(arrive, cast, signed_in):
    case = arrive(area=None)
    signed_in(cast.jo).post(address(case, "place/"), {"area": "thanet"})
    case.refresh_from_db()
    assert (case.area.slug, case.commission.key) == ("thanet", "kent")
    told = {message.content["to"] for message in Message.objects.filter(key__startswith=f"arrival:{case.id}:team")}
    assert told == {"east-kent@waymark.example"}


@pytest.mark.parametrize("area", ["medway", "nowhere", ""])
def test_a_case_cannot_be_put_where_it_does_not_belong(arrive, cast, signed_in, area):
    case = arrive(area="thanet")
    page = signed_in(cast.maya).post(address(case, "place/"), {"area": area}, follow=True).content.decode()
    assert "Choose an area from the list." in page
    case.refresh_from_db()
    assert case.area.slug == "thanet"


def test_pressing_save_twice_writes_a_note_once(arrive, cast, signed_in):
    case, maya, form = arrive(), signed_in(cast.maya), note("Rang, no answer.")
    for _press in range(2):
        maya.post(address(case, "note/"), form)
    assert Note.objects.count() == 1


def test_nobody_loses_a_case_without_knowing(arrive, cast, signed_in):
    case = arrive()
    signed_in(cast.jo).post(address(case, "assign/"), {"seen": ""})
    page = signed_in(cast.maya).post(address(case, "assign/"), {"seen": ""}, follow=True).content.decode()
    assert "it belongs to Jo Example now" in page
    case.refresh_from_db()
    assert case.assigned_to == cast.jo


def test_looking_for_a_case_of_another_area_is_an_event(arrive, cast, signed_in):
    case = arrive()
    signed_in(cast.tom).post("/admin/inbox/find/", {"reference": case.reference})
    event = Event.objects.get(action="case.refused")
    assert (event.subject, event.actor, event.detail["wanted"]) == (case.id, cast.tom.id, "case.find")


def test_an_act_now_case_that_nobody_can_be_told_of_is_a_fault_that_shows(arrive, cast):
    from accounts.models import Membership, Team
    from referral_forms.inbox import alerts

    case = arrive(act_now=True)
    Team.objects.all().delete()
    Membership.objects.update(ended_at=case.received_at)
    with pytest.raises(alerts.NobodyToAlert):
        alerts.escalate(case.received_at + timedelta(hours=1))


def test_an_act_now_case_that_was_placed_alerts_the_people_of_its_new_area_until_one_opens_it(arrive, cast, signed_in):
    """domain H 3: that a manager looked at it to place it does not mean that its team has."""
    from referral_forms.inbox import alerts

    case = arrive(area=None, act_now=True)
    jo = signed_in(cast.jo)
    jo.get(address(case))
    jo.post(address(case, "place/"), {"area": "thanet"})
    alerts.escalate(timezone.now() + timedelta(minutes=16))
    told = [message.content["to"] for message in Message.objects.filter(key__startswith="alert:")]
    assert told == [cast.maya.email]
