"""What is said becomes flags, needs and signs, clause by clause."""

from datetime import date
from typing import Any

import pytest

from referral_forms.inbox import contact
from referral_forms.referrals import danger_forms, judging, needs, support_forms

TODAY = date(2026, 11, 23)

ACT_NOW = {
    "danger_now": {"danger": {"danger": "yes"}},
    **{key: {"danger-signs": {"signs": [key]}} for key in judging.ACT_NOW if key != "danger_now"},
}
SIGNS: list[tuple[str, dict[str, Any]]] = [
    ("pregnant", {"pregnancy": {"pregnant": "yes"}}),
    ("pregnant", {"child-2": {"age": "under_1"}}),
    ("separation", {"more-signs": {"signs": ["separation"]}}),
    ("stalking", {"more-signs": {"signs": ["stalking"]}}),
    ("stalking", {"what-is-happening": {"kinds": ["stalking"]}}),
    ("honour", {"what-is-happening": {"kinds": ["honour"]}}),
    ("forced_marriage", {"what-is-happening": {"kinds": ["forced_marriage"]}}),
    ("fgm", {"what-is-happening": {"kinds": ["fgm"]}}),
    ("escalation", {"since-when": {"worse": "yes"}}),
    ("child_contact", {"more-signs": {"signs": ["child_contact"]}}),
    ("disability", {"more-signs": {"signs": ["disability"]}}),
    ("disability", {"access": {"access": ["bsl"]}}),
    ("isolation", {"more-signs": {"signs": ["isolation"]}}),
]
NEEDS: list[tuple[int, str, dict[str, Any]]] = [
    (3, "nowhere_tonight", {"tonight": {"tonight": "nowhere"}}),
    (2, "with_them_tonight", {"tonight": {"tonight": "with_them"}}),
    (2, "stay_short", {"tonight": {"tonight": "short"}}),
    (2, "stay_short", {"tonight": {"tonight": "unsure"}}),
    (2, "no_money", {"money": {"enough": "no"}}),
    (2, "child_worry", {"child-3": {"worried": "yes"}}),
    (2, "exploited", {"to-know": {"to_know": ["exploited"]}}),
    (2, "wants_place", {"wishes": {"wishes": ["leave"]}}),
    (1, "wants_law", {"wishes": {"wishes": ["legal"]}}),
    (1, "wants_money", {"wishes": {"wishes": ["money"]}}),
    (1, "wants_children", {"wishes": {"wishes": ["children"]}}),
]
# What never lowers or raises anything: K-9.1, and whatever was skipped or denied.
NOTHING: list[dict[str, Any]] = [
    {"to-know": {"to_know": ["alcohol", "drugs", "law", "feelings", "gambling", "health"]}},
    {"tonight": {"tonight": "safe"}},
    {"danger-signs": {"signs": ["none"]}, "more-signs": {"signs": ["none"]}},
    {"since-when": {"worse": "unsure"}},
    {"pregnancy": {"pregnant": "unsaid"}},
    {"child-1": {"worried": "unsure", "age": "1_4"}},
    {"danger-signs": {}, "money": {}, "wishes": {}, "access": {}, "tonight": {}, "children": {}},
]


def judge(answers: dict[str, Any]) -> Any:
    return judging.judge(answers, unread=False, today=TODAY)


@pytest.mark.parametrize("key", ACT_NOW)
def test_domain_c_each_act_now_sign_is_enough_by_itself(key):
    judged = judge(ACT_NOW[key])
    assert judged.act_now
    assert key in judged.why
    assert judged.risk == "unassessed"


@pytest.mark.parametrize(("key", "answers"), SIGNS)
def test_domain_c_each_sign_of_danger_counts_once_and_makes_no_act_now(key, answers):
    judged = judge(answers)
    assert (judged.act_now, judged.danger_signs) == (False, 1)
    assert key in judged.why


def test_a_sign_told_on_two_pages_counts_once():
    twice = {"what-is-happening": {"kinds": ["stalking"]}, "more-signs": {"signs": ["stalking"]}}
    assert judge(twice).danger_signs == 1


def test_every_sign_of_the_table_can_be_told():
    assert {key for key, _answers in SIGNS} == set(judging.SIGNS)
    assert {key for key, _words in danger_forms.ACT_NOW} == {*judging.ACT_NOW, "none"} - {"danger_now"}


@pytest.mark.parametrize(("level", "key", "answers"), NEEDS)
def test_each_need_has_its_level_and_says_why(level, key, answers):
    judged = judge(answers)
    assert judged.need == level
    assert key in judged.why


def test_every_need_of_the_table_can_be_told():
    assert {key for _level, key, _answers in NEEDS} == set(needs.NEEDS)


def test_need_is_the_highest_single_one_and_no_sum():
    many = {"wishes": {"wishes": ["money", "legal", "children"]}, "money": {"enough": "no"}}
    assert judge(many).need == 2


@pytest.mark.parametrize("answers", NOTHING)
def test_k_9_1_neither_health_nor_alcohol_nor_offending_nor_silence_changes_a_place(answers):
    judged = judge(answers)
    assert (judged.act_now, judged.danger_signs, judged.need, judged.risk) == (False, 0, 0, "unassessed")


@pytest.mark.parametrize(("said", "key"), [("yes", "no_recourse"), ("unsure", "no_recourse_unsure")])
def test_k_9_2_no_recourse_is_left_to_a_manager_and_changes_no_rank(said, key):
    judged = judge({"place": {"area": "thanet", "no_recourse_asked": True}, "money": {"nrpf": said}})
    assert key in judged.why
    assert (judged.act_now, judged.need, judged.danger_signs) == (False, 0, 0)


def test_d_3_4a_what_was_said_of_public_funds_before_the_area_changed_counts_no_more():
    moved = {"place": {"area": "darlington", "no_recourse_asked": False}, "money": {"enough": "no", "nrpf": "yes"}}
    why = judge(moved).why
    assert "no_recourse" not in why
    assert "no_money" in why


@pytest.mark.parametrize(
    ("told", "closed"),
    [
        ({"works_here": "yes"}, True),
        ({"works_here": "unsure"}, True),
        ({"works_here": "", "works_where": "the town hall"}, True),
        ({"works_here": "no", "works_where": ""}, False),
        ({}, False),
    ],
)
def test_h_15_a_yes_or_a_not_sure_about_their_work_closes_it_and_changes_no_rank(told, closed):
    judged = judge({"their-work": told})
    assert judging.restricted({"their-work": told}) is closed
    assert ("works_near" in judged.why) is closed
    assert (judged.act_now, judged.need, judged.danger_signs) == (False, 0, 0)


@pytest.mark.parametrize(
    ("age", "born", "child", "under_16"),
    [
        ("under_13", "", True, True),
        ("13_15", "", True, True),
        ("16_17", "", True, False),
        ("18", "", False, False),
        ("18", "2008-11-24", True, False),
        ("18", "2008-11-23", False, False),
        ("16_17", "2010-11-24", True, True),
        ("13_15", "1990-01-31", True, True),
    ],
)
def test_domain_h_9_whoever_may_be_under_18_counts_as_a_child(age, born, child, under_16):
    judged = judge({"age": {"age": age}, "birth-date": {"birth_date": born}})
    assert judged.is_child is child
    assert ("under_16" in judged.why) is under_16


def test_k_12_what_people_tick_and_what_staff_read_have_the_same_keys():
    assert [key for key, _words in support_forms.ACCESS] == list(contact.ACCESS)
    assert set(contact.ACCESS) >= judging.DISABILITIES
