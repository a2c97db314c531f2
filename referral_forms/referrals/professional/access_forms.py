"""Forms of a professional's way in and of their own pages."""

from typing import Any
from uuid import uuid4

from django import forms
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _

from design.forms import GovukForm, Look, TelInput, YesNoNotSureField
from referral_forms.referrals import telephones

from . import register

LONGEST_EMAIL = 254
PLAIN_EMAIL = EmailValidator(_("Type your whole work email address, like name@council.gov.uk"))


class WorkEmailField(forms.CharField):
    """A mail address in plain letters, small: a look-alike letter of another script is no part of one."""

    widget = forms.EmailInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=LONGEST_EMAIL, validators=[PLAIN_EMAIL], **kwargs)

    def to_python(self, value: Any) -> str:
        typed = str(super().to_python(value) or "").strip().lower()
        if not typed.isascii():
            raise forms.ValidationError(PLAIN_EMAIL.message)
        return typed


class EmailForm(GovukForm):
    email = WorkEmailField(
        label=_("What is your work email?"),
        help_text=_("We send a code to it. We show this address to nobody but the team that reads what you send."),
        error_messages={"required": _("Type your whole work email address, like name@council.gov.uk")},
    )
    heading = "email"
    looks = {"email": Look(size="l", autocomplete="email")}


class CodeForm(GovukForm):
    code = forms.CharField(
        label=_("Type the code"),
        help_text=_("8 letters and digits, such as K7M4-QDXP. Capital letters or small ones."),
        max_length=40,
        error_messages={"required": _("Type the code from the email")},
    )
    heading = "code"
    looks = {"code": Look(size="l", width=20, autocomplete="one-time-code")}

    def refuse(self) -> None:
        """One message for a code that is wrong, late, used, or tried too often."""
        self.add_error("code", _("This code does not work. Check each letter, or ask for a new code."))


class DetailsForm(GovukForm):
    name = forms.CharField(label=_("Your name"), max_length=120, error_messages={"required": _("Type your name")})
    organisation = forms.CharField(
        label=_("Your organisation"),
        max_length=120,
        error_messages={"required": _("Type the name of your organisation")},
    )
    source = forms.ChoiceField(
        label=_("What kind of organisation is it?"),
        choices=register.sources,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what kind of organisation it is")},
    )
    job = forms.CharField(label=_("Your job"), max_length=120, error_messages={"required": _("Type what your job is")})
    telephone = forms.CharField(
        label=_("Your work telephone"),
        help_text=_("So that we can ask you something. With the area code."),
        max_length=40,
        widget=TelInput,
        error_messages={"required": _("Type the whole telephone number, with the area code")},
    )
    looks = {
        "name": Look(autocomplete="name"),
        "organisation": Look(autocomplete="organization"),
        "job": Look(autocomplete="organization-title"),
        "telephone": Look(width=20, autocomplete="tel"),
    }

    def clean_telephone(self) -> str:
        try:
            return telephones.tidy(self.cleaned_data["telephone"])
        except ValueError:
            raise forms.ValidationError(_("Type the whole telephone number, with the area code")) from None


class NewsForm(GovukForm):
    """Something that happened since, or that was not said before."""

    addition_id = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=_("What do you want to add?"),
        choices=[("incident", _("Something has happened")), ("information", _("Something we should know"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you want to add")},
    )
    happened = forms.CharField(
        label=_("When did it happen?"),
        help_text=_("As well as you know it. You can leave this empty."),
        required=False,
        max_length=120,
    )
    text = forms.CharField(
        label=_("What should we know?"),
        help_text=_("Write facts, and who told you. The person may ask to read it."),
        max_length=10_000,
        widget=forms.Textarea,
        error_messages={"required": _("Write what we should know")},
    )
    danger = YesNoNotSureField(
        label=_("Is somebody in danger now?"),
        help_text=_("If so, call 999 first. We read this when people are working."),
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, initial={"addition_id": uuid4()}, **kwargs)


class WithdrawForm(GovukForm):
    reason = forms.CharField(
        label=_("Why do you want to withdraw it?"),
        help_text=_("A person reads this and decides. The person you wrote about may still need help."),
        max_length=2_000,
        widget=forms.Textarea,
        error_messages={"required": _("Write why you want to withdraw it")},
    )


class HandOverForm(GovukForm):
    email = WorkEmailField(
        label=_("Your team’s work email"),
        help_text=_("A mailbox that several of you read. We send a code to it."),
        error_messages={"required": _("Type the whole email address of your team")},
    )
    keeps = forms.ChoiceField(
        label=_("Do you want to see this page afterwards too?"),
        choices=[("yes", _("Yes, both")), ("no", _("No, only the team"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who sees this page afterwards")},
    )

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if register.permitted(email) is None:
            raise forms.ValidationError(_("We do not know this organisation. Use a work email of one we know."))
        return email


class RefuseForm(forms.Form):
    """Staff: why somebody is not who they say."""

    reason = forms.CharField(label=_("Why"), max_length=500)


class DomainForm(forms.Form):
    """Staff: an organisation whose addresses need no check."""

    domain = forms.CharField(
        label=_("Domain"),
        help_text=_("What stands after the @, such as kent.police.uk. Parts of it (a.kent.police.uk) are not meant."),
        max_length=253,
    )
    organisation = forms.CharField(label=_("Organisation"), max_length=120)
    source = forms.ChoiceField(label=_("Kind of organisation"), choices=register.sources)

    def clean_domain(self) -> str:
        domain = self.cleaned_data["domain"].strip().lower().removeprefix("@")
        if not domain.isascii():
            raise forms.ValidationError(PLAIN_DOMAIN.message)
        PLAIN_DOMAIN(f"somebody@{domain}")
        if domain in register.PUBLIC_MAIL:
            raise forms.ValidationError(_("Anybody can have an address there."))
        return domain


PLAIN_DOMAIN = EmailValidator(_("Write it like kent.police.uk"))
