"""The order of the queue (K-8.1)."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from referral_forms.inbox.models import ActNow, Case, Risk
from referral_forms.inbox.ranking import RISK_ORDER, TIE_BITS, Standing, rank
from referral_forms.inbox.search import Filters, queue

standings = st.builds(
    Standing,
    act_now=st.booleans(),
    risk=st.sampled_from(Risk.values),
    need=st.integers(0, 3),
    danger_signs=st.integers(0, 15),
    contact_overdue=st.booleans(),
)
ties = st.integers(0, 2**TIE_BITS - 1)


def by_the_book(standing: Standing) -> tuple:
    """Domain C, compared in order, no hidden weights."""
    return (
        not standing.act_now,
        RISK_ORDER[standing.risk],
        -standing.need,
        -standing.danger_signs,
        not standing.contact_overdue,
    )


@given(standings, ties, standings, ties)
def test_rank_compares_danger_risk_need_signs_overdue_and_then_a_fixed_tie(one, tie_one, other, tie_other):
    expected = (*by_the_book(one), tie_one) < (*by_the_book(other), tie_other)
    assert (rank(one, tie_one) < rank(other, tie_other)) == expected


@given(standings, ties)
def test_a_rank_fits_the_column_that_stores_it(standing, tie):
    assert 0 <= rank(standing, tie) < 2**63


def test_somebody_nobody_has_assessed_stands_between_high_and_medium_risk():
    places = [rank(Standing(False, risk, 0, 0, False), 0) for risk in ("high", "unassessed", "medium", "standard")]
    assert places == sorted(places)


def test_more_signs_than_the_rank_can_hold_count_as_the_most():
    assert rank(Standing(False, "high", 3, 40, False), 1) == rank(Standing(False, "high", 3, 15, False), 1)


@pytest.fixture
def six_cases(arrive) -> list[Case]:
    cases = [arrive(act_now=number % 2 == 0, danger_signs=number % 3) for number in range(6)]
    Case.objects.filter(pk=cases[1].pk).update(assigned_to=None)
    return cases


@given(st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_k_8_1_ageing_a_case_changes_nothing_in_the_order(six_cases, cast, data):
    """K-8.1: the list is never managed by how long somebody has waited."""
    before = order_for(cast.jo)
    for case in six_cases:
        age = data.draw(st.timedeltas(timedelta(0), timedelta(days=900)))
        Case.objects.filter(pk=case.pk).update(
            received_at=case.received_at - age,
            updated_at=case.received_at - age / 2,
            opened_at=case.received_at - age / 3,
        )
    assert order_for(cast.jo) == before
    for case in Case.objects.all():
        case.save()
    assert order_for(cast.jo) == before


def order_for(user: User) -> list[str]:
    return list(queue(user, Filters()).values_list("reference", flat=True))


def test_k_8_1_the_queue_shows_filters_and_sorts_by_no_time(arrive, cast, signed_in):
    case = arrive()
    case.received_at = case.updated_at = case.received_at.replace(year=1999)
    case.save()
    page = (
        signed_in(cast.jo).get("/admin/inbox/?sort=received_at&ordering=-received_at&received_at=1999").content.decode()
    )
    assert case.reference in page
    assert "1999" not in page.replace("received_at=1999", "")


def test_changing_a_flag_changes_the_stored_rank(arrive):
    case = arrive()
    before = case.rank
    case.risk = Risk.HIGH
    case.save(update_fields=["risk"])
    case.refresh_from_db()
    assert case.rank < before
    assert case.rank == rank(case.standing, case.tie)


def test_a_self_declared_danger_stands_first_and_is_not_confirmed(arrive, cast):
    arrive(risk=Risk.HIGH, need=3, danger_signs=9)
    danger = arrive(act_now=True)
    assert order_for(cast.jo)[0] == danger.reference
    assert danger.act_now == ActNow.UNCONFIRMED
