"""The criteria of a conference, for both Commissions, by clause and at the edges of dates. Pure: no page, no case."""

from datetime import date
from typing import Any

import pytest

from places.models import MaracRules
from referral_forms.inbox.models import Risk
from referral_forms.referrals.professional import marac
from referral_forms.referrals.professional.marac import MaracFacts

ON = date(2026, 11, 22)
NATIONAL = MaracRules()
KENT = MaracRules(escalation_months=6, self_harm=True)
ALL = (NATIONAL, KENT)


def met(rules: MaracRules = NATIONAL, on: date = ON, **facts: Any) -> list[str]:
    return [each.key for each in marac.criteria(MaracFacts(on=on, **facts), rules)]


@pytest.mark.parametrize("rules", ALL)
@pytest.mark.parametrize(
    ("tool", "score", "expected"),
    [
        ("dash", 13, []),
        ("dash", 14, ["visible_high"]),
        ("dash", 24, ["visible_high"]),
        ("yp_dash", 14, ["visible_high"]),
        ("dara", 14, []),
        ("other", 24, []),
        ("none", None, []),
        ("dash", None, []),
        ("dash", 0, []),
    ],
)
def test_h_12_fourteen_counts_for_dash_and_young_persons_dash_only(rules, tool, score, expected):
    assert met(rules, tool=tool, score=score) == expected


@pytest.mark.parametrize("rules", ALL)
def test_h_12_what_is_not_known_is_shown_and_never_counted_either_way(rules):
    facts = MaracFacts(on=ON, tool="dash", score=10, unknown=4)
    assert marac.criteria(facts, rules) == []
    assert [each.key for each in marac.open_questions(facts, rules)] == ["not_known", "could_reach"]
    assert [each.key for each in marac.open_questions(MaracFacts(on=ON, tool="dash", score=9, unknown=4), rules)] == [
        "not_known"
    ]


@pytest.mark.parametrize("rules", ALL)
@pytest.mark.parametrize(
    ("judgement", "expected"), [("high", ["judgement"]), ("medium", []), ("standard", []), ("", [])]
)
def test_professional_judgement_counts_whatever_the_score(rules, judgement, expected):
    assert met(rules, judgement=judgement, tool="dash", score=2) == expected


# (rules, the days of the events, whether it is escalation)
ESCALATION = [
    (NATIONAL, ("2026-11-22", "2026-05-01", "2025-11-22"), True),
    (NATIONAL, ("2026-11-22", "2026-05-01", "2025-11-21"), False),
    (NATIONAL, ("2026-11-22", "2026-05-01"), False),
    (NATIONAL, ("2026-11-22", "2026-11-22", "2026-11-22"), True),
    (KENT, ("2026-11-22", "2026-08-01", "2026-05-22"), True),
    (KENT, ("2026-11-22", "2026-08-01", "2026-05-21"), False),
    (KENT, ("2026-11-22", "2026-08-01", "2025-12-01"), False),
    (NATIONAL, ("2026-11-22", "2026-08-01", "2025-12-01"), True),
    (NATIONAL, ("2026-11-23", "2026-08-01", "2025-12-01"), False),
]


@pytest.mark.parametrize(("rules", "events", "expected"), ESCALATION)
def test_escalation_three_in_twelve_months_in_kent_and_medway_three_in_six(rules, events, expected):
    days = tuple(date.fromisoformat(each) for each in events)
    assert ("escalation" in met(rules, events=days)) is expected


def test_suicide_or_self_harm_is_a_criterion_in_kent_and_medway_only():
    assert met(KENT, self_harm=True) == ["self_harm"]
    assert met(NATIONAL, self_harm=True) == []


# (day of the referral, day of the last conference, same two people, whether it is a repeat)
REPEATS = [
    ("2026-11-22", "2025-11-22", "yes", True),
    ("2026-11-22", "2025-11-21", "yes", False),
    ("2026-11-22", "2026-11-22", "yes", True),
    ("2026-11-22", "2026-01-01", "no", False),
    ("2026-11-22", "2026-01-01", "unsure", False),
    ("2026-11-22", "2026-01-01", "", False),
    ("2026-11-22", None, "yes", False),
    ("2028-02-29", "2027-02-28", "yes", True),
    ("2028-02-29", "2027-02-27", "yes", False),
    ("2029-02-28", "2028-02-29", "yes", True),
    ("2029-03-01", "2028-02-29", "yes", False),
]


@pytest.mark.parametrize("rules", ALL)
@pytest.mark.parametrize(("on", "last", "same", "expected"), REPEATS)
def test_a_repeat_within_twelve_months_of_the_same_two_people_whatever_the_abuse(rules, on, last, same, expected):
    found = met(
        rules, date.fromisoformat(on), earlier=True, last_conference=date.fromisoformat(last) if last else None,
        same_two=same,
    )  # fmt: skip
    assert ("repeat" in found) is expected


def test_what_is_not_known_of_an_earlier_conference_is_asked_for():
    no_date = MaracFacts(on=ON, earlier=True, same_two="yes")
    not_sure = MaracFacts(on=ON, earlier=True, same_two="unsure", last_conference=date(2026, 1, 1))
    assert [each.key for each in marac.open_questions(no_date, NATIONAL)] == ["no_date"]
    assert [each.key for each in marac.open_questions(not_sure, NATIONAL)] == ["same_two"]


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2026-08-31", 6, "2026-02-28"),
        ("2028-08-31", 6, "2028-02-29"),
        ("2028-02-29", 12, "2027-02-28"),
        ("2026-03-31", 1, "2026-02-28"),
        ("2026-01-15", 1, "2025-12-15"),
        ("2026-12-31", 12, "2025-12-31"),
        ("2026-11-22", 25, "2024-10-22"),
        ("2026-11-22", 0, "2026-11-22"),
    ],
)
def test_months_are_counted_back_to_the_same_day_or_the_last_of_the_month(day, months, expected):
    assert marac.months_before(date.fromisoformat(day), months) == date.fromisoformat(expected)


LEVELS = ("", "standard", "medium", "high")


@pytest.mark.parametrize("rules", ALL)
@pytest.mark.parametrize("judgement", LEVELS)
@pytest.mark.parametrize("tool_level", LEVELS)
@pytest.mark.parametrize("score", [None, 0, 13, 14])
def test_the_risk_is_the_higher_of_tool_and_judgement_and_never_below_either(rules, judgement, tool_level, score):
    """domain C: judgement must not downgrade, nor be downgraded."""
    facts = MaracFacts(on=ON, tool="dash", score=score, tool_level=tool_level, judgement=judgement)
    steps = [Risk.UNASSESSED, Risk.STANDARD, Risk.MEDIUM, Risk.HIGH]
    by_tool = "high" if (score or 0) >= 14 else tool_level or "unassessed"
    expected = max(steps.index(by_tool), steps.index(judgement or "unassessed"))
    assert marac.risk(facts, rules) == steps[expected]


def test_a_score_alone_below_the_threshold_leaves_the_risk_unassessed():
    """The bands 0 to 9 and 10 to 13 are local habits, so they decide nothing."""
    assert marac.risk(MaracFacts(on=ON, tool="dash", score=13), NATIONAL) == Risk.UNASSESSED


def test_every_reason_can_be_said_in_words():
    facts = MaracFacts(
        on=ON, tool="dash", score=14, judgement="high", events=(ON, ON, ON), self_harm=True, earlier=True,
        last_conference=ON, same_two="yes",
    )  # fmt: skip
    said = [marac.words(each) for each in marac.criteria(facts, KENT)]
    assert len(said) == 5
    assert "3 events within 6 months, and 3 are enough" in said[2]
    assert marac.of_kept([each.kept() for each in marac.criteria(facts, KENT)]) == marac.criteria(facts, KENT)


def test_both_commissions_have_the_criteria_that_these_tests_stand_on(world):
    """D: the national ones. Kent and Medway: their own."""
    for key, months, self_harm in (("kent", 6, True), ("durham", 12, False)):
        rules = MaracRules.objects.get(commission__key=key)
        assert (rules.visible_high, rules.escalation_events, rules.repeat_months) == (14, 3, 12)
        assert (rules.escalation_months, rules.self_harm, rules.tools) == (months, self_harm, ["dash", "yp_dash"])
