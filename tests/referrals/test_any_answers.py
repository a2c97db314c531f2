"""Whatever the forms accept becomes a case in its right place, with nothing lost."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django import forms
from django.db import transaction
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from design.forms import DateBoxesField
from journeys.journey import Delivery, Step
from referral_forms.inbox import contact, whys
from referral_forms.inbox.models import Case, Person
from referral_forms.inbox.ranking import rank
from referral_forms.referrals import panel
from referral_forms.referrals.self_referral import JOURNEY, deliver

PLACES = ["Margate", "Margate", "Leeds", "Leeds", "CT9 1XX", "Medway", "Darlington", "Xyzzyville", ""]
NUMBERS = ["01632 960123", "01632 960124", "+48 22 123 45 67", "12"]
MAILS = ["a@example.com", "nobody", ""]
# What leads to more pages comes more often.
LIKELY = {"call": ["yes"] * 2, "children": ["yes"] * 2, "another": ["yes"] * 2, "area": ["none"] * 9}
words = st.text(max_size=60) | st.sampled_from(["=1+1", "<b>x</b>", "\u202egnirts", "زهرا", "👩\u200d👧", "\x00\x07"])


def of_field(name: str, field: forms.Field) -> st.SearchStrategy[dict[str, Any]]:
    if name == "place":
        return st.sampled_from(PLACES).map(lambda value: {name: value})
    if isinstance(field, DateBoxesField):
        # As often a day that there is as anything at all.
        likely = {"day": st.integers(1, 28), "month": st.integers(1, 12), "year": st.integers(1950, 2025)}
        wild = {part: st.integers(0, 2040) | st.just("") for part in likely}
        return st.one_of(
            st.fixed_dictionaries({f"{name}_{part}": value.map(str) for part, value in parts.items()})
            for parts in (likely, wild)
        )
    if isinstance(field, forms.MultipleChoiceField):
        keys = [key for key, _words in field.choices]
        return st.lists(st.sampled_from(keys), unique=True).map(lambda value: {name: value})
    if isinstance(field, forms.ChoiceField):
        keys = [key for key, _words in field.choices]
        return st.sampled_from([*LIKELY.get(name, []), *keys, ""]).map(lambda value: {name: value})
    if isinstance(field, forms.BooleanField):
        return st.booleans().map(lambda value: {name: value})
    if name.endswith("_to") and name != "post_to":
        return st.sampled_from(MAILS if name.startswith("email") else NUMBERS).map(lambda value: {name: value})
    return words.map(lambda value: {name: value})


def answer(data: st.DataObject, step: Step, answers: dict[str, Any]) -> None:
    """Answer one page by chance; what is refused is skipped, or tried again where it may not be."""
    if step.form is None:
        answers[step.slug] = {}
        return
    for _try in range(4):
        blank = step.form(None, answers=answers, slug=step.slug)
        typed: dict[str, Any] = {}
        for name, field in blank.fields.items():
            typed |= data.draw(of_field(name, field))
        form = step.form(typed, answers=answers, slug=step.slug)
        if form.is_valid():
            answers[step.slug] = form.kept()
            return
        if step.skippable:
            answers[step.slug] = {}
            return
    assume(False)


def fill_in(data: st.DataObject, answers: dict[str, Any]) -> None:
    for _page in range(70):
        step = next((step for step in JOURNEY.route(answers) if step.slug not in answers), None)
        if step is None:
            return
        assume(not step.ends)
        answer(data, step, answers)
    raise AssertionError("the form does not end")


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data(), language=st.sampled_from(["en", "pl", "ar"]))
def test_any_answers_make_a_case_in_its_right_place_and_none_is_lost(cast, data, language):
    answers: dict[str, Any] = {}
    fill_in(data, answers)
    # Somebody goes back, changes their mind, and is asked what that opens.
    changed = data.draw(st.sampled_from([step for step in JOURNEY.route(answers) if step.form]))
    answer(data, changed, answers)
    fill_in(data, answers)
    counting = JOURNEY.counting(answers)
    assert JOURNEY.missing(answers) is None
    receipts: list[dict[str, Any]] = []
    with transaction.atomic():
        deliver(Delivery(uuid4(), counting, receipts.append, language, {}))
        case = Case.objects.get(reference=receipts[0]["reference"])
        assert case.rank == rank(case.standing, case.tie)
        kept = dict(case.referral.answers)
        assert kept.pop("word") == receipts[0]["word"]
        assert kept == json.loads(json.dumps(counting))
        assert (case.act_now != "none") == receipts[0]["in_danger"]
        assert case.restricted == receipts[0]["restricted"] == ("works_near" in case.why)
        told = [child for step, child in counting.items() if step.startswith("child-")]
        assert case.people.filter(role=Person.Role.CHILD).count() <= len(told)
        # Numbers and addresses stand in the banner alone.
        asked = [row for row in JOURNEY.rows(counting) if row[0] != "safe-contact"]
        assert len(panel.of(JOURNEY)(case)["rows"]) == len(asked)
        assert len(whys.reasons(case)) >= len(case.why)
        contact.banner(case.safe_contact)
        transaction.set_rollback(True)


def test_the_strategies_reach_every_page(cast):
    """A property over pages that are never reached proves nothing."""
    seen: set[str] = set()

    @settings(max_examples=100, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(data=st.data())
    def look(data: st.DataObject) -> None:
        answers: dict[str, Any] = {}
        fill_in(data, answers)
        seen.update(JOURNEY.counting(answers))

    look()
    # Darlington has no team here, so nobody gets to the pages for women only; few say four times "another".
    out_of_reach = {"not-here-yet", "woman", "other-help", *(f"child-{number}" for number in range(3, 13))}
    assert {step.slug for step in JOURNEY.steps} - seen <= out_of_reach


@pytest.mark.parametrize("number", [1, 3, 12])
def test_k_3_1_10_each_child_becomes_a_person_of_their_own(cast, number):
    answers: dict[str, Any] = {"children": {"children": "yes"}}
    for each in range(1, number + 1):
        answers[f"child-{each}"] = {"child_name": f"Child {each}", "another": "yes"}
    receipts: list[dict[str, Any]] = []
    deliver(Delivery(uuid4(), JOURNEY.counting(answers), receipts.append, "en", {}))
    children = Case.objects.get().people.filter(role=Person.Role.CHILD)
    assert [child.content["name"] for child in children] == [f"Child {each}" for each in range(1, number + 1)]
