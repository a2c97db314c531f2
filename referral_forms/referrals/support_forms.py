"""What helps to help well: who helps already, access, money, wishes. Nothing here is a reason to say no."""

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from design.forms import YES, DateBoxesField, YesNoNotSureField
from journeys.forms import QuestionForm, Told

from . import routing
from .family_forms import age_on, not_to_come

AGENCIES = [
    ("police", _("Police")),
    ("social_worker", _("A social worker")),
    ("health", _("A doctor, nurse or midwife")),
    ("mental_health", _("Somebody for how I feel inside")),
    ("housing", _("The council’s housing team, or my landlord")),
    ("lawyer", _("A lawyer or legal adviser")),
    ("school", _("A school or nursery")),
    ("support", _("Another support service")),
    ("other", _("Somebody else")),
]
# D-2.1 and K-9.1: what others may help with too.
TO_KNOW = [
    ("health", _("My health, or medicine I need")),
    ("feelings", _("How I feel inside")),
    ("alcohol", _("Alcohol")),
    ("drugs", _("Drugs")),
    ("gambling", _("Gambling")),
    ("law", _("Trouble with the police or a court")),
    ("exploited", _("Somebody makes me have sex, or work, for money or a place to stay")),
    ("other", _("Something else")),
]
# The keys are those of `inbox.contact.ACCESS`.
ACCESS = [
    ("step_free", _("A place without steps")),
    ("hearing", _("I do not hear well")),
    ("bsl", _("I use British Sign Language")),
    ("sight", _("I do not see well")),
    ("reading", _("Reading or writing is hard for me")),
    ("learning", _("I have a learning disability")),
    ("focus", _("It is hard for me to remember things or to concentrate")),
    ("speech", _("Speaking is hard for me")),
    ("carer", _("Somebody helps me, and must come along")),
    ("other", _("Something else")),
]
WISHES = [
    ("talk", _("Somebody to talk to")),
    ("safer_home", _("To be safer at home")),
    ("place", _("A safe place to live")),
    ("leave", _("Help to leave")),
    ("police", _("Help with the police or a court")),
    ("legal", _("Help to keep them away by law")),
    ("money", _("Help with money")),
    ("children", _("Help for my children")),
    ("health", _("Help to feel better")),
    ("unsure", _("I do not know yet")),
]


def _ticks(label: Any, choices: Any, hint: Any = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, help_text=hint, choices=choices, required=False, widget=forms.CheckboxSelectMultiple
    )


def _words(label: Any, hint: Any = "", longest: int = 500) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, max_length=longest, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class OthersHelpingForm(QuestionForm):
    """K-4.3.4"""

    not_prose = frozenset({"agencies_names"})
    agencies = _ticks(
        _("Who helps you already?"),
        AGENCIES,
        _("Choose all that fit. We ask you before we talk to them, unless someone may be seriously hurt."),
    )
    agencies_names = forms.CharField(
        label=_("Their names, if you want to say"), max_length=200, required=False
    )  # fmt: skip


class ProtectionForm(QuestionForm):
    """K-4.3.5: what a new plan has to fit."""

    reveals: ClassVar = {"order": {YES: ("order_more",)}, "plan": {YES: ("plan_more",)}}
    order = YesNoNotSureField(
        label=_("Has a court said that they must keep away, or who the children live with?"), required=False
    )
    order_more = _words(_("What did the court say? Until when?"))
    plan = YesNoNotSureField(
        label=_("Has somebody made a plan with you to keep you safe?"),
        help_text=_("For example: the police, a social worker or a support worker."),
        required=False,
    )
    plan_more = _words(_("Who made the plan?"))


class ToKnowForm(QuestionForm):
    """K-9.1: one question about all of it, and no answer to it is a reason to decline."""

    to_know = _ticks(_("Is there anything we should know to support you well?"), TO_KNOW, _("Choose all that fit."))
    to_know_more = _words(_("What should we know about it?"))


class AccessForm(QuestionForm):
    """K-12.1: asked once, shown everywhere."""

    access = _ticks(_("What would make it easier for you to talk to us or to meet us?"), ACCESS)
    access_more = _words(_("Anything else that would help?"), longest=300)


class MoneyForm(QuestionForm):
    """Money for food is asked about everywhere, public funds where a Commission decides one by one (K-9.2, D-3.4a)."""

    enough = YesNoNotSureField(
        label=_("Do you have enough money for food and what you need this week?"), required=False
    )
    nrpf = YesNoNotSureField(
        label=_("Does your visa or permit say “no recourse to public funds”?"),
        help_text=_("If you are from the United Kingdom, choose no."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not routing.recourse_matters(self.answers):
            del self.fields["nrpf"]

    @classmethod
    def told(cls, given: dict[str, Any], answers: dict[str, Any]) -> Iterator[Told]:
        asked, public_funds = super().told(given, answers)
        yield asked
        if routing.recourse_matters(answers):
            yield public_funds


class WishesForm(QuestionForm):
    wishes = _ticks(_("What do you want to happen?"), WISHES, _("Choose all that fit. You decide what happens."))
    wishes_more = _words(_("Say it in your own words, if you like"))


class BirthDateForm(QuestionForm):
    heading = "birth_date"
    birth_date = DateBoxesField(
        label=_("What is your birth date?"), help_text=_("For example: 31 3 1990. You can skip this."), required=False
    )

    def clean_birth_date(self) -> date | None:
        # Not compared with the age group: who is told that they do not fit learns to leave the truth out (domain H 9).
        return not_to_come(self.cleaned_data["birth_date"])


def band(born: date, day: date) -> str:
    """A key of `forms.AGES`."""
    years = age_on(born, day)
    return "under_13" if years < 13 else "13_15" if years < 16 else "16_17" if years < 18 else "18"
