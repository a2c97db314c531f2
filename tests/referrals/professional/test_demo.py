"""The invented referrals of the demonstration."""

from referral_forms.inbox.models import Case
from referral_forms.referrals.models import Checklist
from referral_forms.referrals.professional import demo


def test_the_demonstration_has_each_sort_once_however_often_it_is_loaded(cast):
    demo.load()
    demo.load()
    cases = Case.objects.filter(kind="professional_referral").order_by("rank")
    assert [(case.risk, case.pathway, case.restricted) for case in cases] == [
        ("high", "idva", False),
        ("unassessed", "triage", True),
        ("medium", "triage", False),
    ]
    assert {met["key"] for met in cases[0].marac.content["met"]} == {"visible_high", "judgement", "escalation"}
    assert Checklist.objects.get().questions[23] == "Dummy item 24"
