"""Who refers, who knows whom, and what the person has agreed to."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from design.forms import UNSURE, YES, Look
from journeys.forms import QuestionForm
from referral_forms.inbox.models import Source

from . import referrer
from .fields import TelephoneField, ask, line, one_of, several_of, story

# K-4.1: everybody but the person and who knows them privately; they have forms of their own.
SOURCES = [(key, words) for key, words in Source.choices if key not in (Source.SELF, Source.KNOWN)]

GROUNDS = [
    ("life", _("Somebody’s life may be in danger")),
    ("serious_harm", _("To prevent serious harm to an adult")),
    ("child", _("To keep a child safe")),
    ("capacity", _("The person cannot decide this for themself at the moment")),
    ("crime", _("To prevent or look into a serious crime")),
    ("court", _("A court or the law asks for it")),
    ("other", _("Another reason, written below")),
]


class SenderForm(QuestionForm):
    """K-4.1: what kind of organisation asks is always stored. What the way in proved is filled in already."""

    not_prose = frozenset({"organisation", "team", "name", "job"})
    looks: ClassVar = {"telephone": Look(width="two-thirds"), "out_of_hours": Look(width="two-thirds")}
    source = one_of(
        _("What kind of organisation do you work for?"),
        SOURCES,
        required=True,
        error_messages={"required": _("Choose the kind of organisation")},
    )
    organisation = line(
        _("Name of your organisation"), required=True, error_messages={"required": _("Type your organisation’s name")}
    )
    team = line(_("Your team"), _("For example: Margate neighbourhood team."))
    name = line(_("Your name"), required=True, error_messages={"required": _("Type your name")})
    job = line(_("Your job"), _("With your collar, staff or warrant number, if you have one."))
    email = line(
        _("Your work email address"),
        most=200,
        widget=forms.EmailInput,
        required=True,
        error_messages={"required": _("Type your work email address")},
    )
    telephone = TelephoneField(
        label=_("A phone number where we reach you or your team"),
        required=True,
    )
    out_of_hours = TelephoneField(label=_("A number out of hours, if there is another"))

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["telephone"].error_messages["required"] = str(_("Type a phone number"))
        known = referrer.of_answers(self.answers)
        for name in ("source", "organisation", "name", "job", "telephone"):
            self.initial.setdefault(name, getattr(known, name))
        if known.email:
            # It was proved on the way in: nobody types another.
            del self.fields["email"]

    def clean_email(self) -> str:
        typed: str = self.cleaned_data["email"].strip()
        try:
            validate_email(typed)
        except ValidationError:
            raise ValidationError(_("Write your whole email address, such as name@example.com")) from None
        return typed

    def kept(self) -> dict[str, Any]:
        return {**super().kept(), "email": referrer.of_answers(self.answers).email or self.cleaned_data["email"]}


class KnowsForm(QuestionForm):
    """domain H 15: a yes or a not sure closes the record to all but a few, at once."""

    reveals: ClassVar = {"knows": {YES: ("knows_who",), UNSURE: ("knows_who_unsure",)}}
    knows = ask(
        _("Does anyone at your organisation or ours know either person, or is either a police officer?"),
        _("Think of family, friends, neighbours and colleagues. Yes or not sure: only a few named people can open it."),
        required=True,
    )
    knows_who = story(_("Who knows whom, and how?"), most=500)
    knows_who_unsure = story(_("Who may know whom?"), most=500)


class AgreedForm(QuestionForm):
    aware = ask(
        _("Have you told the person that you are sending this?"),
        required=True,
    )
    support = ask(_("Do they agree to get support from us?"), required=True)
    sharing = ask(
        _("Do they agree that you share this with us?"),
        required=True,
    )
    wants = story(_("What do they want to happen, in their own words?"), most=1000)


class WithoutForm(QuestionForm):
    """What stands in place of an agreement: who decided, why, and whether the person may be told."""

    looks: ClassVar = {"why": Look(rows=4)}
    grounds = several_of(
        _("Why is it right to share this without their agreement?"),
        GROUNDS,
        _("Choose all that fit. It is recorded with your name."),
        required=True,
        error_messages={"required": _("Choose at least one reason")},
    )
    why = story(
        _("Say in your own words why it is needed"),
        most=1000,
        required=True,
        error_messages={"required": _("Write why it is needed")},
    )
    safe_to_tell = ask(
        _("Is it safe to tell the person that it was shared?"),
        required=True,
    )
    tell_how = line(_("If it is safe: who tells them, and when? If not: why not?"), most=300)
