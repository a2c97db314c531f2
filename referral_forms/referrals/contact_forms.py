"""The questions about how to reach somebody safely, and in which language."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from design.forms import YES, Look, TelInput, YesNoNotSureField
from journeys.forms import QuestionForm, Text, Told, left_to_right
from referral_forms.inbox import contact

from . import telephones
from .forms import YES_NO

CHANNELS = ("call", "voicemail", "text", "email", "post")


def _number(label: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=40, widget=TelInput)


class SafeContactForm(QuestionForm):
    """For each channel: is it safe, and beside a yes where to. No answer counts as no."""

    reveals: ClassVar = {channel: {YES: (f"{channel}_to",)} for channel in CHANNELS}
    looks: ClassVar = {
        **{f"{channel}_to": Look(width="two-thirds") for channel in ("call", "voicemail", "text", "email")},
        "post_to": Look(rows=4),
    }

    call = YesNoNotSureField(label=_("A phone call"), help_text=_("From a person, not a machine."), required=False)
    call_to = _number(_("Which number is safe to call?"))
    voicemail = YesNoNotSureField(
        label=_("A voicemail"), help_text=_("A short message. It does not say who we are."), required=False
    )
    voicemail_to = _number(_("On which number? Leave it empty if it is the same."))
    text = YesNoNotSureField(label=_("A text"), help_text=_("It does not say what it is about."), required=False)
    text_to = _number(_("Which number is safe for a text? Leave it empty if it is the same."))
    email = YesNoNotSureField(
        label=_("An email"), help_text=_("The subject will be “Your appointment”."), required=False
    )
    email_to = forms.CharField(
        label=_("Which email address is safe?"), required=False, max_length=200, widget=forms.EmailInput
    )
    post = YesNoNotSureField(label=_("A letter"), help_text=_("In a plain envelope."), required=False)
    post_to = forms.CharField(label=_("Which address is safe?"), required=False, max_length=400, widget=forms.Textarea)
    will_call = forms.BooleanField(
        label=_("Do not contact me. I will contact you."),
        help_text=_("We will give you two words to say, so that we know that it is you."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for channel, given in (self.initial.pop("channels", None) or {}).items():
            self.initial.update({channel: given["safe"], f"{channel}_to": given["to"]})

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for channel in ("call", "voicemail", "text"):
            if data.get(channel) == YES:
                self._clean_number(channel)
        if data.get("email") == YES:
            self._clean_email()
        if data.get("post") == YES and not data.get("post_to", "").strip():
            self.add_error("post_to", _("Write the address, or choose no for a letter"))
        return data

    def _clean_number(self, channel: str) -> None:
        data = self.cleaned_data
        typed = data.get(f"{channel}_to", "").strip() or (data.get("call_to", "") if channel != "call" else "")
        try:
            data[f"{channel}_to"] = telephones.tidy(typed)
        except ValueError:
            messages = {
                "call": _("Write the whole phone number, or choose no for a phone call"),
                "voicemail": _("Write the whole phone number, or choose no for a voicemail"),
                "text": _("Write the whole phone number, or choose no for a text"),
            }
            self.add_error(f"{channel}_to", messages[channel])

    def _clean_email(self) -> None:
        try:
            validate_email(self.cleaned_data.get("email_to", "").strip())
        except ValidationError:
            self.add_error(
                "email_to", _("Write your whole email address, such as name@example.com, or choose no for an email")
            )

    def kept(self) -> dict[str, Any]:
        """Beside anything but a yes nothing is kept: an unsafe number must not be there to be used."""
        data = self.cleaned_data
        channels = {}
        for channel in self.reveals:
            safe = data.get(channel, "")
            channels[channel] = {"safe": safe, "to": data[f"{channel}_to"].strip() if safe == YES else ""}
        return {"channels": channels, "will_call": data["will_call"]}

    @classmethod
    def told(cls, given: dict[str, Any], answers: dict[str, Any]) -> Iterator[Told]:
        # In the order of the page: a sealed value forgets the order of its keys.
        for key in CHANNELS:
            channel = (given.get("channels") or {}).get(key, {"safe": "", "to": ""})
            yield cls.base_fields[key].label or "", _safe_or_not(cls.base_fields[key], channel)
        if given.get("will_call"):
            yield gettext("Contact"), cls.base_fields["will_call"].label or ""

    @classmethod
    def prose(cls, given: dict[str, Any]) -> bool:
        return False


def _safe_or_not(field: Any, channel: dict[str, str]) -> Text:
    answer = dict(field.choices).get(channel["safe"]) or gettext("Not answered, so no")
    if not channel["to"]:
        return answer
    to = format_html('<bdi dir="auto">{}</bdi>', channel["to"]) if channel["to"][:1].isalpha() else None
    return format_html("{}: {}", answer, to or left_to_right(channel["to"]))


class SafeTimesForm(QuestionForm):
    times = forms.MultipleChoiceField(
        label=_("When is it safe?"),
        choices=list(contact.TIMES.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    times_more = forms.CharField(
        label=_("Anything we should know about times?"),
        help_text=_("For example: only while the children are at school, between 9:30 and 2:30."),
        required=False,
        max_length=300,
    )


class WhoWeAreForm(QuestionForm):
    """Domain B. Worded so that it fits whoever answers; a number is hidden after a yes alone."""

    reveals: ClassVar = {"say_who": {"no": ("cover",)}}
    say_who = forms.ChoiceField(
        label=_("If somebody else answers, may we say who we are?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        required=False,
        widget=forms.RadioSelect,
    )
    cover = forms.CharField(
        label=_("What should we say instead?"),
        help_text=_("For example: that we call from the library. If you leave it empty, we hang up."),
        required=False,
        max_length=120,
    )
    hide_number = YesNoNotSureField(
        label=_("May our number be hidden when we call?"),
        help_text=_(
            "Some phones do not take calls from hidden numbers. If you leave this out, our number can be seen."
        ),
        required=False,
    )
    who_sees = forms.CharField(
        label=_("Who else can see this phone, email or post?"),
        help_text=_("For example: somebody who knows the code of the phone. You can leave it empty."),
        required=False,
        max_length=200,
    )


class CodeWordForm(QuestionForm):
    heading = "code_word"
    not_prose = frozenset({"code_word"})
    looks: ClassVar = {"code_word": Look(width=20)}
    code_word = forms.CharField(
        label=_("Would you like to choose a code word?"),
        help_text=_("When we call, we say the word, so that you know it is us. You can skip this."),
        required=False,
        max_length=40,
    )


SEXES = [("woman", _("A woman")), ("man", _("A man")), ("any", _("Either is fine"))]


class LanguageForm(QuestionForm):
    """K-12.1 to K-12.3: asked once, shown everywhere."""

    reveals: ClassVar = {"interpreter": {"yes": ("interpreter_sex", "dialect", "not_local", "interpreter_more")}}
    looks: ClassVar = {"spoken": Look(width="two-thirds"), "dialect": Look(width="two-thirds")}
    not_prose = frozenset({"spoken", "dialect"})
    spoken = forms.CharField(label=_("Which language do you want to speak with us?"), required=False, max_length=80)
    interpreter = forms.ChoiceField(
        label=_("Do you need an interpreter?"),
        help_text=_("It is free. We never ask your family or your friends to interpret. Sign language is included."),
        choices=YES_NO,
        required=False,
        widget=forms.RadioSelect,
    )
    interpreter_sex = forms.ChoiceField(
        label=_("Who should interpret?"), choices=SEXES, required=False, widget=forms.RadioSelect
    )
    dialect = forms.CharField(
        label=_("Which dialect?"), help_text=_("For example: Sylheti, Sorani."), required=False, max_length=80
    )
    not_local = forms.BooleanField(label=_("Nobody from my community or my town"), required=False)
    interpreter_more = forms.CharField(
        label=_("Anything else about the interpreter?"),
        help_text=_("For example: only on the phone, British Sign Language."),
        required=False,
        max_length=200,
    )
