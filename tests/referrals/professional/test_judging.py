"""What a professional's answers mean: act now, risk, need, signs. By tables, and for any answers at all."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django import forms
from django.http import QueryDict
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from journeys.journey import Delivery, Step
from places.models import MaracRules
from referral_forms.inbox.models import Case, Pathway, Person, Risk
from referral_forms.inbox.ranking import Standing, rank
from referral_forms.referrals.professional import assessing, journey, referrer
from referral_forms.referrals.professional.event_forms import ACT_NOW
from referral_forms.referrals.professional.journey import JOURNEY, deliver

from .conftest import ASH

ON = date(2026, 11, 22)
KENT = MaracRules(escalation_months=6, self_harm=True)
NO_DANGER = dict.fromkeys(ACT_NOW, "no")


def judged(unread: bool = False, **answers: dict[str, Any]) -> Any:
    told = {name.replace("_", "-"): each for name, each in answers.items()}
    return assessing.judge({"danger-now": NO_DANGER, "knows": {"knows": "no"}, **told}, KENT, ON, unread=unread)


@pytest.mark.parametrize("key", ACT_NOW)
@pytest.mark.parametrize(("answer", "act_now"), [("yes", True), ("no", False), ("unsure", False), ("", False)])
def test_each_sign_of_danger_now_is_enough_by_itself(key, answer, act_now):
    found = judged(danger_now={**NO_DANGER, key: answer})
    assert found.act_now is act_now
    assert ("not_known" in found.why) is (answer in ("unsure", ""))


@pytest.mark.parametrize(("answer", "key"), [("yes", "danger_now"), ("unsure", "danger_unsure"), ("no", None)])
def test_danger_right_now(answer, key):
    found = judged(danger={"danger": answer})
    assert found.act_now is (answer == "yes")
    assert key is None or key in found.why


def test_one_child_in_danger_or_a_weapon_of_whoever_causes_harm_is_enough():
    assert judged(child_1={"name": "a"}, child_2={"name": "b", "in_danger": "yes"}).act_now
    assert judged(alleged_1={"name": "a", "weapons": "yes"}).act_now
    assert not judged(alleged_1={"name": "a", "weapons": "unsure"}).act_now


@pytest.mark.parametrize(
    ("stay", "need"),
    [("nowhere", 3), ("home_unsafe", 2), ("with_others", 1), ("hospital", 2), ("refuge", 0), ("home_safe", 0), ("", 0)],
)
def test_the_highest_single_need_counts(stay, need):
    assert judged(tonight={"stay": stay}).need == need


def test_signs_are_counted_once_however_often_they_are_said():
    found = judged(
        signs={"signs": ["stalking", "separation"]},
        what_happened={"kinds": ["stalking", "physical"]},
        pregnancy={"pregnant": "baby"},
    )
    assert found.danger_signs == 3


@pytest.mark.parametrize(
    ("born", "child", "under_16"),
    [
        ("2008-11-22", False, False),
        ("2008-11-23", True, False),
        ("2010-11-22", True, False),
        ("2010-11-23", True, True),
        ("2026-11-22", True, True),
    ],
)
def test_h_9_a_child_is_under_eighteen_by_the_date_of_birth(born, child, under_16):
    found = judged(person={"name": "n", "birth_date": born, "age": ""})
    assert found.is_child is child
    assert ("under_16" in found.why) is under_16


@pytest.mark.parametrize(
    ("tool", "score", "level", "judgement", "expected"),
    [
        ("dash", 14, "", "standard", Risk.HIGH),
        ("dash", 13, "", "standard", Risk.STANDARD),
        ("dash", 13, "", "", Risk.UNASSESSED),
        ("dara", None, "high", "medium", Risk.HIGH),
        ("dara", 20, "", "", Risk.UNASSESSED),
        ("dara", None, "medium", "high", Risk.HIGH),
        ("other", 20, "standard", "unassessed", Risk.STANDARD),
        ("none", None, "", "unassessed", Risk.UNASSESSED),
    ],
)
def test_h_12_the_higher_of_tool_and_judgement(tool, score, level, judgement, expected):
    found = judged(risk_tool={"tool": tool}, score={"score": score, "level": level}, judgement={"judgement": judgement})
    assert found.risk == expected


@pytest.mark.parametrize(
    ("risk", "expected"), [("high", Risk.HIGH), ("medium", Risk.UNASSESSED), ("standard", Risk.UNASSESSED)]
)
def test_h_13_while_nobody_can_read_it_only_high_risk_stands(risk, expected):
    assert judged(unread=True, judgement={"judgement": risk}).risk == expected


def test_h_15_no_answer_to_whether_anybody_knows_them_closes_it_too():
    assert assessing.restricted({})
    assert assessing.restricted({"knows": {"knows": "unsure"}})
    assert not assessing.restricted({"knows": {"knows": "no"}})


# Any answers.

WORDS = st.one_of(st.text(max_size=40), st.sampled_from(["", "Zofia", "=1+1", "<b>", "\u202eabc", "🌿", "ё" * 130]))


def typed(field: forms.Field, name: str) -> st.SearchStrategy[list[tuple[str, str]]]:
    """What a browser could send for a field: a choice, nothing, words, days that exist or do not."""
    if isinstance(field, forms.MultipleChoiceField):
        keys = [key for key, _words in field.choices]
        return st.lists(st.sampled_from(keys), unique=True).map(lambda found: [(name, key) for key in found])
    if isinstance(field, forms.ChoiceField):
        keys = [str(key) for key, _words in field.choices] or ["thanet"]
        return st.sampled_from([*keys, ""]).map(lambda key: [(name, key)])
    if isinstance(field, forms.BooleanField):
        return st.booleans().map(lambda on: [(name, "on")] if on else [])
    if isinstance(field, forms.IntegerField):
        return st.one_of(st.integers(-2, 30).map(str), st.just("")).map(lambda number: [(name, number)])
    if isinstance(field, forms.MultiValueField):
        days = st.dates(date(1899, 1, 1), date(2027, 1, 1)) | st.dates(ON - timedelta(days=400), ON)
        boxes = days.map(
            lambda day: [(f"{name}_day", day.day), (f"{name}_month", day.month), (f"{name}_year", day.year)]
        )
        return boxes | st.just([])
    if getattr(field.widget, "input_type", "") == "tel":
        return st.sampled_from(["01632 960123", "", "12"]).map(lambda number: [(name, number)])
    return WORDS.map(lambda words: [(name, words)])


def page_of(draw: st.DrawFn, step: Step, answers: dict[str, Any]) -> dict[str, Any] | None:
    """What is kept of one page after up to three tries; None when none was accepted."""
    if step.slug == "place":
        return {"area": "thanet", "staffed": True, "women_only": draw(st.booleans())}
    for _try in range(3):
        form = step.form(None, answers=answers, slug=step.slug)
        data = QueryDict(mutable=True)
        for name, field in form.fields.items():
            for key, value in draw(typed(field, name)):
                data.appendlist(key, str(value))
        bound = step.form(data, answers=answers, slug=step.slug)
        if bound.is_valid():
            return bound.kept()
    return None


@st.composite
def accepted(draw: st.DrawFn) -> dict[str, Any]:
    """Answers that the pages accepted, some of them left out."""
    answers: dict[str, Any] = {}
    for step in JOURNEY.steps:
        # Twelve children are as good as three here.
        if step.form and step.applies(answers) and not step.slug.endswith(tuple("456789012")):
            kept = page_of(draw, step, answers)
            if kept is not None:
                answers[step.slug] = kept
    return JOURNEY.counting(answers)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(answers=accepted(), language=st.sampled_from(["en", "pl", "ar"]))
def test_any_accepted_answers_make_a_case_with_the_rank_of_the_pure_function(world, answers, language):
    draft_id, receipts = uuid4(), []
    deliver(Delivery(draft_id, answers, receipts.append, language, {referrer.KEY: ASH.kept()}))
    case = Case.objects.get(draft_id=draft_id)
    unread = language != "en" and JOURNEY.prose(answers)
    now = timezone.now()
    rules = journey.marac_rules(case.commission, now)
    found = assessing.judge(answers, rules, timezone.localdate(now), unread=unread)
    expected = Standing(found.act_now, found.risk, found.need, found.danger_signs, contact_overdue=False)
    assert case.rank == rank(expected, case.tie)
    assert case.referral.answers == {**answers, "word": case.referral.answers["word"]}
    assert (case.pathway == Pathway.IDVA) is (case.risk == Risk.HIGH)
    assert case.marac.content["risk"] == Risk.HIGH or found.risk != Risk.HIGH
    assert Person.objects.filter(case=case, role="child").count() == len(list(assessing.chain(answers, "child")))
    assert receipts[0]["reference"] == case.reference
    assert journey.sent_context(receipts[0])
    from referral_forms.inbox import kinds

    assert kinds.get(case.kind).panel(case)["tasks"] is not None
