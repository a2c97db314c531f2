"""The questions to a friend, relative, neighbour or colleague: about somebody else, as far as they know."""

from collections.abc import Iterator
from typing import Any, ClassVar, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from design.forms import Look, YesNoNotSureField
from journeys.forms import QuestionForm, Told
from referral_forms.referrals.forms import AGES, NO_AREA, YES_NO, PlaceForm, WhichAreaForm, where

RELATIONS = [
    ("friend", _("A friend")),
    ("relative", _("A relative")),
    ("neighbour", _("A neighbour")),
    ("colleague", _("A colleague")),
    ("other", _("Somebody else")),
]
KINDS = [
    ("physical", _("Somebody hurts them, or threatens to")),
    ("controlling", _("Somebody controls what they do, or scares them")),
    ("sexual", _("Somebody makes them do sexual things they do not want")),
    ("money", _("Somebody controls their money")),
    ("stalking", _("Somebody follows or watches them, also by phone or online")),
    ("honour", _("Family or community punishes them for “honour”")),
    ("forced_marriage", _("Somebody makes them marry, or stay married")),
    ("fgm", _("Female cutting (FGM), done or planned")),
    ("other", _("Something else")),
]
# Keys of judging.ACT_NOW and judging.SIGNS.
SIGNS = [
    ("threat_to_kill", _("Somebody said they would kill them, or the children")),
    ("strangulation", _("Hands or something else around their neck")),
    ("weapon", _("A weapon, or something used like one")),
    ("suicidal", _("They spoke of ending their life")),
    ("child_at_risk", _("A child may be hurt")),
    ("forced_travel", _("They may soon be made to marry, or be taken abroad")),
    ("knows_safe_address", _("They had moved away, and were found")),
    ("escalation", _("It happens more often, or gets worse")),
    ("separation", _("They have left, or plan to leave")),
    ("pregnant", _("They are pregnant, or have a baby")),
    ("child_contact", _("Fights about who sees the children")),
    ("disability", _("They are disabled, or need the other person’s care")),
    ("isolation", _("They are kept away from everybody")),
]
AGES_OF_ANOTHER = [*AGES, ("unknown", _("I do not know"))]


class DangerForm(QuestionForm):
    heading = "danger"
    danger = forms.ChoiceField(
        label=_("Is the person in danger right now?"),
        choices=[*YES_NO, ("unsure", _("I do not know"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one answer")},
    )


class RelationForm(QuestionForm):
    heading = "relation"
    relation = forms.ChoiceField(
        label=_("Who are you to the person?"),
        choices=RELATIONS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one answer")},
    )


class TheirPlaceForm(PlaceForm):
    place = forms.CharField(
        label=_("Where does the person live, or where are they moving to?"),
        help_text=_("A town or a postcode. We use it to find the right team, and keep only the area."),
        max_length=80,
        error_messages={"required": _("Type a town or a postcode, or press “Skip this question”")},
    )


class TheirAreaForm(WhichAreaForm):
    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if (self.answers.get("place") or {}).get("outside"):
            field = cast(forms.ChoiceField, self.fields["area"])
            field.label = _("Is the person moving to one of these areas?")
            field.choices = [*cast(list[Any], field.choices)[:-1], (NO_AREA, _("No, they are not moving there"))]

    @classmethod
    def told(cls, given: dict[str, Any], answers: dict[str, Any]) -> Iterator[Told]:
        yield TheirPlaceForm.base_fields["place"].label or "", where(answers)


class TheirAgeForm(QuestionForm):
    heading = "age"
    age = forms.ChoiceField(
        label=_("How old is the person?"),
        help_text=_("Your best guess is enough."),
        choices=AGES_OF_ANOTHER,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an age group, or “I do not know”")},
    )


class TheyAreAWomanForm(QuestionForm):
    """D-3.2"""

    heading = "woman"
    woman = forms.ChoiceField(
        label=_("Is the person a woman?"),
        help_text=_("The service in this area is for women. If they are not, we will show you who can help."),
        choices=[*YES_NO, ("unsaid", _("I do not want to say"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one answer")},
    )


class SeenForm(QuestionForm):
    heading = "kinds"
    kinds = forms.MultipleChoiceField(
        label=_("What have you seen or heard?"),
        help_text=_("Choose all that fit. Only what you know. You do not need proof."),
        choices=KINDS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class SignsForm(QuestionForm):
    heading = "signs"
    signs = forms.MultipleChoiceField(
        label=_("Was there any of this, now or lately?"),
        help_text=_("Choose all that you know of. Do not ask the person for us."),
        choices=SIGNS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class ChildrenForm(QuestionForm):
    reveals: ClassVar = {"children": {"yes": ("child_hurt", "children_more")}}
    children = YesNoNotSureField(label=_("Have you seen children there?"), required=False)
    child_hurt = YesNoNotSureField(label=_("Do you think a child is being hurt now?"), required=False)
    children_more = forms.CharField(
        label=_("What do you know of the children?"),
        help_text=_("For example: two, about 4 and 9 years old."),
        required=False,
        max_length=300,
    )


class TheirNameForm(QuestionForm):
    heading = "name"
    not_prose = frozenset({"name"})
    looks: ClassVar = {"name": Look(width="two-thirds")}
    name = forms.CharField(
        label=_("What is the person’s name?"),
        help_text=_("As they are called. You can skip this."),
        max_length=80,
        required=False,
    )


class WhoHurtsForm(QuestionForm):
    not_prose = frozenset({"name"})
    looks: ClassVar = {"name": Look(width="two-thirds")}
    name = forms.CharField(
        label=_("Who is hurting or scaring them?"),
        help_text=_("A name, if you know it. You can skip this."),
        max_length=80,
        required=False,
    )
    relation = forms.CharField(
        label=_("Who is that to the person?"),
        help_text=_("For example: husband, father, a neighbour."),
        max_length=80,
        required=False,
    )


class KnowsForm(QuestionForm):
    heading = "knows"
    knows = forms.ChoiceField(
        label=_("Does the person know that you are writing to us?"),
        choices=YES_NO,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes or no")},
    )


class MayContactForm(QuestionForm):
    heading = "contact"
    contact = forms.ChoiceField(
        label=_("Would it be safe if we contacted the person?"),
        help_text=_("If you are not sure, we talk with you first."),
        choices=[
            ("yes", _("Yes, and I know how")),
            ("no", _("No")),
            ("unsure", _("I am not sure. Talk with me first")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one answer")},
    )


class YourNameForm(QuestionForm):
    heading = "name"
    not_prose = frozenset({"name"})
    looks: ClassVar = {"name": Look(width="two-thirds")}
    name = forms.CharField(
        label=_("What should we call you?"),
        help_text=_("You do not have to tell us who you are. You can skip this."),
        max_length=80,
        required=False,
    )


class LanguagesForm(QuestionForm):
    """K-12.1 to K-12.3, for both."""

    reveals: ClassVar = {"interpreter": {"yes": ("interpreter_more",)}}
    looks: ClassVar = {"spoken": Look(width="two-thirds"), "your_spoken": Look(width="two-thirds")}
    not_prose = frozenset({"spoken", "your_spoken"})
    spoken = forms.CharField(label=_("Which language does the person speak?"), required=False, max_length=80)
    interpreter = forms.ChoiceField(
        label=_("Do they need an interpreter?"),
        help_text=_("It is free. We never ask family or friends to interpret. Sign language is included."),
        choices=[*YES_NO, ("unsure", _("I do not know"))],
        required=False,
        widget=forms.RadioSelect,
    )
    interpreter_more = forms.CharField(
        label=_("Which kind of interpreter?"),
        help_text=_("For example: a woman, a dialect, nobody from their town, British Sign Language."),
        required=False,
        max_length=200,
    )
    your_spoken = forms.CharField(label=_("Which language do you speak with us?"), required=False, max_length=80)
    your_interpreter = forms.ChoiceField(
        label=_("Do you need an interpreter?"), choices=YES_NO, required=False, widget=forms.RadioSelect
    )
