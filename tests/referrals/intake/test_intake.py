"""A worker fills it in for somebody: by telephone, for a walk-in, from paper (domain H 14)."""

import pytest

from journeys.models import Draft
from referral_forms.inbox.models import CameBy, Case, Person, SafeContact, Source
from referral_forms.referrals import translating
from referral_forms.referrals.models import Referral
from tests.referrals.conftest import ANSWERS as OWN
from tests.referrals.known.conftest import ANSWERS as OF_A_NEIGHBOUR
from tests.referrals.walker import Walker
from vault.models import Event, Message

CHOOSE = "/admin/intake/"
THEMSELF, ANOTHER = f"{CHOOSE}for-themself/", f"{CHOOSE}for-another/"
PROFESSIONAL = f"{CHOOSE}for-professional/"
HOW = {"came_by": "telephone", "language": "en", "typed_in": "en", "interpreter_used": "no"}
EXPLAINED = {"explained": "read_out", "understood": "now"}


@pytest.fixture
def telephone(cast, signed_in) -> Walker:
    return Walker(THEMSELF, {**OWN, "how-it-came": HOW, "explained": EXPLAINED}, signed_in(cast.maya))


@pytest.fixture
def telephone_of_another(cast, signed_in) -> Walker:
    how = {**HOW, "source": "known"}
    return Walker(ANOTHER, {**OF_A_NEIGHBOUR, "how-it-came": how, "explained": EXPLAINED}, signed_in(cast.maya))


def test_a_worker_begins_from_the_menu_and_the_same_questions_follow(telephone):
    html = telephone.client.get(CHOOSE).content.decode()
    assert 'action="/admin/intake/for-themself/"' in html
    assert 'action="/admin/intake/for-another/"' in html
    assert 'action="/admin/intake/for-professional/"' in html
    response = telephone.walk(until="danger")
    html = response.content.decode()
    assert "Are you in danger right now?" in html
    assert "You are filling this in for somebody." in html


def test_the_staff_frame_has_999_and_no_exit_of_the_public(telephone):
    html = telephone.walk(until="place").content.decode()
    assert "999" in html
    assert "/leave/" not in html
    assert "govuk-exit-this-page" not in html


def test_it_is_received_with_how_it_came_who_spoke_and_who_typed(telephone, cast):
    page = telephone.send().content.decode()
    case = Case.objects.get()
    assert (case.kind, case.came_by, case.source) == ("self_referral", CameBy.TELEPHONE, Source.SELF)
    assert case.reference in page
    assert f"/admin/inbox/{case.reference}/" in page
    event = Event.objects.get(action="case.received")
    assert (event.actor, event.detail["came_by"]) == (cast.maya.id, "telephone")
    html = telephone.client.get(f"/admin/inbox/{case.reference}/").content.decode()
    assert "Maya Example wrote it down (telephone)" in html
    assert "How did it come?" in html


@pytest.mark.parametrize(("came_by", "confirmed"), [("telephone", True), ("walk_in", True), ("paper", False)])
def test_safe_ways_are_confirmed_only_when_the_person_spoke_themself(telephone, came_by, confirmed):
    telephone.send(how_it_came={**HOW, "came_by": came_by})
    assert SafeContact.objects.get().confirmed_with_person is confirmed


@pytest.mark.parametrize("source", [Source.KNOWN, Source.OTHER])
def test_somebody_else_who_speaks_is_the_source_and_confirms_nothing(telephone_of_another, cast, source):
    telephone_of_another.send(how_it_came={**HOW, "source": source.value})
    case = Case.objects.get()
    assert (case.kind, case.source, case.came_by) == ("someone_known", source, CameBy.TELEPHONE)
    assert not case.safe_contact.confirmed_with_person
    assert case.people.filter(role=Person.Role.SENDER).exists()
    assert Event.objects.get(action="case.received").actor == cast.maya.id


def test_the_neighbours_questions_are_not_for_a_professional(telephone_of_another):
    html = telephone_of_another.begin().content.decode()
    assert 'value="known"' in html
    for source in (Source.POLICE, Source.HEALTH, Source.HOUSING):
        assert f'value="{source}"' not in html
    again = telephone_of_another.answer("how-it-came", **{**HOW, "source": "health"})
    assert "govuk-error-summary" in again.content.decode()


def test_k_4_3_7_how_the_notice_was_explained_and_when_it_was_understood_is_kept(telephone):
    telephone.send(explained={"explained": "interpreter", "understood": "on", "understood_on_day": "3",
                              "understood_on_month": "11", "understood_on_year": "2026"})  # fmt: skip
    kept = Referral.objects.get()
    assert kept.answers["explained"] == {
        "explained": "interpreter",
        "understood": "on",
        "understood_on": "2026-11-03",
    }
    assert (kept.notice_version, kept.notice_language) == (1, "en")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "Choose one answer"),
        ({"explained": "read_out", "understood": "on"}, "Type the day, month and year"),
        ({"explained": "read_out", "understood": "on", "understood_on_day": "31", "understood_on_month": "2",
          "understood_on_year": "2026"}, "There is no such date."),
    ],
)  # fmt: skip
def test_the_notice_cannot_be_passed_over(telephone, given, words):
    telephone.walk(until="explained")
    html = telephone.client.post(telephone.page("explained"), given, follow=True).content.decode()
    assert words in html


def test_what_is_said_in_polish_and_written_in_english_needs_no_translation(telephone):
    telephone.send(how_it_came={**HOW, "language": "pl"})
    case = Case.objects.get()
    assert (case.language, case.to_translate) == ("pl", False)
    assert Referral.objects.get().notice_language == "pl"
    assert translating.passages(case) == []


def test_a_polish_paper_copied_as_it_stands_waits_for_a_translation(telephone):
    telephone.send(how_it_came={**HOW, "came_by": "paper", "language": "pl", "typed_in": "as_said"})
    case = Case.objects.get()
    assert (case.language, case.to_translate) == ("pl", True)
    assert {each.language for each in translating.passages(case)} == {"pl"}


def test_another_language_is_named(telephone):
    telephone.begin()
    html = telephone.answer("how-it-came", **{**HOW, "language": "other"}).content.decode()
    assert "Write which language it is" in html
    telephone.send(how_it_came={**HOW, "language": "other", "language_other": "Tigrinya"})
    assert Referral.objects.get().answers["how-it-came"]["language_other"] == "Tigrinya"


def test_a_case_of_another_area_goes_there_and_leaves_only_the_receipt(telephone):
    page = telephone.send(place={"place": "Chatham"}).content.decode()
    case = Case.objects.get()
    assert case.area.slug == "medway"
    assert case.reference in page
    assert "It belongs to an area that is not yours." in page
    assert f'href="/admin/inbox/{case.reference}/"' not in page
    assert telephone.client.get(f"/admin/inbox/{case.reference}/").status_code == 404


def test_nobody_is_written_to_after_a_call(telephone):
    telephone.send()
    assert not Message.objects.filter(key__startswith="message:").exists()


def test_reference_and_word_work_for_whoever_rang(telephone, client):
    telephone.send()
    case = Case.objects.get()
    proof = {"reference": case.reference, "word": case.referral.answers["word"]}
    assert client.post("/en/get-help/changes/", proof).status_code == 303


def test_the_draft_is_the_workers_and_gone_with_their_session(telephone, cast, signed_in):
    telephone.walk(until="name")
    assert "visit" not in telephone.client.cookies
    other = signed_in(cast.maya)
    assert other.get(telephone.page("name")).headers["Location"] == THEMSELF
    telephone.client.post("/admin/logout/")
    assert telephone.client.get(telephone.page("name")).status_code == 302


def test_a_public_visit_and_an_intake_do_not_meet(telephone):
    telephone.walk(until="name")
    telephone.client.post("/en/get-help/for-yourself/", follow=True)
    assert telephone.client.get(telephone.page("name")).status_code == 200
    assert Draft.objects.count() == 2


def test_starting_afresh_forgets_the_one_before(telephone):
    telephone.walk(until="name")
    telephone.walk(until="danger")
    assert Draft.objects.count() == 1


@pytest.mark.parametrize("who", ["edie", "ada", "olu", "dot", "tara", "nobody"])
@pytest.mark.parametrize(
    "address", [CHOOSE, THEMSELF, ANOTHER, PROFESSIONAL, f"{THEMSELF}danger/", f"{PROFESSIONAL}check/"]
)
def test_whoever_does_not_work_on_cases_finds_no_intake(cast, signed_in, who, address):
    browser = signed_in(getattr(cast, who))
    assert browser.get(address).status_code == 404
    if address != CHOOSE:
        assert browser.post(address).status_code == 404
    assert not Draft.objects.exists()


@pytest.mark.parametrize("who", ["maya", "tom", "jo", "sam"])
def test_whoever_works_on_cases_can_take_one_in(cast, signed_in, who):
    walker = Walker(THEMSELF, {**OWN, "how-it-came": HOW, "explained": EXPLAINED}, signed_in(getattr(cast, who)))
    walker.send()
    assert Case.objects.count() == 1


def test_nobody_without_signing_in(client, world):
    for address in (CHOOSE, THEMSELF, ANOTHER, PROFESSIONAL):
        assert client.get(address).status_code == 302
        assert "/admin/login/" in client.get(address)["Location"]


def test_whoever_loses_their_role_meanwhile_sends_nothing(telephone, cast):
    from accounts.models import Membership
    from tests.cast import LONG_AGO

    telephone.walk()
    Membership.objects.filter(user=cast.maya).update(ended_at=LONG_AGO)
    assert telephone.client.post(telephone.page("check")).status_code == 404
    assert not Case.objects.exists()
