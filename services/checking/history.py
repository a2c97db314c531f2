"""What checking and proposals write into an entry's own history in the admin."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from .marking import CHECKED, GIVEN
from .withdrawing import Why, log_action

ACCEPTED = "services.proposal_accepted"


@hooks.register("register_log_actions")
def register(actions: Any) -> None:
    actions.register_action(CHECKED, _("Check"), _("Found to be still right"))
    actions.register_action(GIVEN, _("Give to a keeper"), _("Given to somebody to keep true"))
    actions.register_action(ACCEPTED, _("Accept a proposal"), _("Changed as its organisation proposed"))
    for why in Why:
        actions.register_action(log_action(why.value), _("Withdraw the number"), why.label)
