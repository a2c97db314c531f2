"""The person who is referred."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from design.forms import YES, Look
from journeys.forms import QuestionForm, Told

from .. import contact_forms
from ..forms import AGES, PlaceForm, WhichAreaForm, where
from .fields import PastDayField, TelephoneField, ask, line, one_of, several_of, story

STAYS = [
    ("home_safe", _("At home, and it is safe tonight")),
    ("home_unsafe", _("At home, and it is not safe tonight")),
    ("with_others", _("With family or friends")),
    ("refuge", _("In a refuge or other safe accommodation")),
    ("hospital", _("In hospital")),
    ("nowhere", _("Nowhere to stay tonight")),
    ("unknown", _("I do not know")),
]
PREGNANT = [
    ("yes", _("Yes")),
    ("baby", _("No, but there is a baby under one")),
    ("no", _("No")),
    ("unsure", _("Not sure")),
]


class DangerForm(QuestionForm):
    heading = "danger"
    danger = ask(
        _("Is the person in danger right now?"),
        _("Or a child, or anybody else with them."),
        required=True,
    )


class TheirPlaceForm(PlaceForm):
    """Resolved at once; the words and the postcode are dropped."""

    heading = "place"
    place = forms.CharField(
        label=_("Where does the person live, or where are they moving to?"),
        help_text=_("A town or a postcode. We use it to find the right team, and keep only the area."),
        max_length=80,
        error_messages={
            "required": _("Type a town or a postcode, or press “Skip this question”"),
            "max_length": _("Type a town or a postcode, nothing longer"),
        },
    )


class TheirAreaForm(WhichAreaForm):
    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        place = self.answers.get("place") or {}
        if place.get("outside"):
            self.fields["area"].label = _("Are they moving to one of these areas?")

    @classmethod
    def told(cls, given: dict[str, Any], answers: dict[str, Any]) -> Iterator[Told]:
        yield TheirPlaceForm.base_fields["place"].label or "", where(answers)


class PersonForm(QuestionForm):
    not_prose = frozenset({"name", "other_names"})
    name = line(_("Their name"), required=True, error_messages={"required": _("Type the name that you know them by")})
    other_names = line(_("Other names they use or used"))
    birth_date = PastDayField(label=_("Their date of birth, if you know it"))
    age = one_of(_("If you do not know it: how old are they?"), [*AGES, ("unknown", _("I do not know"))])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("birth_date") and not data.get("age") and "birth_date" not in self.errors:
            self.add_error("age", _("Choose an age group, or type the date of birth"))
        return data


class WomanForm(QuestionForm):
    """D-3.2: only where the area's service is for women; what the person says of themself counts."""

    heading = "woman"
    woman = forms.ChoiceField(
        label=_("Is the person a woman?"),
        help_text=_("The service in this area is for women. What they say of themself counts; no proof is needed."),
        choices=[("yes", _("Yes")), ("no", _("No")), ("unsaid", _("They do not want to say, or I do not know"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one answer")},
    )


class SocialCareForm(QuestionForm):
    """K-7.2: under 16 only with an exceptional reason, a named supporter in social care, and a manager."""

    reveals: ClassVar = {"supporter": {YES: ("supporter_name", "supporter_telephone", "supporter_email")}}
    not_prose = frozenset({"supporter_name"})
    reason = story(
        _("Why is our service the right one for somebody under 16?"),
        _("A manager decides. Nobody is turned away before a person has read this."),
        most=1000,
        required=True,
        error_messages={"required": _("Write the reason")},
    )
    supporter = one_of(
        _("Is there somebody in children’s social care who supports them?"),
        [("yes", _("Yes")), ("no", _("Not yet"))],
        required=True,
        error_messages={"required": _("Choose yes or not yet")},
    )
    supporter_name = line(_("Their name and team"))
    supporter_telephone = TelephoneField(label=_("Their phone number"))
    supporter_email = line(_("Their work email address"), widget=forms.EmailInput, most=200)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("supporter") == YES and not (data.get("supporter_name") or "").strip():
            self.add_error("supporter_name", _("Type the name of who supports them"))
        return data


class TheirContactForm(contact_forms.SafeContactForm):
    """The same as for somebody who asks for themself; what is said here is not confirmed with them (domain H 5)."""

    will_call = forms.BooleanField(
        label=_("Do not contact them. They will contact you."),
        help_text=_("We then wait for their call and do not ring."),
        required=False,
    )
    through_me = forms.BooleanField(
        label=_("Contact me first. I can arrange a safe way to talk."),
        required=False,
    )

    def kept(self) -> dict[str, Any]:
        return {**super().kept(), "through_me": self.cleaned_data["through_me"]}

    @classmethod
    def told(cls, given: dict[str, Any], answers: dict[str, Any]) -> Iterator[Told]:
        yield from super().told(given, answers)
        if given.get("through_me"):
            yield _("Contact"), cls.base_fields["through_me"].label or ""


class TheirLanguageForm(contact_forms.LanguageForm):
    """K-12.1 to K-12.3: asked once, shown everywhere."""

    spoken = line(_("Which language do they want to speak?"), most=80)
    interpreter = one_of(
        _("Do they need an interpreter?"),
        [("yes", _("Yes")), ("no", _("No"))],
        _("Never somebody of their family or their community. Sign language is included."),
    )
    access = story(
        _("What else do they need so that our help works for them?"),
        _("For example: step-free, large print, somebody with them, time to think, a carer or a dog."),
        most=500,
    )


class StayForm(QuestionForm):
    stay = one_of(_("Where can they stay tonight?"), STAYS)
    stay_more = line(_("Anything we should know about it?"), _("Do not write the address of a refuge."), most=300)


class PregnancyForm(QuestionForm):
    reveals: ClassVar = {"pregnant": {"yes": ("due",)}}
    pregnant = one_of(_("Are they pregnant?"), PREGNANT)
    due = line(_("When is the baby due, if you know?"), most=60)


class MoneyForm(QuestionForm):
    """K-9.2, D-3.4a: it shows which help is possible, and is never a reason to say no."""

    no_recourse = ask(
        _("Does their immigration status stop them getting benefits or housing (no recourse to public funds)?"),
        _("It is no reason to turn anybody away. We ask so that we can find money and a place to stay."),
    )
    no_recourse_more = line(_("What do you know about it?"), most=300)


class SupportForm(QuestionForm):
    """K-9.1: never a reason to decline."""

    looks: ClassVar = {"strengths": Look(rows=3)}
    support = story(
        _("Is there anything we should know to support them well?"),
        _("Health, substance use, offending, what helped before. None of it is a reason to say no."),
    )
    safe_staff = several_of(
        _("Do any of these need a plan before we meet them?"),
        [
            ("self_harm", _("They may harm themself")),
            ("harm_to_others", _("They may harm somebody else")),
            ("lone_visit", _("Nobody should visit alone")),
        ],
    )
    strengths = story(_("Who and what helps them now?"), _("People, places, their own strengths."), most=1000)
