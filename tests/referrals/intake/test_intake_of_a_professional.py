"""A professional rings or writes: the worker asks what the form for professionals asks, task by task (K-4.1, H 14)."""

import pytest

from accounts.models import Membership
from places.models import MaracRules
from referral_forms.inbox.models import CameBy, Case, Person, Risk, Source
from referral_forms.referrals import translating
from referral_forms.referrals.intake.journey import FOR_PROFESSIONAL
from referral_forms.referrals.models import MaracAssessment, ProfessionalReferral, Referral
from referral_forms.referrals.professional.journey import JOURNEY
from tests.cast import LONG_AGO
from tests.referrals.professional.conftest import ANSWERS as OF_A_PROFESSIONAL
from tests.referrals.professional.conftest import NEXT
from tests.referrals.walker import Walker, slug_of
from vault.models import Event, Message

START = "/admin/intake/for-professional/"
HOW = {"came_by": "telephone", "language": "en", "typed_in": "en", "interpreter_used": "no"}
ASH = {**OF_A_PROFESSIONAL["sender"], "email": "ash@police.example"}
ANSWERS = {**OF_A_PROFESSIONAL, "how-it-came": HOW, "sender": ASH}


class Worker(Walker):
    """Does one task after the other, as the list leads."""

    def tasks(self) -> str:
        return self.client.get(self.page("tasks")).content.decode()

    def led_from(self, path, given):
        if slug_of(path) != "tasks":
            return super().led_from(path, given)
        return next(address for address, state in NEXT.findall(self.tasks()) if "Completed" not in state)


@pytest.fixture
def maya(cast, signed_in) -> Worker:
    return Worker(START, ANSWERS, signed_in(cast.maya))


def test_the_worker_does_every_task_and_it_is_received_as_a_professional_referral(maya, cast):
    check = maya.walk().content.decode()
    for word in ("Zofia Kestrelska", "Pushed down the stairs.", "How did it come?", "ash@police.example"):
        assert word in check
    page = maya.client.post(maya.page("check"), follow=True).content.decode()
    case = Case.objects.get()
    assert (case.kind, case.area.slug, case.came_by) == ("professional_referral", "thanet", CameBy.TELEPHONE)
    assert f'href="/admin/inbox/{case.reference}/"' in page
    event = Event.objects.get(action="case.received")
    assert (event.actor, event.detail["came_by"], event.detail["source"]) == (cast.maya.id, "telephone", "police")
    assert not case.safe_contact.confirmed_with_person


def test_it_asks_all_that_the_form_for_professionals_asks_but_for_files():
    asked = {step.slug for step in FOR_PROFESSIONAL.steps}
    assert asked == {step.slug for step in JOURNEY.steps} - {"files"} | {"how-it-came"}
    assert "files" not in dict(FOR_PROFESSIONAL.parts)


def test_how_it_came_and_danger_come_first_and_every_other_task_waits(maya):
    assert slug_of(maya.begin()) == "tasks"
    first = maya.tasks()
    assert first.count("Not started yet") == 1
    assert slug_of(maya.client.get(maya.page("person"), follow=True)) == "tasks"
    assert slug_of(maya.client.get(maya.page("danger"), follow=True)) == "tasks"
    assert slug_of(maya.answer("how-it-came", **HOW)) == "danger"
    assert "Cannot start yet" in maya.tasks()
    maya.answer("danger", danger="no")
    maya.answer("place", place="Margate")
    later = maya.tasks()
    assert later.count("Completed") == 1
    assert later.count("Cannot start yet") == 1


@pytest.mark.parametrize("slug", ["tasks", "check", "sent", "sender"])
def test_every_page_stands_in_the_staff_frame_and_nothing_can_be_saved_for_later(maya, cast, slug):
    page = maya.send() if slug == "sent" else maya.walk()
    page = page if slug == "sent" else maya.client.get(maya.page(slug))
    html = page.content.decode()
    assert "You are filling this in for somebody." in html
    assert "/leave/" not in html
    assert "Save and come back later" not in html


def test_k_4_1_the_source_is_what_the_sender_says_and_their_address_is_not_proved(maya, cast):
    maya.send(sender={**ASH, "source": "housing", "organisation": "Invented Homes"})
    assert Case.objects.get().source == Source.HOUSING
    sender = Person.objects.get(role="sender").content
    assert (sender["organisation"], sender["email"]) == ("Invented Homes", "ash@police.example")
    assert (sender["email_proved"], sender["account"]) == (False, "")


def test_nobody_has_a_page_of_their_own_a_word_or_a_mail(maya, cast):
    page = maya.send().content.decode()
    assert not ProfessionalReferral.objects.exists()
    assert Referral.objects.get().answers["word"] not in page
    assert not Message.objects.filter(key__startswith="message:").exists()


@pytest.mark.parametrize("missing", ["organisation", "name", "email", "telephone", "source"])
def test_who_refers_is_asked_as_nobody_proved_it_on_the_way_in(maya, missing):
    maya.walk(until="sender")
    html = maya.answer("sender", **{**ASH, missing: ""}).content.decode()
    assert "govuk-error-summary" in html


@pytest.mark.parametrize("knows", ["yes", "unsure"])
def test_h_15_if_anybody_may_know_them_it_is_closed_at_once_to_whoever_typed_it_too(maya, cast, signed_in, knows):
    page = maya.send(knows={"knows": knows, "knows_who": "A cousin", "knows_who_unsure": "A cousin"}).content.decode()
    case = Case.objects.get()
    assert case.restricted
    assert case.reference in page
    assert "only a few people can open it" in page
    assert "Open the case" not in page
    assert maya.client.get(f"/admin/inbox/{case.reference}/").status_code == 404
    assert "A cousin" in signed_in(cast.sam).get(f"/admin/inbox/{case.reference}/").content.decode()


def test_h_12_the_criteria_are_kept_and_the_worker_tells_that_it_is_no_marac_referral(maya, cast):
    MaracRules.objects.filter(commission__key="kent").update(how_to_refer="Write to the invented coordinator.")
    page = maya.send(risk_tool={"tool": "dash"}, score={"score": "14"}).content.decode()
    assert "This is not a MARAC referral" in page
    assert "14 answers were yes, and 14 are enough" in page
    assert "Write to the invented coordinator." in page
    assert [met["key"] for met in MaracAssessment.objects.get().content["met"]] == ["visible_high"]
    assert Case.objects.get().risk == Risk.HIGH


def test_the_case_page_shows_how_it_came_tasks_people_apart_and_the_conference(maya, cast):
    maya.send(risk_tool={"tool": "dash"}, score={"score": "13"})
    html = maya.client.get(f"/admin/inbox/{Case.objects.get().reference}/").content.decode()
    for words in (
        "Maya Example wrote it down (telephone)",
        "How did it come?",
        "This conversation, danger now, and the area",
        "About somebody else: keep it apart",
        "no criterion is met",
        "Pushed down the stairs.",
        "ash@police.example",
    ):
        assert words in html, words


def test_a_case_of_another_area_goes_there_and_leaves_only_the_receipt(maya, cast):
    page = maya.send(place={"place": "Chatham"}).content.decode()
    assert "It belongs to an area that is not yours." in page
    assert "Open the case" not in page


@pytest.mark.parametrize(("typed_in", "waits"), [("as_said", True), ("en", False)])
def test_a_letter_in_polish_waits_for_a_translation_only_where_it_is_copied(maya, cast, typed_in, waits):
    maya.send(how_it_came={**HOW, "came_by": "paper", "language": "pl", "typed_in": typed_in})
    case = Case.objects.get()
    assert (case.came_by, case.language, case.to_translate) == (CameBy.PAPER, "pl", waits)
    assert bool(translating.passages(case)) is waits


def test_an_area_without_a_team_takes_nothing(maya):
    maya.begin()
    maya.answer("how-it-came", **HOW)
    maya.answer("danger", danger="no")
    assert slug_of(maya.answer("place", place="Durham")) == "not-here-yet"
    assert slug_of(maya.client.get(maya.page("check"), follow=True)) == "tasks"


def test_an_intake_and_a_professionals_own_draft_do_not_meet(maya, client):
    """The same questions, but neither opens the other's answers."""
    maya.walk(until="person")
    assert "visit" not in maya.client.cookies
    assert client.get(maya.page("person")).status_code == 302
    assert maya.client.get("/en/get-help/refer/referral/person/").status_code == 303


def test_whoever_loses_their_role_meanwhile_sends_nothing(maya, cast):
    maya.walk()
    Membership.objects.filter(user=cast.maya).update(ended_at=LONG_AGO)
    assert maya.client.post(maya.page("check")).status_code == 404
    assert not Case.objects.exists()
