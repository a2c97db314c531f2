"""What a professional sees and does afterwards: their own only, and never engagement, worker or place (domain H 15)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from referral_forms.inbox import actions
from referral_forms.inbox.models import ActNow, Case
from referral_forms.referrals.models import Addition, Professional, ProfessionalReferral, ReferralReader
from referral_forms.referrals.professional import answering, own_actions
from tests.referring import Officer, mailed_code, permit
from vault.models import Event, Message


def news(**changed: str) -> dict[str, str]:
    return {
        "addition_id": str(uuid4()),
        "kind": "incident",
        "happened": "Last night",
        "text": "He was seen outside her house.",
        "danger": "no",
        **changed,
    }


def mails(prefix: str) -> list[Message]:
    return list(Message.objects.filter(key__startswith=prefix))


def page(officer: Officer, case: Case, more: str = "") -> str:
    return officer.get(f"yours/{case.reference}/{more}").content.decode()


@pytest.fixture
def other(officer) -> Officer:
    someone = Officer("tom@kent.police.uk")
    someone.come_in(name="Tom Other")
    return someone


def test_somebody_sees_what_they_sent_and_that_it_has_come(officer, refer, cast):
    case = refer(officer)
    assert case.reference in officer.get("yours/").content.decode()
    assert "Received" in page(officer, case)


def test_that_it_is_looked_at_comes_by_itself(officer, refer, cast):
    case = refer(officer)
    actions.open_case(cast.maya, case.reference)
    assert "Being looked at" in page(officer, case)


PAGES = ["", "copy/", "add/", "added/", "withdraw/", "hand-over/"]


@pytest.mark.parametrize("more", PAGES)
def test_the_pages_of_another_are_not_there_and_the_try_is_written_down(officer, other, refer, more):
    case = refer(officer)
    assert other.get(f"yours/{case.reference}/{more}").status_code == 404
    assert other.get(f"yours/K7M-4QD/{more}").status_code == 404
    assert Event.objects.filter(action="referral.refused", actor=other.professional.pk).count() == 2


@pytest.mark.parametrize(
    ("more", "given"),
    [
        ("copy/", {}),
        ("add/", news()),
        ("withdraw/", {"reason": "sent twice"}),
        ("hand-over/", {"email": "team@kent.police.uk", "keeps": "yes"}),
        ("give-up/", {}),
    ],
)
def test_nobody_changes_what_another_has_sent(officer, other, refer, more, given):
    case = refer(officer)
    mailed = Message.objects.count()
    assert other.post(f"yours/{case.reference}/{more}", **given).status_code == 404
    assert not Addition.objects.exists()
    assert Message.objects.count() == mailed
    assert ReferralReader.objects.get().professional == officer.professional


def test_a_case_that_is_no_professional_referral_is_not_there(officer, arrive):
    assert officer.get(f"yours/{arrive().reference}/").status_code == 404


def test_a_view_is_an_event_once_an_hour_for_each_case(officer, refer):
    case, another = refer(officer), refer(officer)
    for each in (case, case, another):
        page(officer, each)
    viewed = Event.objects.filter(action="referral.viewed")
    assert sorted(viewed.values_list("subject", flat=True)) == sorted([case.pk, another.pk])
    own_actions.see(officer.professional, case.reference, timezone.now() + timedelta(minutes=61))
    assert viewed.filter(subject=case.pk).count() == 2


def test_twenty_refusals_an_hour_are_written_down_and_all_are_refused(officer, world):
    assert {officer.get("yours/K7M-4QD/").status_code for _time in range(22)} == {404}
    assert Event.objects.filter(action="referral.refused").count() == 20


def test_the_page_never_tells_worker_person_or_place(officer, refer, cast):
    case = refer(officer)
    actions.open_case(cast.maya, case.reference)
    actions.assign_to_me(cast.maya, case.reference, "")
    actions.add_note(cast.maya, case.reference, "She answered and will come on Tuesday.", uuid4())
    answering.tell_referrer(cast.maya, case.reference, "accepted", "")
    shown = page(officer, case)
    for words in ("Maya", "Zofia", "Tuesday", "Thanet", "kestrel", "01632 960123"):
        assert words not in shown


def test_whom_to_call_does_not_follow_the_case_to_where_the_person_is(officer, refer, cast):
    team = cast.maya.team_places.get().team
    team.telephone = "01632 960700"
    team.save()
    case = refer(officer)
    assert "01632 960700" in page(officer, case)
    Case.objects.filter(pk=case.pk).update(area=None)
    assert "01632 960700" in page(officer, case)


def test_accepted_and_redirected_are_told_with_a_reason_and_a_mail_that_tells_nothing(officer, refer, cast):
    case = refer(officer)
    answering.tell_referrer(cast.maya, case.reference, "redirected", "other_service")
    shown = page(officer, case)
    assert "Redirected" in shown
    assert "Another service is in a better place to help" in shown
    (mail,) = mails("refer-news:")
    content = mail.content
    assert content["to"] == officer.email
    assert content["subject"] == "There is news on a page of yours"
    assert content["body"] == "There is news on a page of yours."
    assert case.reference not in str(content)


def test_telling_the_same_twice_mails_once(officer, refer, cast):
    case = refer(officer)
    for _time in range(2):
        answering.tell_referrer(cast.maya, case.reference, "redirected", "other_service")
    assert len(mails("refer-news:")) == 1


@pytest.mark.parametrize(
    ("state", "reason"),
    [("redirected", ""), ("redirected", "made up"), ("accepted", "other_service"), ("engaged", ""), ("received", "")],
)
def test_a_worker_can_tell_nothing_else(officer, refer, cast, state, reason):
    case = refer(officer)
    actions.assign_to_me(cast.maya, case.reference, "")
    with pytest.raises(ValueError, match=state):
        answering.tell_referrer(cast.maya, case.reference, state, reason)


def test_k_4_2_nothing_is_accepted_before_somebody_has_taken_it_on(officer, refer, cast):
    case = refer(officer)
    with pytest.raises(ValueError, match="taken"):
        answering.tell_referrer(cast.maya, case.reference, "accepted", "")


def test_a_worker_of_elsewhere_tells_nobody_anything(officer, refer, cast, signed_in):
    case = refer(officer)
    tom = signed_in(cast.tom)
    for more in ("tell/", "withdrawal/", "read/"):
        assert tom.post(f"/admin/referrers/of/{case.reference}/{more}").status_code == 404
    assert Event.objects.filter(action="case.refused", actor=cast.tom.pk).count() == 3


def test_the_copy_can_be_downloaded_once_and_its_name_tells_nothing(officer, refer):
    case = refer(officer)
    first = officer.post(f"yours/{case.reference}/copy/")
    assert first["Content-Disposition"] == 'attachment; filename="document.txt"'
    assert "Zofia" in first.content.decode()
    second = officer.post(f"yours/{case.reference}/copy/")
    assert second.status_code == 410
    assert "Zofia" not in second.content.decode()
    assert Event.objects.filter(action="referral.copied", subject=case.pk).count() == 1
    assert "downloaded before" in page(officer, case, "copy/")


def test_opening_the_page_of_the_copy_downloads_nothing(officer, refer):
    case = refer(officer)
    assert "Zofia" not in page(officer, case, "copy/")
    assert ProfessionalReferral.objects.get().copy_taken_at is None


def test_what_happens_later_is_kept_sealed_shown_to_the_worker_and_told_to_the_team(officer, refer, cast, signed_in):
    case = refer(officer)
    before = Message.objects.count()
    officer.post(f"yours/{case.reference}/add/", **news())
    assert Addition.objects.get().content["text"] == "He was seen outside her house."
    assert [message.content["to"] for message in mails("added-")] == ["east-kent@waymark.example"]
    assert Message.objects.count() == before + 1
    maya = signed_in(cast.maya)
    shown = maya.get(f"/admin/inbox/{case.reference}/").content.decode()
    assert "He was seen outside her house." in shown
    assert "The sender has told something new" in shown
    maya.post(f"/admin/referrers/of/{case.reference}/read/")
    shown = maya.get(f"/admin/inbox/{case.reference}/").content.decode()
    assert "The sender has told something new" not in shown
    assert "He was seen outside her house." in shown


def test_pressing_twice_tells_it_once(officer, refer):
    case, given = refer(officer), news()
    for _time in range(2):
        officer.post(f"yours/{case.reference}/add/", **given)
    assert Addition.objects.count() == 1


def test_danger_now_moves_the_case_up_unconfirmed_and_alerts_as_on_arrival(officer, refer, cast):
    above, case = refer(officer, risk="high"), refer(officer)
    actions.open_case(cast.maya, case.reference)
    assert case.rank > above.rank
    officer.post(f"yours/{case.reference}/add/", **news(danger="yes"))
    case.refresh_from_db()
    assert case.act_now == ActNow.UNCONFIRMED
    assert case.rank < above.rank
    assert case.next_alert_at is not None
    assert case.opened_at is None
    assert "danger_now" in case.why
    assert [message.urgent for message in mails("added-")] == [True]
    # The sender's page does not go back to "nobody has opened it".
    assert "Being looked at" in page(officer, case)


def test_many_additions_are_all_kept_and_told_of_in_one_mail(stranger, refer, cast):
    case, now = refer(stranger), timezone.now().replace(minute=1)
    for minutes, danger in ((0, False), (1, False), (2, True), (3, True), (3, True), (20, True)):
        told = own_actions.News(uuid4(), "incident", "Now", "He is here.", danger, "en")
        own_actions.add(stranger.professional, case.reference, told, now + timedelta(minutes=minutes))
    assert Addition.objects.count() == 6
    # In the first ten minutes one of each; later another.
    assert sorted(message.urgent for message in mails("added-")) == [False, True, True]


def test_danger_told_again_does_not_begin_an_alarm_anew_before_somebody_has_looked(stranger, refer, cast):
    case = refer(stranger)
    stranger.post(f"yours/{case.reference}/add/", **news(danger="yes"))
    soon = timezone.now() + timedelta(minutes=3)
    Case.objects.filter(pk=case.pk).update(alerts=2, next_alert_at=soon)
    stranger.post(f"yours/{case.reference}/add/", **news(danger="yes"))
    case.refresh_from_db()
    assert (case.alerts, case.next_alert_at) == (2, soon)


def test_danger_told_after_somebody_has_looked_is_a_new_alarm_and_a_new_mail(officer, refer, cast):
    case = refer(officer)
    officer.post(f"yours/{case.reference}/add/", **news(danger="yes"))
    actions.open_case(cast.maya, case.reference)
    officer.post(f"yours/{case.reference}/add/", **news(danger="yes"))
    case.refresh_from_db()
    assert case.opened_at is None
    assert (case.alerts, len(mails("added-"))) == (0, 2)


def test_danger_that_a_person_has_confirmed_stays_confirmed(officer, refer):
    case = refer(officer, act_now=True)
    Case.objects.filter(pk=case.pk).update(act_now=ActNow.CONFIRMED)
    officer.post(f"yours/{case.reference}/add/", **news(danger="yes"))
    case.refresh_from_db()
    assert case.act_now == ActNow.CONFIRMED


def test_what_is_new_in_a_closed_case_stands_in_the_queue_again(officer, refer, cast, signed_in):
    case = refer(officer)
    Case.objects.filter(pk=case.pk).update(closed=True, state="closed")
    officer.post(f"yours/{case.reference}/add/", **news())
    assert case.reference in signed_in(cast.maya).get("/admin/inbox/").content.decode()


def test_what_is_new_in_a_merged_case_stands_where_it_is_worked_on(officer, refer, arrive):
    case, kept = refer(officer), arrive()
    Case.objects.filter(pk=case.pk).update(merged_into=kept, closed=True, state="closed")
    officer.post(f"yours/{case.reference}/add/", **news(danger="yes"))
    kept.refresh_from_db()
    assert Addition.objects.get().case == kept
    assert kept.act_now == ActNow.UNCONFIRMED


def test_h_13_what_was_added_in_another_language_waits_for_a_translator(officer, refer):
    case = refer(officer)
    polish = Officer(officer.email, "pl", officer.client)
    polish.post(f"yours/{case.reference}/add/", **news(text="Był pod domem."))
    case.refresh_from_db()
    assert "to_translate" in case.why
    assert Addition.objects.get().language == "pl"


@pytest.mark.parametrize(
    ("changed", "kept"),
    [({"text": ""}, "Last night"), ({"danger": ""}, "outside her house"), ({"text": "x" * 10_001}, "Last night")],
)
def test_what_is_missing_is_asked_for_and_what_was_typed_is_kept(officer, refer, changed, kept):
    case = refer(officer)
    response = officer.post(f"yours/{case.reference}/add/", **news(**changed))
    assert "There is a problem" in response.content.decode()
    assert kept in response.content.decode()
    assert not Addition.objects.exists()


def test_withdrawing_is_a_request_that_a_worker_decides(officer, refer, cast, signed_in):
    case = refer(officer)
    officer.post(f"yours/{case.reference}/withdraw/", reason="It was sent twice.")
    assert "You asked to withdraw it" in page(officer, case)
    assert len(mails("withdrawal-")) == 1
    maya = signed_in(cast.maya)
    shown = maya.get(f"/admin/inbox/{case.reference}/").content.decode()
    assert "It was sent twice." in shown
    assert "asks to withdraw it" in shown
    maya.post(f"/admin/referrers/of/{case.reference}/withdrawal/", {"agreed": "yes"})
    case.refresh_from_db()
    assert not case.closed
    assert "and it is withdrawn" in page(officer, case)
    assert "withdrawal_asked" not in case.why


def test_a_second_request_to_withdraw_changes_nothing(officer, refer):
    case = refer(officer)
    for reason in ("first", "second"):
        officer.post(f"yours/{case.reference}/withdraw/", reason=reason)
    assert ProfessionalReferral.objects.get().withdrawal_reason == "first"


def hand_over(officer: Officer, case: Case, keeps: str = "yes", team: str = "team@kent.police.uk") -> None:
    officer.post(f"yours/{case.reference}/hand-over/", email=team, keeps=keeps)
    officer.post(f"yours/{case.reference}/hand-over/code/", code=mailed_code())


@pytest.mark.parametrize(("keeps", "status"), [("yes", 200), ("no", 404)])
def test_whoever_proves_the_teams_mailbox_sees_it(officer, refer, keeps, status):
    case = refer(officer)
    hand_over(officer, case, keeps)
    team = Officer("team@kent.police.uk")
    team.come_in(name="Duty desk")
    assert team.get(f"yours/{case.reference}/").status_code == 200
    assert officer.get(f"yours/{case.reference}/").status_code == status
    assert Event.objects.filter(action="referral.handed", subject=case.pk).count() == 1


def test_without_the_code_of_the_mailbox_nothing_is_handed_over(officer, refer):
    case = refer(officer)
    officer.post(f"yours/{case.reference}/hand-over/", email="team@kent.police.uk", keeps="yes")
    officer.post(f"yours/{case.reference}/hand-over/code/", code="22222222")
    assert ReferralReader.objects.count() == 1


def test_a_code_for_one_referral_hands_over_no_other(officer, refer):
    case, another = refer(officer), refer(officer)
    officer.post(f"yours/{case.reference}/hand-over/", email="team@kent.police.uk", keeps="yes")
    officer.post(f"yours/{another.reference}/hand-over/code/", code=mailed_code())
    assert ReferralReader.objects.count() == 2


def test_a_mailbox_that_anybody_could_have_is_refused(officer, refer):
    case = refer(officer)
    response = officer.post(f"yours/{case.reference}/hand-over/", email="priya@gmail.com", keeps="yes")
    assert "We do not know this organisation" in response.content.decode()


def test_the_first_can_give_it_up_later_but_the_last_reader_cannot(officer, refer):
    case = refer(officer)
    assert officer.post(f"yours/{case.reference}/give-up/").status_code == 404
    hand_over(officer, case)
    officer.post(f"yours/{case.reference}/give-up/")
    assert officer.get(f"yours/{case.reference}/").status_code == 404
    assert ReferralReader.objects.count() == 1


def test_until_somebody_is_checked_their_page_shows_only_the_receipt(stranger, refer, cast):
    case = refer(stranger)
    answering.tell_referrer(cast.maya, case.reference, "redirected", "other_service")
    shown = page(stranger, case)
    assert case.reference in shown
    assert "Redirected" not in shown
    assert mails("refer-news:") == []
    for more in ("copy/", "withdraw/", "hand-over/"):
        given = {"reason": "x", "email": "team@kent.police.uk", "keeps": "yes"}
        permit()
        assert stranger.post(f"yours/{case.reference}/{more}", **given).status_code == 404
    assert "Redirected" not in stranger.get("yours/").content.decode()


def test_even_somebody_unchecked_can_tell_of_danger(stranger, refer):
    case = refer(stranger)
    stranger.post(f"yours/{case.reference}/add/", **news(danger="yes"))
    case.refresh_from_db()
    assert case.act_now == ActNow.UNCONFIRMED


def test_nothing_of_a_professional_goes_with_another_of_the_same_name(officer, other, refer):
    case = refer(officer)
    assert case.reference not in other.get("yours/").content.decode()
    assert Professional.objects.count() == 2


def test_times_are_told_as_they_are_in_england(officer, refer):
    case = refer(officer)
    Case.objects.filter(pk=case.pk).update(received_at=timezone.now() - timedelta(days=3))
    assert page(officer, case)
