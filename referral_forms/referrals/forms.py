"""The questions of a self-referral: one a page, nothing asked without saying why."""

from collections.abc import Iterator
from typing import Any, ClassVar, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from design.forms import Look
from journeys.forms import QuestionForm, Told
from places import finding
from places.models import Area

from . import routing

YES_NO = [("yes", _("Yes")), ("no", _("No"))]
NO_AREA = "none"

KINDS = [
    ("physical", _("Hurting me, or threatening to")),
    ("controlling", _("Controlling what I do, or scaring me")),
    ("sexual", _("Making me do sexual things I do not want")),
    ("money", _("Controlling my money")),
    ("stalking", _("Following me or watching me, also by phone or online")),
    ("honour", _("Family or community punishing me for “honour”")),
    ("forced_marriage", _("Making me marry, or stay married")),
    ("fgm", _("Female cutting (FGM), done or planned")),
    ("family", _("A family member hurting or scaring me")),
    ("other", _("Something else")),
]
AGES = [("under_13", _("Under 13")), ("13_15", _("13 to 15")), ("16_17", _("16 or 17")), ("18", _("18 or over"))]


class DangerForm(QuestionForm):
    heading = "danger"
    danger = forms.ChoiceField(
        label=_("Are you in danger right now?"),
        choices=YES_NO,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes or no")},
    )


class PlaceForm(QuestionForm):
    """Resolves what is typed at once and keeps only the area: never the words or the postcode."""

    heading = "place"
    not_prose = frozenset({"place"})
    looks: ClassVar = {"place": Look(width="two-thirds")}
    place = forms.CharField(
        label=_("Where do you live, or where are you moving to?"),
        help_text=_("A town or a postcode. We use it to find the right team, and keep only the area."),
        max_length=80,
        error_messages={"required": _("Type a town or a postcode, or press “Skip this question”")},
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if slug := (self.answers.get(self.slug) or {}).get("area"):
            self.initial["place"] = Area.objects.filter(slug=slug).values_list("name", flat=True).first()

    def clean_place(self) -> finding.Found:
        found = finding.find(self.cleaned_data["place"])
        if found.kind == "not_found":
            raise ValidationError(self._not_found(found))
        return found

    def _not_found(self, found: finding.Found) -> str:
        if found.suggestions:
            names = ", ".join(suggestion.name for suggestion in found.suggestions)
            return gettext("We cannot find that place. Did you mean %(names)s? Or try the nearest town.") % {
                "names": names
            }
        if found.text_kind == "postcode":
            return gettext("We do not know that postcode. Check each letter and number, or type the nearest town.")
        return gettext("We cannot find that place. Check the spelling, or try the nearest town.")

    def kept(self) -> dict[str, Any]:
        found = self.cleaned_data["place"]
        if found.kind == "outside":
            return {"outside": True}
        if found.kind == "area" and found.exact:
            return routing.describe(found.areas[0])
        return {"candidates": [area.slug for area in found.areas]}

    @classmethod
    def told(cls, given: dict[str, Any], answers: dict[str, Any]) -> Iterator[Told]:
        if "which-area" not in answers:
            yield cls.base_fields["place"].label or "", where(answers)


class WhichAreaForm(QuestionForm):
    """For who gave no place, one that two councils share, or one outside our areas."""

    heading = "area"
    area = forms.ChoiceField(
        widget=forms.RadioSelect, error_messages={"required": _("Choose an area, or the last choice if none fits")}
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        place = self.answers.get("place") or {}
        areas = Area.objects.councils().order_by("name")
        if place.get("candidates"):
            areas = areas.filter(slug__in=place["candidates"])
        outside = place.get("outside")
        field = cast(forms.ChoiceField, self.fields["area"])
        field.label = _("Are you moving to one of these areas?") if outside else _("Which area is it?")
        last = _("No, I am not moving there") if outside else _("None of these, or I am not sure")
        field.choices = [*((area.slug, area.name) for area in areas), (NO_AREA, last)]

    def kept(self) -> dict[str, Any]:
        slug = self.cleaned_data["area"]
        return {"area": ""} if slug == NO_AREA else routing.describe(Area.objects.get(slug=slug))

    @classmethod
    def told(cls, given: dict[str, Any], answers: dict[str, Any]) -> Iterator[Told]:
        yield PlaceForm.base_fields["place"].label or "", where(answers)


def where(answers: dict[str, Any]) -> str:
    """The area that the answers lead to, in words."""
    if area := routing.area_of(answers):
        return area.name
    return gettext("Outside our areas") if (answers.get("place") or {}).get("outside") else gettext("Skipped")


class AgeForm(QuestionForm):
    heading = "age"
    age = forms.ChoiceField(
        label=_("How old are you?"),
        choices=AGES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose your age group")},
    )


class WomanForm(QuestionForm):
    """D-3.2: for women; what somebody says of themselves counts, and no proof is asked."""

    heading = "woman"
    woman = forms.ChoiceField(
        label=_("Are you a woman?"),
        help_text=_("This service is for women. If you are not, we will show you who can help you."),
        choices=[*YES_NO, ("unsaid", _("I do not want to say"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one answer")},
    )


class HappeningForm(QuestionForm):
    heading = "kinds"
    kinds = forms.MultipleChoiceField(
        label=_("What is happening?"),
        help_text=_("Choose all that fit. You can skip this. You do not need proof."),
        choices=KINDS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class NameForm(QuestionForm):
    heading = "name"
    not_prose = frozenset({"name"})
    looks: ClassVar = {"name": Look(width="two-thirds")}
    name = forms.CharField(
        label=_("What should we call you?"),
        help_text=_("Any name you like. It does not have to be your real one. You can skip this."),
        max_length=80,
        required=False,
    )


class AnythingElseForm(QuestionForm):
    heading = "more"
    looks: ClassVar = {"more": Look(rows=6, count=3000)}
    more = forms.CharField(
        label=_("Is there anything else you want us to know?"),
        help_text=_("You can skip this. You can tell us when we talk."),
        required=False,
        max_length=3000,
        widget=forms.Textarea,
        error_messages={"max_length": _("Use 3,000 letters or fewer")},
    )
