"""An organisation's licensed checklist as data: loaded by staff, filled in by its own people, counted honestly."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from referral_forms.inbox.models import Case, Risk
from referral_forms.referrals.models import Checklist, MaracAssessment, Referral
from referral_forms.referrals.professional import checklists
from referral_forms.referrals.professional.demo import QUESTIONS
from tests.referrals.walker import slug_of
from vault.models import Event

from .conftest import ANSWERS

LOAD = "/admin/checklists/new/"


def file(content: bytes | str, name: str = "list.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


def form(**changed) -> dict:
    return {
        "organisation": "Kent Invented Police", "domains": "police.example\n@Force.Example", "tool": "dash",
        "name": "Dummy", "version": "1", "owner": "Nobody", "licence_note": "None is needed.", "threshold": "14",
        "valid_from": timezone.localdate().isoformat(), "file": file("question\n" + "\n".join(QUESTIONS)),
        **changed,
    }  # fmt: skip


@pytest.fixture
def dummy(db) -> Checklist:
    return Checklist.objects.create(
        organisation="Kent Invented Police", name="Dummy", version="1", owner="Nobody", licence_note="None is needed.",
        tool="dash", domains=["police.example"], questions=QUESTIONS, threshold=14,
        valid_from=timezone.localdate(), loaded_at=timezone.now(),
    )  # fmt: skip


def answers(yes: int, unsure: int = 0, no: int = 0) -> dict[str, str]:
    """The first so many items yes, the next not known, the next no, and the rest blank."""
    given = ["yes"] * yes + ["unsure"] * unsure + ["no"] * no
    return {f"item_{number}": answer for number, answer in enumerate(given)}


def filled_in(dummy: Checklist, **given: int) -> dict:
    return {"risk_tool": {"tool": "dash", "fill_in": str(dummy.pk)}, "checklist": answers(**given)}


@pytest.mark.parametrize("who", ["jo", "ada"])
def test_a_manager_or_an_administrator_loads_one_from_a_file_and_it_is_an_event(cast, signed_in, who):
    user = getattr(cast, who)
    page = signed_in(user).post(LOAD, form(), follow=True).content.decode()
    assert "The checklist is loaded." in page
    loaded = Checklist.objects.get()
    assert (loaded.questions, loaded.domains) == (QUESTIONS, ["police.example", "force.example"])
    assert (loaded.version, loaded.owner, loaded.licence_note, loaded.threshold) == (
        "1",
        "Nobody",
        "None is needed.",
        14,
    )
    assert Event.objects.get(action="referrals.checklist_loaded").actor == user.id


def test_nobody_else_may_load_one(cast, signed_in):
    assert signed_in(cast.maya).post(LOAD, form()).status_code == 404
    assert not Checklist.objects.exists()


@pytest.mark.parametrize("missing", ["owner", "licence_note", "organisation", "domains", "version", "file"])
def test_the_licence_is_always_said(cast, signed_in, missing):
    given = {key: each for key, each in form().items() if key != missing}
    assert "There is a problem" in signed_in(cast.jo).post(LOAD, given).content.decode()
    assert not Checklist.objects.exists()


def test_a_new_version_ends_the_one_before_and_the_same_version_is_refused(cast, signed_in, dummy):
    Checklist.objects.update(valid_from=timezone.localdate() - timedelta(days=9))
    jo = signed_in(cast.jo)
    assert "loaded already" in jo.post(LOAD, form()).content.decode()
    jo.post(LOAD, form(version="2"))
    assert [each.version for each in Checklist.in_force(timezone.localdate())] == ["2"]


def test_one_that_is_taken_out_of_use_is_offered_to_nobody(cast, signed_in, dummy):
    signed_in(cast.jo).post(f"/admin/checklists/{dummy.pk}/end/")
    assert not Checklist.in_force(timezone.localdate()).exists()


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("Question\nOne\nTwo\n", ["One", "Two"]),
        ('number,question\n1,One\n2,"Two, or more"\n', ["One", "Two, or more"]),
        ("One\n\nTwo", ["One", "Two"]),
        (json.dumps(["One", "Two"]), ["One", "Two"]),
        (json.dumps({"questions": ["One "]}), ["One"]),
        ("\ufeffquestion\nOne", ["One"]),
    ],
)
def test_a_file_is_read_as_csv_or_json(content, found):
    assert checklists.questions_of(content.encode()) == found


@pytest.mark.parametrize(
    "content",
    [b"", b"\n\n", b"\xff\xfe\x00", b"[1, 2]", b"[", b'{"questions": "One"}', b"[" * 20000, b"One\x00",
     b"\n".join(b"Q%d" % n for n in range(101)), b"x" * 501, b"%PDF-1.7\xe2\xe3", b"question\n"],
)  # fmt: skip
def test_a_file_that_is_no_checklist_is_refused_in_words(content):
    with pytest.raises(ValidationError):
        checklists.questions_of(content)


def test_it_is_shown_to_people_of_that_organisation_only(professional, cast, dummy):
    professional.answer_all(until="risk-tool")
    assert "Fill in here: Dummy, version 1" in professional.client.get(professional.page("risk-tool")).content.decode()
    Checklist.objects.update(domains=["elsewhere.example"])
    assert "Fill in here" not in professional.client.get(professional.page("risk-tool")).content.decode()


@pytest.mark.parametrize(
    ("domains", "domain", "expected"),
    [
        (["police.example"], "police.example", True),
        (["police.example"], "east.police.example", True),
        (["police.example"], "notpolice.example", False),
        (["police.example"], "police.example.evil.example", False),
        (["police.example"], "", False),
        ([], "police.example", False),
    ],
)
def test_an_organisation_is_known_by_its_e_mail_domain(domains, domain, expected):
    assert Checklist(domains=domains).is_for(domain) is expected


def test_nobody_reaches_another_organisations_checklist_by_typing_its_number(professional, cast, dummy):
    Checklist.objects.update(domains=["elsewhere.example"])
    professional.answer_all(until="risk-tool")
    response = professional.answer("risk-tool", tool="dash", fill_in=str(dummy.pk))
    assert slug_of(response) == "score"
    assert "Dummy item 1" not in response.content.decode()


def test_h_12_yes_answers_count_and_neither_blank_nor_not_known_is_a_no(professional, cast, dummy):
    professional.answer_all(**filled_in(dummy, yes=13, unsure=2, no=3))
    html = professional.client.get(professional.page("check")).content.decode()
    assert "Yes: 13. No: 3. Don’t know: 2. Left blank: 6." in html
    professional.send()
    kept = MaracAssessment.objects.get().content
    assert (kept["score"], kept["unknown"], kept["met"]) == (13, 8, [])
    assert [each["key"] for each in kept["open"]] == ["not_known", "could_reach"]
    assert Case.objects.get().risk == Risk.UNASSESSED


def test_fourteen_yes_of_twenty_four_make_visible_high_risk(professional, cast, dummy):
    professional.answer_all(**filled_in(dummy, yes=14))
    professional.send()
    assert Case.objects.get().risk == Risk.HIGH
    assert [each["key"] for each in MaracAssessment.objects.get().content["met"]] == ["visible_high"]


def test_what_was_answered_keeps_the_words_of_its_questions_when_the_checklist_has_gone(
    professional, cast, signed_in, dummy
):
    professional.answer_all(**filled_in(dummy, yes=1))
    professional.send()
    Checklist.objects.all().delete()
    html = signed_in(cast.maya).get(f"/admin/inbox/{Case.objects.get().reference}/").content.decode()
    assert "Dummy item 1" in html
    assert "Left blank: not counted as no" in html
    assert Referral.objects.get().answers["checklist"]["checklist"]["owner"] == "Nobody"


def test_whoever_comes_back_to_it_finds_what_they_answered(professional, cast, dummy):
    professional.answer_all(**filled_in(dummy, yes=1))
    html = professional.client.get(professional.page("checklist")).content.decode()
    assert html.count(" checked") == 1


def test_one_that_ends_while_somebody_fills_it_in_is_said_to_be_gone(professional, cast, dummy):
    professional.answer_all(until="checklist", risk_tool={"tool": "dash", "fill_in": str(dummy.pk)})
    Checklist.objects.all().delete()
    html = professional.client.get(professional.page("checklist")).content.decode()
    assert "This checklist is not there any more." in html
    assert slug_of(professional.answer("checklist")) == "judgement"
    professional.answer("judgement", **ANSWERS["judgement"])
