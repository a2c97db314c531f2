"""Who vouches for somebody: their domain, or a manager who has called their organisation."""

import pytest
from django.core.exceptions import PermissionDenied

from accounts.roles import Role
from referral_forms.referrals.models import PermittedDomain, Professional
from referral_forms.referrals.professional import checking
from tests.referring import DETAILS, Officer, permit
from vault.models import Event

LIST = "/admin/referrers/"
DOMAIN = {"domain": "@School.Example", "organisation": "A school", "source": "education"}


def test_nobody_is_turned_away_but_the_case_says_that_nobody_checked(stranger, refer, cast, signed_in):
    assert stranger.professional.check_state == Professional.Check.WAITING
    case = refer(stranger)
    assert "sender_unchecked" in case.why
    shown = signed_in(cast.maya).get(f"/admin/inbox/{case.reference}/").content.decode()
    assert "Nobody has vouched for the sender" in shown
    assert "Nobody has checked who sent it" in shown


def test_a_checked_officer_leaves_no_such_mark(officer, refer):
    assert "sender_unchecked" not in (refer(officer).why or [])


def test_a_manager_confirms_and_the_mark_goes(stranger, refer, cast, signed_in):
    case = refer(stranger)
    jo = signed_in(cast.jo)
    assert "Sam Counsellor" in jo.get(LIST).content.decode()
    jo.post(f"{LIST}{stranger.professional.pk}/confirm/")
    assert stranger.professional.is_checked
    case.refresh_from_db()
    assert "sender_unchecked" not in case.why
    assert "Received" in stranger.get(f"yours/{case.reference}/").content.decode()
    event = Event.objects.get(action="referrer.checked")
    assert (event.actor, event.subject) == (cast.jo.pk, stranger.professional.pk)


def test_a_manager_refuses_with_a_reason_that_is_kept_sealed(stranger, refer, cast, signed_in):
    case = refer(stranger)
    jo = signed_in(cast.jo)
    assert jo.post(f"{LIST}{stranger.professional.pk}/refuse/", {"reason": " "}).status_code == 422
    jo.post(f"{LIST}{stranger.professional.pk}/refuse/", {"reason": "The school does not know them."})
    assert stranger.professional.check_state == Professional.Check.REFUSED
    assert "The school does not know them." in jo.get(LIST).content.decode()
    assert "does not know" not in str(Event.objects.get(action="referrer.refused").detail)
    case.refresh_from_db()
    assert "sender_unchecked" in case.why


OTHERWISE = [
    {"name": "Another"},
    {"organisation": "Another school"},
    {"source": "health"},
    {"telephone": "01632 960999"},
]


@pytest.mark.parametrize("changed", OTHERWISE)
def test_whoever_says_that_they_are_somebody_else_is_checked_again(stranger, refer, cast, changed):
    case, details = refer(stranger), {**DETAILS, "name": "Sam Counsellor", "organisation": "A school"}
    details["source"] = "education"
    checking.confirm(cast.jo, stranger.professional.pk)
    stranger.post("about-you/", **{**details, "job": "Head of year"})
    assert stranger.professional.is_checked
    stranger.post("about-you/", **{**details, **changed})
    assert stranger.professional.check_state == Professional.Check.WAITING
    assert stranger.professional in checking.waiting()
    case.refresh_from_db()
    assert "sender_unchecked" in case.why


def test_a_change_of_name_on_a_permitted_domain_or_after_a_refusal_changes_nothing(officer, stranger, cast):
    checking.confirm(cast.jo, officer.professional.pk)
    checking.refuse(cast.jo, stranger.professional.pk, "Not them.")
    for someone in (officer, stranger):
        someone.post("about-you/", **{**DETAILS, "name": "Another"})
        assert someone.professional.content["name"] == "Another"
    assert officer.professional.is_checked
    assert stranger.professional.check_state == Professional.Check.REFUSED


def test_a_refusal_outlives_a_domain_that_is_permitted_later(stranger, cast, signed_in):
    someone = Officer("head@school.example")
    someone.come_in()
    checking.refuse(cast.jo, someone.professional.pk, "Not them.")
    checking.permit(cast.ada, "school.example", "A school", "education")
    someone.come_in()
    assert someone.professional.check_state == Professional.Check.REFUSED


def test_permitting_a_domain_checks_those_who_wait_with_it_and_no_others(stranger, refer, cast, signed_in):
    head = Officer("head@school.example")
    head.come_in()
    case = refer(head)
    signed_in(cast.ada).post(f"{LIST}domains/add/", DOMAIN)
    assert PermittedDomain.objects.get().added_by == cast.ada
    assert head.professional.is_checked
    assert not stranger.professional.is_checked
    case.refresh_from_db()
    assert "sender_unchecked" not in case.why


def test_a_domain_that_is_taken_off_vouches_for_nobody_any_more(officer, cast, signed_in):
    signed_in(cast.jo).post(f"{LIST}domains/{PermittedDomain.objects.get().pk}/remove/")
    assert officer.professional.check_state == Professional.Check.WAITING


@pytest.mark.parametrize("domain", ["gmail.com", "GMAIL.com", "no domain", "kent", "", "kеnt.police.uk", "a@b.uk"])
def test_what_anybody_could_have_is_no_organisation(cast, signed_in, domain):
    response = signed_in(cast.jo).post(f"{LIST}domains/add/", {**DOMAIN, "domain": domain})
    assert response.status_code == 422
    assert not PermittedDomain.objects.exists()


def test_a_part_of_a_domain_is_another_domain(world):
    permit()
    for email in ("a@evil-kent.police.uk", "a@kent.police.uk.example", "a@x.kent.police.uk"):
        someone = Officer(email)
        someone.come_in()
        assert not someone.professional.is_checked, email


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.TRIAGE_MANAGER, Role.ADMINISTRATOR)])
def test_nobody_else_decides(stranger, cast, role):
    user = cast.by_role()[role]
    for attempt in (
        lambda: checking.confirm(user, stranger.professional.pk),
        lambda: checking.refuse(user, stranger.professional.pk, "no"),
        lambda: checking.permit(user, "school.example", "A school", "education"),
        lambda: checking.forbid(user, 1),
    ):
        with pytest.raises(PermissionDenied):
            attempt()
    assert not stranger.professional.is_checked
    assert Event.objects.filter(action="referrer.not_allowed", actor=user.pk).count() == 4
