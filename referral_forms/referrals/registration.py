"""What the inbox is told of this form, when the site starts."""

from django.utils.translation import gettext_lazy as _

from accounts.kinds import offer
from referral_forms.inbox import kinds
from referral_forms.inbox.kinds import Kind, State

from . import judging, panel
from .professional import panel as professional_panel
from .professional.journey import KIND as PROFESSIONAL
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

PROFESSIONAL_TITLE = _("Professional referral")
offer(PROFESSIONAL, PROFESSIONAL_TITLE)
kinds.register(
    Kind(
        key=PROFESSIONAL,
        title=PROFESSIONAL_TITLE,
        panel_template="referrals/professional.html",
        panel=professional_panel.panel,
        states=(
            State("new", _("New")),
            State("open", _("Being looked at")),
            State("closed", _("Closed"), closed=True),
        ),
        reasons=judging.REASONS,
    )
)
