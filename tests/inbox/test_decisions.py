"""What the rules leave to a manager, on the case page."""

from uuid import uuid4

import pytest

from referral_forms.inbox import decisions, settling
from referral_forms.inbox.models import Case, Decision
from tests.inbox.arriving import came
from vault import audit
from vault.models import Event

CHILD = {
    "age": {"age": "13_15"},
    "place": {"area": "thanet", "staffed": True, "women_only": False},
    "money": {"nrpf": "no"},
}
NO_FUNDS = {
    "age": {"age": "18"},
    "place": {"area": "thanet", "staffed": True, "women_only": False},
    "money": {"nrpf": "yes"},
}


def address(case: Case, kind: str) -> str:
    return f"/admin/inbox/{case.reference}/decide/{kind}/"


def said(kind: str, **given: str) -> dict[str, str]:
    full = {"decision_id": str(uuid4()), "outcome": "yes", "reason": "No other safe adult.", **given}
    return {f"{kind}-{name}": value for name, value in full.items()}


def page(browser, case: Case) -> str:
    return browser.get(f"/admin/inbox/{case.reference}/").content.decode()


def test_k_7_2_the_page_asks_a_manager_for_the_exception_and_tells_a_worker_who_decides(cast, signed_in, world):
    case = came(answers=CHILD, is_child=True)
    html = page(signed_in(cast.jo), case)
    assert "a named supporter from social care" in html
    assert "Write the decision down" in html
    worker = page(signed_in(cast.maya), case)
    assert "A manager or a safeguarding lead decides." in worker
    assert "Write the decision down" not in worker


def test_k_7_2_an_exception_needs_a_reason_and_a_named_supporter(cast, signed_in, world):
    case, jo = came(answers=CHILD), signed_in(cast.jo)
    without = jo.post(address(case, "under_age"), said("under_age"))
    assert without.status_code == 422
    assert "Name the supporter from social care (K-7.2)." in without.content.decode()
    assert "No other safe adult." in without.content.decode()
    no_reason = jo.post(address(case, "under_age"), said("under_age", reason="", supporter_name="Ann"))
    assert "Write the reason." in no_reason.content.decode()
    assert not Decision.objects.exists()
    with pytest.raises(decisions.Incomplete):
        decisions.decide(cast.jo, case.reference, "under_age", "yes", "Because", uuid4())


def test_k_7_2_the_decision_stands_with_its_supporter_sealed_and_the_reason_leaves_the_queue(cast, signed_in, world):
    case, jo = came(answers=CHILD), signed_in(cast.jo)
    settling.settle(case.id)
    assert "Younger than the service is for: a manager decides" in jo.get("/admin/inbox/").content.decode()
    assert [finding.key for finding in decisions.open_questions(case)] == ["exception_needed"]
    jo.post(address(case, "under_age"), said("under_age", supporter_name="Ann Other", supporter_role="Social worker"))
    html = page(jo, case)
    assert "Ann Other" in html
    assert "We support them" in html
    assert "decided on what the rules leave to a manager" in html
    assert "Younger than the service is for: a manager decides" not in jo.get("/admin/inbox/").content.decode()
    assert decisions.open_questions(case) == []
    event = Event.objects.get(action="case.decided")
    assert event.actor == cast.jo.id
    assert "Ann" not in str(event.detail)
    assert list(audit.verify()) == []


def test_k_9_2_no_recourse_is_decided_one_by_one_with_a_reason_by_a_manager(cast, signed_in, world):
    case, sam = came(answers=NO_FUNDS), signed_in(cast.sam)
    assert "No recourse to public funds: a decision for this person" in page(sam, case)
    assert "supporter" not in page(sam, case)
    sam.post(address(case, "no_recourse"), said("no_recourse", reason="A fund of the council pays."))
    decision = Decision.objects.get()
    assert (decision.kind, decision.outcome, decision.content["supporter"]) == ("no_recourse", "yes", None)


def test_d_3_4a_in_durham_there_is_nothing_to_decide_about_money(cast, signed_in, world):
    case = came(
        area="county-durham",
        answers={**NO_FUNDS, "place": {"area": "county-durham", "staffed": True, "women_only": True}},
    )
    jo = signed_in(cast.jo)
    assert "Write the decision down" not in page(jo, case)
    jo.post(address(case, "no_recourse"), said("no_recourse"))
    assert not Decision.objects.exists()


@pytest.mark.parametrize("who", ["maya", "tom", "edie", "ada", "olu", "dot"])
def test_nobody_but_a_manager_or_a_lead_decides_and_a_try_is_written_down(cast, signed_in, world, who):
    case, user = came(answers=CHILD), getattr(cast, who)
    tried = signed_in(user).post(address(case, "under_age"), said("under_age", supporter_name="Ann"))
    assert tried.status_code == 404
    assert not Decision.objects.exists()
    assert Event.objects.filter(action="case.refused", subject=case.id, actor=user.id).exists()


def test_pressing_twice_decides_once_and_a_later_decision_leaves_the_first_to_be_read(cast, signed_in, world):
    case, jo, form = came(answers=NO_FUNDS), signed_in(cast.jo), said("no_recourse")
    for _turn in range(2):
        jo.post(address(case, "no_recourse"), form)
    assert Decision.objects.count() == 1
    jo.post(address(case, "no_recourse"), said("no_recourse", outcome="otherwise", reason="Told otherwise."))
    html = page(jo, case)
    assert "No other safe adult." in html
    assert "Told otherwise." in html


def test_a_child_who_comes_with_nothing_else_is_never_turned_away(cast, signed_in, world):
    """K-7.1: the case is there, ranked and open, whatever the rules find."""
    case = came(answers={"age": {"age": "under_13"}, "place": {"outside": True}, "woman": {"woman": "no"}})
    settling.settle(case.id)
    case.refresh_from_db()
    assert (case.closed, case.state) == (False, "new")


def test_the_page_says_by_when_somebody_looks_and_the_queue_never_does(cast, signed_in, world):
    """K-8.1"""
    case, maya = came(answers=CHILD), signed_in(cast.maya)
    assert "To be looked at by" in page(maya, case)
    assert "looked at by" not in maya.get("/admin/inbox/").content.decode()


def test_k_6_1_6_high_risk_stands_on_the_idva_list(cast, signed_in, world):
    high, other, durham = came(risk="high"), came(risk="medium"), came(risk="high", area="darlington")
    assert [case.pathway for case in (high, other, durham)] == ["idva", "triage", "triage"]
    html = signed_in(cast.jo).get("/admin/inbox/?show=idva").content.decode()
    assert high.reference in html
    assert other.reference not in html
    assert durham.reference not in html
