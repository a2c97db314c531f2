"""What the inbox is told of this form, when the site starts."""

from django.utils.translation import gettext_lazy as _

from accounts.kinds import offer
from referral_forms.inbox import findings, kinds
from referral_forms.inbox.kinds import Kind, State

from . import eligibility, facts, judging, panel
from .self_referral import JOURNEY, KIND

TITLE = _("Self-referral")

# Memberships can be limited to a kind.
offer(KIND, TITLE)
kinds.register(
    Kind(
        key=KIND,
        title=TITLE,
        panel_template="referrals/answers.html",
        panel=panel.of(JOURNEY),
        states=(
            State("new", _("New")),
            State("open", _("Being looked at")),
            State("closed", _("Closed"), closed=True),
        ),
        reasons=judging.REASONS,
    )
)
facts.register(KIND, facts.of_self_referral)
findings.provide(eligibility.of_case)
