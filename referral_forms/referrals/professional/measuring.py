"""What of professional referrals a change of rules may change (`rules.preview`)."""

from django.utils.translation import gettext_lazy as _

from referral_forms.referrals.rules import preview
from referral_forms.referrals.rules.preview import Day, Matter

from . import assessing, marac
from .journey import KIND, marac_rules


def conference(matter: Matter, day: Day) -> str:
    """Which criteria of a conference a case would meet that day."""
    if matter.case.kind != KIND:
        return ""
    rules = marac_rules(day.commission, day.day)
    met = marac.criteria(assessing.facts(matter.answers, day.day), rules)
    return "; ".join(str(marac.words(each)) for each in met) if met else str(_("No criterion"))


preview.measure("conference", _("Conference (MARAC)"), conference)
