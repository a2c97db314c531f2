"""Who hurts them may work where it would be read: closed at once, and nothing is promised that is not done (H 15)."""

from datetime import UTC, datetime

import pytest

from accounts.teams import team_for
from places.models import Area
from referral_forms.inbox.models import Case
from referral_forms.inbox.permissions import cases_for
from referral_forms.referrals import promises
from tests.referrals.known.conftest import ANSWERS as OF_A_NEIGHBOUR
from tests.referrals.known.conftest import START as KNOWN
from tests.referrals.walker import Walker

NIGHT = datetime(2026, 11, 22, 2, tzinfo=UTC)


@pytest.fixture
def send(visitor, cast):
    """A self-referral or a neighbour's message that says this of their work; the page after sending."""

    def send(journey: str, told: dict[str, str]) -> str:
        if journey == "self":
            visitor.answer_all(their_work=told)
            return str(visitor.send().content.decode())
        return str(Walker(KNOWN, OF_A_NEIGHBOUR).send(their_work=told).content.decode())

    return send


@pytest.mark.parametrize("journey", ["self", "known"])
@pytest.mark.parametrize("told", [{"works_here": "yes", "works_where": "Margate town hall"}, {"works_here": "unsure"}])
def test_h_15_a_yes_or_a_not_sure_closes_it_to_all_but_a_few_and_says_why(send, cast, signed_in, journey, told):
    send(journey, told)
    case = Case.objects.get()
    assert case.restricted
    assert not cases_for(cast.maya).exists()
    assert cases_for(cast.sam).get() == case
    html = signed_in(cast.sam).get(f"/admin/inbox/{case.reference}/").content.decode()
    assert "may work for us, the council, the police or a court" in html
    assert told.get("works_where", "") in html


@pytest.mark.parametrize("journey", ["self", "known"])
@pytest.mark.parametrize("told", [{"works_here": "no"}, {"skip": "1"}])
def test_h_15_a_no_or_nothing_leaves_it_to_the_team(send, cast, journey, told):
    send(journey, told)
    assert not Case.objects.get().restricted
    assert cases_for(cast.maya).exists()


@pytest.mark.parametrize("restricted", [True, False])
def test_h_15_nobody_is_promised_that_who_is_on_call_was_told_of_what_they_may_not_read(cast, world, restricted):
    thanet = Area.objects.get(slug="thanet")
    team = team_for(thanet)
    team.on_call = cast.jo
    team.save()
    receipt = {"area": "thanet", "in_danger": True, "will_call": False, "reference": "K7M-4QD"}
    assert promises.of_receipt({**receipt, "restricted": restricted}, NIGHT)["on_call"] is not restricted
