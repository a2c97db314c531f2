"""Whom a service is for, by table, clause by clause, for both Commissions; and for any facts at all."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from places.models import Commission, Eligibility
from referral_forms.inbox.findings import Level
from referral_forms.referrals import facts
from referral_forms.referrals.eligibility import FINDINGS, Rules, findings, overall, rules_on
from referral_forms.referrals.facts import Facts
from tests.cast import LONG_AGO

KENT_WOMAN = Facts(youngest=18, area="thanet", woman="yes", no_recourse="no")
DURHAM_WOMAN = Facts(youngest=18, area="county-durham", lives="yes", woman="yes")


@pytest.fixture
def kent(world) -> Rules:
    return rules_on(Commission.objects.get(key="kent"), LONG_AGO.date())


@pytest.fixture
def durham(world) -> Rules:
    return rules_on(Commission.objects.get(key="durham"), LONG_AGO.date())


def keys(facts: Facts, rules: Rules) -> set[str]:
    return {finding.key for finding in findings(facts, rules)}


@pytest.mark.parametrize(
    ("change", "key", "level"),
    [
        # K-7.1: 16 and over
        ({"youngest": 16, "oldest": 17}, "age_fits", Level.FITS),
        ({"youngest": 18}, "age_fits", Level.FITS),
        ({"youngest": None}, "age_unsure", Level.NOT_SURE),
        ({"youngest": 14, "oldest": 17}, "age_unsure", Level.NOT_SURE),
        # K-7.1: and families
        ({"youngest": 0, "oldest": 12, "family": True}, "age_family", Level.FITS),
        # K-7.2: under 16 by exception
        ({"youngest": 13, "oldest": 15}, "exception_needed", Level.DECISION),
        ({"youngest": 0, "oldest": 12}, "exception_needed", Level.DECISION),
        # K-7.1: lives in Kent, or is moving to Kent to flee
        ({"lives": "yes"}, "area_fits", Level.FITS),
        ({"lives": ""}, "area_either", Level.FITS),
        ({"lives": "no", "moving": "yes"}, "area_moving", Level.FITS),
        ({"area": "medway"}, "area_either", Level.FITS),
        ({"area": ""}, "area_unsure", Level.NOT_SURE),
        ({"area": "", "outside": True}, "area_outside", Level.OUTSIDE),
        ({"area": "darlington"}, "area_outside", Level.OUTSIDE),
        # K-9.2: an individual decision, with a reason and a manager
        ({"no_recourse": "yes"}, "nrpf_decision", Level.DECISION),
        ({"no_recourse": "no"}, "nrpf_fits", Level.FITS),
        ({"no_recourse": "unsure"}, "nrpf_unsure", Level.NOT_SURE),
        ({"no_recourse": ""}, "nrpf_unsure", Level.NOT_SURE),
    ],
)
def test_kent_k_7_1_k_7_2_k_9_2(kent, change, key, level):
    assert key in keys(replace(KENT_WOMAN, **change), kent)
    assert FINDINGS[key].level == level


@pytest.mark.parametrize("woman", ["yes", "no", "unsaid", ""])
def test_k_7_1_kent_is_for_everybody_and_asks_nobody_whether_they_are_a_woman(kent, woman):
    assert not {key for key in keys(replace(KENT_WOMAN, woman=woman), kent) if "woman" in key}


@pytest.mark.parametrize(
    ("change", "key", "level"),
    [
        # D-3.2: women, 18 and over, resident of the area
        ({}, "age_fits", Level.FITS),
        ({"youngest": 16, "oldest": 17}, "under_minimum", Level.OUTSIDE),
        ({"youngest": 13, "oldest": 15}, "under_minimum", Level.OUTSIDE),
        ({"youngest": None}, "age_unsure", Level.NOT_SURE),
        ({"woman": "yes"}, "woman_fits", Level.FITS),
        ({"woman": "no"}, "not_a_woman", Level.OUTSIDE),
        ({"woman": "unsaid"}, "woman_unsure", Level.NOT_SURE),
        ({"woman": ""}, "woman_unsure", Level.NOT_SURE),
        ({"lives": "yes"}, "area_fits", Level.FITS),
        ({"lives": ""}, "area_ask_lives", Level.NOT_SURE),
        ({"lives": "no", "moving": "yes"}, "area_ask_lives", Level.NOT_SURE),
        ({"area": "local-network-7"}, "area_fits", Level.FITS),
        ({"area": "darlington"}, "area_fits", Level.FITS),
        # D-3.4: outside both boundaries
        ({"area": "thanet"}, "area_outside", Level.OUTSIDE),
        ({"area": "", "outside": True}, "area_outside", Level.OUTSIDE),
        # D-3.4a: no recourse to public funds is not excluded
        ({"no_recourse": "yes"}, "nrpf_included", Level.FITS),
    ],
)
def test_durham_d_3_2_d_3_4a(durham, change, key, level):
    assert key in keys(replace(DURHAM_WOMAN, **change), durham)
    assert FINDINGS[key].level == level


@pytest.mark.parametrize("known", ["yes", "no", "unsure", ""])
def test_d_3_4a_money_never_changes_what_durham_finds(durham, known):
    found = findings(replace(DURHAM_WOMAN, no_recourse=known), durham)
    assert overall(found) == Level.FITS
    assert not [finding for finding in found if finding.decision]


def test_a_fitting_person_fits_by_every_rule(kent, durham):
    assert overall(findings(KENT_WOMAN, kent)) == Level.FITS
    assert overall(findings(DURHAM_WOMAN, durham)) == Level.FITS


def test_k_7_1_there_is_no_finding_that_rejects():
    assert {finding.level for finding in FINDINGS.values()} == set(Level)
    assert "reject" not in " ".join(str(level.label) for level in Level).lower()


ANSWERS = st.sampled_from(["yes", "no", "unsure", "unsaid", "", "nonsense"])
AREAS = st.sampled_from(["", "thanet", "darlington", "nowhere"])
ANY_FACTS = st.builds(
    Facts,
    youngest=st.none() | st.integers(0, 120),
    oldest=st.none() | st.integers(0, 120),
    area=AREAS,
    lives=ANSWERS,
    moving=ANSWERS,
    outside=st.booleans(),
    woman=ANSWERS,
    no_recourse=ANSWERS,
    family=st.booleans(),
)
ANY_RULES = st.builds(
    Rules,
    minimum_age=st.integers(0, 100),
    younger_by_exception=st.booleans(),
    women_only=st.booleans(),
    areas=st.frozensets(AREAS.filter(bool)),
    moving_here=st.booleans(),
    no_recourse=st.sampled_from(Eligibility.NoRecourse.values),
)


@given(ANY_FACTS, ANY_RULES)
def test_any_facts_find_something_the_same_every_time_and_unknown_never_counts_as_no(given_facts, rules):
    found = findings(given_facts, rules)
    assert found == findings(given_facts, rules)
    assert 2 <= len(found) <= 4
    unknown = {finding.key for finding in findings(Facts(), rules)}
    if rules.minimum_age:
        assert not {"exception_needed", "under_minimum", "not_a_woman", "nrpf_decision", "area_outside"} & unknown


@given(ANY_FACTS, ANY_RULES)
def test_whoever_says_no_recourse_never_falls_outside_because_of_it(given_facts, rules):
    without = findings(replace(given_facts, no_recourse="no"), rules)
    outside = {finding.key for finding in findings(given_facts, rules) if finding.level == Level.OUTSIDE}
    assert outside == {finding.key for finding in without if finding.level == Level.OUTSIDE}


@given(
    st.dictionaries(
        st.sampled_from(["place", "which-area", "age", "woman", "money", "danger"]),
        st.none()
        | st.dictionaries(
            st.sampled_from(["area", "outside", "age", "woman", "nrpf", "candidates"]),
            st.none() | st.text() | st.booleans(),
        ),
    )
)
def test_any_answers_at_all_can_be_read(answers):
    facts.of_self_referral(answers)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, Facts()),
        ({"place": {"area": "thanet"}, "age": {"age": "13_15"}}, Facts(youngest=13, oldest=15, area="thanet")),
        ({"place": {"outside": True}}, Facts(lives="no", outside=True)),
        ({"place": {"outside": True}, "which-area": {"area": ""}}, Facts(lives="no", moving="no", outside=True)),
        (
            {"place": {"outside": True}, "which-area": {"area": "dover"}},
            Facts(area="dover", lives="no", moving="yes"),
        ),
        ({"woman": {"woman": "unsaid"}, "money": {"nrpf": "unsure"}}, Facts(woman="unsaid", no_recourse="unsure")),
    ],
)
def test_the_answers_of_a_self_referral_as_facts(answers, expected):
    assert facts.of_self_referral(answers) == expected
