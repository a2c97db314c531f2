"""What the inbox is told of this form, when the site starts."""

from django.utils.translation import gettext_lazy as _

from accounts.kinds import offer
from journeys.journey import Journey, Text
from referral_forms.inbox import kinds
from referral_forms.inbox.kinds import Kind, State

from . import judging, panel
from .intake.journey import FOR_ANOTHER, FOR_THEMSELF
from .known.journey import JOURNEY as KNOWN
from .self_referral import JOURNEY as SELF

STATES = (
    State("new", _("New")),
    State("open", _("Being looked at")),
    State("closed", _("Closed"), closed=True),
)


def register(journey: Journey, title: Text, by_staff: Journey) -> None:
    """A kind of referral. `by_staff`: the same questions, asked by a worker."""
    # Memberships can be limited to a kind.
    offer(journey.key, title)
    kinds.register(
        Kind(
            key=journey.key,
            title=title,
            panel_template="referrals/answers.html",
            panel=panel.of(journey, by_staff),
            states=STATES,
            reasons=judging.REASONS,
        )
    )


register(SELF, _("Self-referral"), FOR_THEMSELF)
register(KNOWN, _("For someone they know"), FOR_ANOTHER)
