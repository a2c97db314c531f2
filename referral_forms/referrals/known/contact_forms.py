"""How the person can be reached, said by somebody else; and how that somebody can."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from design.forms import Look, YesNoNotSureField
from referral_forms.inbox import contact
from referral_forms.referrals.contact_forms import SafeContactForm, SafeTimesForm


class TheirContactForm(SafeContactForm):
    """Never confirmed with the person: a worker asks them again."""

    call = YesNoNotSureField(
        label=_("A phone call to them"), help_text=_("From a person, not a machine."), required=False
    )
    email = YesNoNotSureField(
        label=_("An email to them"), help_text=_("The subject will be “Your appointment”."), required=False
    )
    text = YesNoNotSureField(
        label=_("A text to them"), help_text=_("It does not say what it is about."), required=False
    )
    post = YesNoNotSureField(label=_("A letter to them"), help_text=_("In a plain envelope."), required=False)
    voicemail = YesNoNotSureField(
        label=_("A voicemail to them"), help_text=_("A short message. It does not say who we are."), required=False
    )
    email_to = forms.CharField(
        label=_("Which email address of theirs is safe?"), required=False, max_length=200, widget=forms.EmailInput
    )
    will_call = forms.BooleanField(
        label=_("Do not contact them. They will contact you."),
        help_text=_("We then wait for their call and do not ring."),
        required=False,
    )


class TheirTimesForm(SafeTimesForm):
    times = forms.MultipleChoiceField(
        label=_("When is it safe to reach the person?"),
        choices=list(contact.TIMES.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class YourContactForm(SafeContactForm):
    """The sender's own ways, by the same rule: beside anything but a yes nothing is kept."""

    will_call = forms.BooleanField(
        label=_("Do not contact me. I will contact you."),
        help_text=_("You can stay unknown. We will give you two words to say."),
        required=False,
    )


class YourTimesForm(SafeTimesForm):
    times = forms.MultipleChoiceField(
        label=_("When is it safe to reach you?"),
        choices=list(contact.TIMES.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    code_word = forms.CharField(
        label=_("Would you like to choose a code word?"),
        help_text=_("When we call, we say the word, so that you know it is us. You can skip this."),
        required=False,
        max_length=40,
    )
    not_prose = frozenset({"code_word"})
    looks: ClassVar = {"code_word": Look(width=20)}
