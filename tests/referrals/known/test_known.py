"""A friend, relative, neighbour or colleague tells us of somebody, from the first page to the case."""

import pytest

from journeys.models import Draft
from places.models import Commission, StaffedHours
from referral_forms.inbox.models import ActNow, Case, Person, Risk, SafeContact, Source
from vault.models import Event, Message


def persons(role: str) -> list[dict]:
    return [person.content for person in Person.objects.filter(role=role)]


def test_the_first_page_says_what_they_can_do_and_what_makes_it_worse(neighbour, cast):
    html = neighbour.client.get(neighbour.start).content.decode()
    for words in (
        "Call <a",
        "Do not speak with the one who hurts them.",
        "Do not push the person to leave.",
        "Do not send messages about it to the person’s phone",
        "We may not be able to tell you what happens after that.",
    ):
        assert words in html
    assert not neighbour.client.cookies


def test_h_14_a_neighbour_answers_and_sends_and_gets_a_reference_and_a_word(neighbour, cast):
    page = neighbour.send().content.decode()
    case = Case.objects.get()
    assert (case.kind, case.source, case.area.slug, case.commission.key) == (
        "someone_known",
        Source.KNOWN,
        "thanet",
        "kent",
    )
    assert case.reference in page
    assert case.referral.answers["word"] in page


def test_h_18_the_receipt_says_that_they_may_never_hear_what_follows(neighbour, cast):
    html = neighbour.send().content.decode()
    assert "We may not be able to tell you what follows, not even whether we know the person." in html


def test_the_person_the_sender_and_who_is_said_to_hurt_them_are_kept_apart(neighbour, cast):
    neighbour.send()
    assert persons("person")[0]["name"] == "Zofia"
    [alleged] = persons("alleged")
    assert (alleged["name"], alleged["relation"]) == ("Karol", "her husband")
    [sender] = persons("sender")
    assert (sender["name"], sender["relation"]) == ("Bo", "neighbour")
    assert sender["contact"]["channels"]["email"] == {"safe": "yes", "to": "neighbour@example.com"}
    assert sender["contact"]["code_word"] == "heron"


def test_h_5_what_somebody_else_says_of_safe_ways_is_never_confirmed_and_the_case_says_so(neighbour, cast, signed_in):
    neighbour.send()
    kept = SafeContact.objects.get()
    assert not kept.confirmed_with_person
    assert kept.content["channels"]["call"] == {"safe": "yes", "to": "01632 960123"}
    html = signed_in(cast.maya).get(f"/admin/inbox/{Case.objects.get().reference}/").content.decode()
    assert "Somebody else said this. It is not confirmed with the person." in html
    assert "Who told us: how to reach them" in html
    assert html.index("01632 960123") < html.index("Who told us: how to reach them") < html.index("neighbour@")


@pytest.mark.parametrize(
    ("page", "given"),
    [
        ("safe_contact", {"call": "no", "call_to": "01632 960999", "text": "unsure", "text_to": "07700 900123"}),
        ("your_contact", {"call": "no", "call_to": "01632 960999", "text": "unsure", "text_to": "07700 900123"}),
    ],
)
def test_a_channel_that_is_not_safe_keeps_no_number_of_either_of_them(neighbour, cast, page, given):
    neighbour.send(**{page: given})
    sender = persons("sender")[0]["contact"]
    kept = SafeContact.objects.get().content if page == "safe_contact" else sender
    assert kept["channels"]["call"] == {"safe": "no", "to": ""}
    assert kept["channels"]["text"] == {"safe": "unsure", "to": ""}


def test_domain_b_a_neighbour_says_who_sees_the_phone_and_a_not_sure_hides_no_number(neighbour, cast, signed_in):
    neighbour.send()
    html = signed_in(cast.maya).get(f"/admin/inbox/{Case.objects.get().reference}/").content.decode()
    assert "<b>May our number be hidden:</b> no (they are not sure)" in html
    assert "<b>Who else can see phone, email or post:</b> <bdi>Karol</bdi>" in html


def test_if_it_may_not_be_safe_nothing_is_asked_or_kept_of_the_person(neighbour, cast):
    neighbour.send(may_contact={"contact": "unsure"})
    assert "sender_only" in Case.objects.get().why
    assert {channel["to"] for channel in SafeContact.objects.get().content["channels"].values()} == {""}


def test_an_answer_taken_back_leaves_no_number_behind(neighbour, cast):
    neighbour.walk()
    neighbour.client.post(neighbour.page("may-contact") + "?change=1", {"contact": "no"})
    neighbour.client.post(neighbour.page("check"))
    assert "01632" not in str(SafeContact.objects.get().content)
    assert "safe-contact" not in Case.objects.get().referral.answers


def test_the_sender_may_stay_unknown(neighbour, cast):
    page = neighbour.send(your_contact={"skip": "1"}, your_name={"skip": "1"}, your_times={"skip": "1"})
    [sender] = persons("sender")
    assert sender["name"] == ""
    assert "We will not contact you." in page.content.decode()


def test_danger_now_shows_999_first_and_stands_as_act_now_unconfirmed(neighbour, cast):
    neighbour.begin()
    response = neighbour.answer("danger", danger="yes")
    assert response.request["PATH_INFO"].endswith("/call-999/")
    assert "tel:999" in response.content.decode()
    neighbour.send(danger={"danger": "yes"})
    case = Case.objects.get()
    assert (case.act_now, case.risk) == (ActNow.UNCONFIRMED, Risk.UNASSESSED)


@pytest.mark.parametrize(
    ("changed", "key", "act_now"),
    [
        ({"signs": {"signs": ["strangulation"]}}, "strangulation", True),
        ({"signs": {"signs": ["weapon"]}}, "weapon", True),
        ({"signs": {"signs": ["threat_to_kill"]}}, "threat_to_kill", True),
        ({"signs": {"signs": ["suicidal"]}}, "suicidal", True),
        ({"signs": {"signs": ["forced_travel"]}}, "forced_travel", True),
        ({"signs": {"signs": ["knows_safe_address"]}}, "knows_safe_address", True),
        ({"children": {"children": "yes", "child_hurt": "yes"}}, "child_at_risk", True),
        ({"children": {"children": "yes", "child_hurt": "no"}}, "children_seen", False),
        ({"signs": {"signs": ["pregnant"]}}, "pregnant", False),
        ({"what_you_see": {"kinds": ["forced_marriage"]}}, "forced_marriage", False),
        ({"knows": {"knows": "no"}}, "not_told", False),
    ],
)
def test_what_they_saw_becomes_a_flag_of_the_queue(neighbour, cast, changed, key, act_now):
    neighbour.send(**changed)
    case = Case.objects.get()
    assert key in case.why
    assert (case.act_now == ActNow.UNCONFIRMED) is act_now


def test_every_sign_on_the_page_is_one_that_the_queue_knows():
    from referral_forms.referrals import judging
    from referral_forms.referrals.known.forms import SIGNS

    assert {key for key, _words in SIGNS} <= judging.ACT_NOW.keys() | judging.SIGNS.keys()


@pytest.mark.parametrize("age", ["under_13", "13_15", "16_17"])
def test_h_9_for_a_child_they_are_told_who_may_be_told_and_the_lead_sees_it(neighbour, cast, age):
    response = neighbour.walk(until="age")
    html = neighbour.answer("age", age=age).content.decode()
    assert "Because the person is under 18" in html
    assert "0800 1111" in html
    neighbour.send(age={"age": age})
    assert Case.objects.get().is_child
    assert response.status_code == 200


def test_h_3_an_area_without_a_team_shows_help_and_not_the_form(neighbour, cast):
    neighbour.begin()
    neighbour.answer("danger", danger="no")
    neighbour.answer("relation", relation="friend")
    html = neighbour.answer("place", place="Durham").content.decode()
    assert "There is no team for this form in County Durham yet" in html
    assert "/en/get-help/for-someone-i-know/place/" in html
    assert neighbour.client.get(neighbour.page("check")).status_code == 303


def test_d_3_2_where_a_service_is_for_women_others_are_shown_who_can_help(neighbour, cast):
    StaffedHours.objects.create(
        commission=Commission.objects.get(areas__slug="darlington"), hours="24/7", valid_from="2026-01-05"
    )
    response = neighbour.walk(until="other-help", place={"place": "Darlington"}, woman={"woman": "no"})
    assert "The person matters just as much." in response.content.decode()
    neighbour.send(place={"place": "Darlington"}, woman={"woman": "no"})
    assert "not_a_woman" in Case.objects.get().why


def test_a_person_outside_our_areas_still_reaches_somebody(neighbour, cast):
    neighbour.send(place={"place": "Leeds"}, which_area={"area": "none"})
    case = Case.objects.get()
    assert case.area is None
    assert "outside_areas" in case.why


def test_h_8_it_can_be_sent_from_the_safe_contact_page_on(neighbour, cast):
    neighbour.walk(until="safe-contact")
    neighbour.answer("safe-contact", call="no", send_now="1")
    neighbour.client.post(neighbour.page("check"))
    assert Case.objects.count() == 1


def test_the_person_and_the_sender_get_no_acknowledgement(neighbour, cast):
    """The person may know nothing of it, and nobody has asked them whether a channel is safe."""
    neighbour.send(safe_contact={"email": "yes", "email_to": "zofia@example.com"})
    assert not Message.objects.filter(key__startswith="message:").exists()


def test_sending_twice_makes_one_case_and_shows_one_receipt(neighbour, cast):
    neighbour.send()
    again = neighbour.client.post(neighbour.page("check"), follow=True).content.decode()
    assert Case.objects.get().reference in again


def test_nothing_of_the_answers_is_left_after_sending(neighbour, cast):
    neighbour.walk()
    before = len(bytes(Draft.objects.get().content))
    neighbour.client.post(neighbour.page("check"))
    assert len(bytes(Draft.objects.get().content)) < before


def test_the_team_is_told_without_a_personal_word_and_its_arrival_is_an_event(neighbour, cast):
    neighbour.send()
    content = Message.objects.get(key__startswith="arrival:").content
    for word in ("Zofia", "Karol", "Bo", Case.objects.get().reference):
        assert word not in content["body"] + content["subject"]
    assert Event.objects.get(action="case.received").detail["source"] == "known"


def test_who_told_us_is_said_on_the_timeline(neighbour, cast, signed_in):
    neighbour.send()
    html = signed_in(cast.maya).get(f"/admin/inbox/{Case.objects.get().reference}/").content.decode()
    assert "Sent from the site: Somebody who knows the person" in html


def test_a_story_in_another_language_waits_for_a_translation(neighbour_in, cast):
    neighbour_in("pl").send()
    case = Case.objects.get()
    assert case.to_translate
    assert "to_translate" in case.why


def test_every_page_can_be_left_with_bad_input_and_says_what_is_wrong(neighbour, cast):
    neighbour.begin()
    for slug, words in (("danger", "Choose one answer"), ("relation", "Choose one answer"), ("age", "Choose an age")):
        response = neighbour.walk(until=slug)
        html = neighbour.client.post(response.request["PATH_INFO"], {slug: "nonsense"}, follow=True).content.decode()
        assert "Error: " in html, slug
        html = neighbour.client.post(response.request["PATH_INFO"], {}, follow=True).content.decode()
        assert words in html
