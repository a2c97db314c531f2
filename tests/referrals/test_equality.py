"""Equality answers stand apart from everybody (domain H 16, K-12.5)."""

from datetime import date

import pytest

from journeys.models import Draft
from referral_forms.inbox.models import Case
from referral_forms.referrals import equality
from referral_forms.referrals.equality_forms import EqualityForm
from referral_forms.referrals.models import EqualityAnswers
from vault import ring
from vault.models import Event

PAGE = "/en/get-help/for-yourself/about-you/"
GIVEN = {"age": "25_34", "sex": "female", "ethnic_group": "white", "ethnic_white": "roma", "religion": "unsaid"}


@pytest.fixture
def sent(visitor, cast):
    visitor.answer_all()
    visitor.send()
    return visitor


def test_they_come_after_sending_and_are_nobodys_duty(sent):
    page = sent.client.get(f"{sent.start}sent/").content.decode()
    assert PAGE in page
    response = sent.client.post(PAGE, {}, follow=True)
    assert response.request["PATH_INFO"].endswith("/sent/")
    assert not EqualityAnswers.objects.exists()


def test_answers_are_kept_under_a_pseudonym_with_the_quarter_and_the_commission_only(sent):
    response = sent.client.post(PAGE, GIVEN, follow=True)
    assert response.request["PATH_INFO"].endswith("/sent/")
    assert "Thank you. We have your answers about you." in response.content.decode()
    case, row = Case.objects.get(), EqualityAnswers.objects.get()
    assert row.content == GIVEN
    assert row.commission.key == "kent"
    assert row.quarter == equality.quarter(case.received_at.date())
    assert {field.name for field in EqualityAnswers._meta.fields} == {
        "id", "pseudonym", "commission", "quarter", "content",
    }  # fmt: skip
    assert bytes(row.pseudonym) == equality.pseudonyms(case.id)[0]
    assert case.id.bytes not in bytes(row.pseudonym)


def test_no_line_of_the_chain_tells_the_second_in_which_they_came(sent):
    before = Event.objects.count()
    sent.client.post(PAGE, GIVEN)
    assert Event.objects.count() == before


def test_the_pseudonym_needs_the_ring(sent, settings):
    case = Case.objects.get()
    before = equality.pseudonyms(case.id)
    settings.KEY_RING = "other:" + "5e" * 32
    assert not set(before) & set(equality.pseudonyms(case.id))


def test_answering_again_replaces_what_was_said_also_after_the_ring_was_turned(sent, settings):
    sent.client.post(PAGE, GIVEN)
    equality.keep(Case.objects.get().reference, {"sex": "male"})
    assert EqualityAnswers.objects.get().content == {"sex": "male"}
    old = ",".join(f"{key.id}:{key.secret.hex()}" for key in ring.ring())
    settings.KEY_RING = "fresh:" + "cd" * 32 + "," + old
    equality.keep(Case.objects.get().reference, {"sex": "female"})
    assert EqualityAnswers.objects.get().content == {"sex": "female"}


def test_what_belongs_to_another_choice_is_not_kept(sent):
    sent.client.post(PAGE, {"ethnic_group": "asian", "ethnic_white": "irish", "condition": "no", "limited": "lot"})
    assert EqualityAnswers.objects.get().content == {"ethnic_group": "asian", "condition": "no"}


def test_before_sending_and_without_a_receipt_nobody_is_asked(visitor, cast, settings):
    assert visitor.client.get(PAGE)["Location"] == settings.NEUTRAL_SITE
    visitor.begin()
    assert visitor.client.get(PAGE)["Location"].endswith("/check/")
    assert visitor.client.post(PAGE, GIVEN)["Location"].endswith("/check/")
    assert not EqualityAnswers.objects.exists()


def test_when_the_receipt_has_gone_so_has_the_page(sent):
    Draft.objects.all().delete()
    assert sent.client.post(PAGE, GIVEN, follow=True).request["PATH_INFO"].endswith("/ended/")
    assert not EqualityAnswers.objects.exists()


def test_no_page_of_a_worker_shows_them(sent, cast, signed_in):
    sent.client.post(PAGE, GIVEN)
    reference = Case.objects.get().reference
    for user in (cast.maya, cast.jo, cast.sam):
        page = signed_in(user).get(f"/admin/inbox/{reference}/").content.decode()
        assert "Roma" not in page


def test_k_12_5_the_categories_are_the_official_ones(db):
    fields = EqualityForm.base_fields
    asked = {
        "age", "sex", "gender", "ethnic_group", "condition", "religion", "orientation", "marriage", "pregnancy",
        "caring", "language",
    }  # fmt: skip
    assert asked <= set(fields)
    backgrounds = [fields[name].choices for name in fields if name.startswith("ethnic_") and name != "ethnic_group"]
    # Census 2021 (England and Wales): five groups, nineteen backgrounds.
    assert len(backgrounds) == 5
    assert sum(len(choices) - 1 for choices in backgrounds) == 19
    for name, field in fields.items():
        assert field.choices[-1][0] == "unsaid", name
        assert not field.required


def test_under_16_what_the_census_asks_of_adults_is_left_out(visitor, cast):
    visitor.answer_all(age={"age": "13_15"})
    visitor.send()
    page = visitor.client.get(PAGE).content.decode()
    assert "sexual orientation" not in page
    assert "What is your religion?" in page


@pytest.mark.parametrize(
    ("day", "quarter"),
    [(date(2026, 1, 1), "2026-Q1"), (date(2026, 3, 31), "2026-Q1"), (date(2026, 4, 1), "2026-Q2"),
     (date(2026, 12, 31), "2026-Q4")],
)  # fmt: skip
def test_a_day_belongs_to_its_quarter(day, quarter):
    assert equality.quarter(day) == quarter


def test_an_invented_choice_is_refused_and_keeps_nothing(sent):
    response = sent.client.post(PAGE, {"sex": "=1+1"})
    assert response.status_code == 200
    assert "There is a problem" in response.content.decode()
    assert not EqualityAnswers.objects.exists()
