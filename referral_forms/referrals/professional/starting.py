"""What the rest of the house is told of professionals, when the site starts."""

from importlib import import_module

from django.utils.translation import gettext_lazy as _

from journeys import leaving
from referral_forms.inbox import timeline

from . import sessions

# Exit signs out too.
leaving.also(sessions.COOKIE, sessions.end)
timeline.learn(
    {
        "referral.viewed": _("The sender looked at their page"),
        "referral.refused": _("Somebody who refers tried to see it and was refused"),
        "referral.added": _("The sender told something new"),
        "referral.copied": _("The sender downloaded their copy"),
        "referral.withdrawal_asked": _("The sender asked to withdraw it"),
        "referral.handed": _("The sender handed the receipt to their team"),
        "referral.given_up": _("The sender gave up their page"),
        "referral.told": _("%(who)s told the sender how far it is"),
        "referral.withdrawal_decided": _("%(who)s decided about withdrawing it"),
        "referral.additions_read": _("%(who)s read what the sender added"),
    }
)
import_module("referral_forms.referrals.professional.tasks")
import_module("referral_forms.referrals.professional.oidc_settings")
