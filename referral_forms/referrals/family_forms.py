"""Where somebody can stay, whether a baby is on the way, and each child by itself (K-3.1.10)."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from design.forms import DateBoxesField, Look, YesNoNotSureField
from journeys.forms import QuestionForm, Told

from .forms import YES_NO

MOST_CHILDREN = 12
TONIGHT = [
    ("safe", _("In a safe place")),
    ("with_them", _("Where the person who hurts me is")),
    ("short", _("Somewhere, but not for long")),
    ("nowhere", _("I have nowhere to stay")),
    ("unsure", _("I am not sure")),
]
CHILD_AGES = [
    ("under_1", _("Under 1")),
    ("1_4", _("1 to 4")),
    ("5_10", _("5 to 10")),
    ("11_15", _("11 to 15")),
    ("16_17", _("16 or 17")),
]
WHERE_CHILD = [
    ("with_me", _("With me")),
    ("with_them", _("With the person who hurts me")),
    ("both", _("Sometimes with me, sometimes with them")),
    ("elsewhere", _("Somewhere else")),
]


class TonightForm(QuestionForm):
    heading = "tonight"
    tonight = forms.ChoiceField(
        label=_("Where can you stay tonight?"),
        help_text=_("You do not need to write an address."),
        choices=TONIGHT,
        required=False,
        widget=forms.RadioSelect,
    )


class PregnancyForm(QuestionForm):
    heading = "pregnant"
    pregnant = forms.ChoiceField(
        label=_("Are you pregnant, or do you have a baby under one?"),
        choices=[*YES_NO, ("unsaid", _("I do not want to say"))],
        required=False,
        widget=forms.RadioSelect,
    )


class ChildrenForm(QuestionForm):
    heading = "children"
    children = forms.ChoiceField(
        label=_("Do you have children, or look after any?"),
        choices=YES_NO,
        required=False,
        widget=forms.RadioSelect,
    )


class ChildForm(QuestionForm):
    """One child. `number` counts from 1; `told` says which child it tells of."""

    number: ClassVar[int] = 1
    not_prose = frozenset({"child_name"})
    looks: ClassVar = {"child_name": Look(width="two-thirds")}
    child_name = forms.CharField(
        label=_("First name"), help_text=_("You can leave this empty."), max_length=80, required=False
    )
    age = forms.ChoiceField(label=_("How old?"), choices=CHILD_AGES, required=False, widget=forms.RadioSelect)
    birth_date = DateBoxesField(
        label=_("Birth date"), help_text=_("Only if you want to say. For example: 31 3 2019."), required=False
    )
    where = forms.ChoiceField(
        label=_("Where does this child live?"), choices=WHERE_CHILD, required=False, widget=forms.RadioSelect
    )
    worried = YesNoNotSureField(label=_("Are you worried about this child’s safety?"), required=False)
    child_more = forms.CharField(
        label=_("Is there anything this child needs?"),
        help_text=_("For example: medicine, help at school, somebody to talk to."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    another = forms.ChoiceField(
        label=_("Is there another child?"), choices=YES_NO, required=False, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if self.number == MOST_CHILDREN:
            del self.fields["another"]

    def clean_birth_date(self) -> date | None:
        return not_to_come(self.cleaned_data["birth_date"])

    @classmethod
    def told(cls, given: dict[str, Any], answers: dict[str, Any]) -> Iterator[Told]:
        for question, answer in super().told(given, answers):
            # Whether there is another is told by the next child being there.
            if question != cls.base_fields["another"].label:
                yield gettext("Child %(number)s: %(question)s") % {"number": cls.number, "question": question}, answer


def child_form(number: int) -> type[ChildForm]:
    return type(f"Child{number}Form", (ChildForm,), {"number": number})


def not_to_come(day: date | None) -> date | None:
    """A birth date that can be one. Raises ValidationError for a day to come or one too long ago."""
    if day is None:
        return None
    # Where the visitor is, it may be tomorrow already.
    if day > timezone.localdate() + timedelta(days=1):
        raise ValidationError(_("Check the year. This day has not come yet."))
    if day.year < timezone.localdate().year - 120:
        raise ValidationError(_("Check the year. It is too long ago."))
    return day


def age_on(born: date, day: date) -> int:
    """Whole years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
