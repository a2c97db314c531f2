"""What the inbox is told of this form, when the site starts."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.kinds import offer
from journeys.journey import Journey, Text
from referral_forms.inbox import findings, kinds
from referral_forms.inbox.kinds import Kind, State
from referral_forms.inbox.models import Case

from . import eligibility, facts, judging, panel
from .intake.journey import FOR_ANOTHER, FOR_THEMSELF
from .known.journey import JOURNEY as KNOWN
from .professional import panel as professional_panel
from .professional.assessing import facts_for_rules as professional_facts
from .professional.journey import JOURNEY as PROFESSIONAL
from .self_referral import JOURNEY as SELF

STATES = (
    State("new", _("New")),
    State("open", _("Being looked at")),
    State("closed", _("Closed"), closed=True),
)


def register(journey: Journey, title: Text, template: str, panel_of: Callable[[Case], dict[str, Any]]) -> None:
    # Memberships can be limited to a kind.
    offer(journey.key, title)
    kinds.register(
        Kind(
            key=journey.key,
            title=title,
            panel_template=template,
            panel=panel_of,
            states=STATES,
            reasons=judging.REASONS,
        )
    )


ANSWERS = "referrals/answers.html"
register(SELF, _("Self-referral"), ANSWERS, panel.of(SELF, FOR_THEMSELF))
register(KNOWN, _("For someone they know"), ANSWERS, panel.of(KNOWN, FOR_ANOTHER))
register(PROFESSIONAL, _("Professional referral"), "referrals/professional.html", professional_panel.panel)

facts.register(SELF.key, facts.of_self_referral)
facts.register(KNOWN.key, facts.of_self_referral)
facts.register(PROFESSIONAL.key, professional_facts)
findings.provide(eligibility.of_case)
