"""The sender's side of a case, for any panel: `{% load referrers %}{% from_referrer %}`."""

from typing import Any

from django import template
from django.template.context import RequestContext

from referral_forms.inbox.models import Case
from referral_forms.referrals.models import Addition, ProfessionalReferral, Withdrawal
from referral_forms.referrals.professional import answering, status

register = template.Library()


@register.inclusion_tag("referrals/professional/case_part.html", takes_context=True)
def from_referrer(context: RequestContext) -> dict[str, Any]:
    """Wants `case`, `may_work` and `request`; shows nothing where no professional has a part in the case."""
    case: Case = context["case"]
    found = ProfessionalReferral.objects.select_related("case", "referrer", "area")
    referral = found.filter(pk=case.pk).first()
    additions = list(Addition.objects.filter(case=case))
    return {
        "case": case,
        "may_work": context["may_work"],
        "csrf_token": context.get("csrf_token"),
        "referral": referral,
        "sender": referral.referrer.content if referral else None,
        "check": referral.referrer.get_check_state_display() if referral else "",
        "checked": bool(referral and referral.referrer.is_checked),
        "status": status.of(referral) if referral else None,
        "asks_to_withdraw": bool(referral and referral.withdrawal == Withdrawal.ASKED),
        "additions": additions,
        "unread": any(addition.read_at is None for addition in additions),
        "states": [(state.value, state.label) for state in answering.CAN_BE_TOLD],
        "reasons": list(status.REASONS.items()),
    }
