"""With reference and word: what should be different."""

from django import forms
from django.utils.translation import gettext_lazy as _

from design.forms import Look
from journeys.forms import QuestionForm
from referral_forms.inbox.models import ContactChange

Wanted = ContactChange.Wanted


class ProofForm(QuestionForm):
    """Reference and word. What is wrong about them is never said."""

    not_prose = frozenset({"reference", "word"})
    looks = {"reference": Look(width=10), "word": Look(width=30)}
    reference = forms.CharField(
        label=_("Reference"),
        help_text=_("Six letters and numbers, such as K7M-4QD."),
        max_length=40,
        error_messages={"required": _("Type the reference")},
    )
    word = forms.CharField(
        label=_("Your two words"),
        help_text=_("Such as amber kettle."),
        max_length=60,
        error_messages={"required": _("Type the two words")},
    )


class WantedForm(QuestionForm):
    heading = "wanted"
    wanted = forms.ChoiceField(
        label=_("What should we change?"),
        choices=[
            (Wanted.REACH.value, _("How you reach me")),
            (Wanted.STOP.value, _("Stop. Please do not contact me, or take it back")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one answer")},
    )
