"""Whether somebody who hurts another could read about it where they work (domain H 15)."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from design.forms import YES, Look, YesNoNotSureField
from journeys.forms import QuestionForm

HINT = _("If you say yes or not sure, only a few people of our team can read what you send.")


class TheirWorkForm(QuestionForm):
    """A yes or a not sure closes the record to all but a few, at once: see `judging.restricted`."""

    reveals: ClassVar = {"works_here": {YES: ("works_where",)}}
    looks: ClassVar = {"works_where": Look(width="two-thirds")}
    works_here = YesNoNotSureField(
        label=_("Does the person who hurts you work for this service, the council, the police or a court?"),
        help_text=HINT,
        required=False,
    )
    works_where = forms.CharField(label=_("Where do they work?"), required=False, max_length=200)


class WorkOfWhoHurtsThemForm(TheirWorkForm):
    """The same, asked of a friend or neighbour."""

    works_here = YesNoNotSureField(
        label=_("Does the person who hurts them work for this service, the council, the police or a court?"),
        help_text=HINT,
        required=False,
    )
