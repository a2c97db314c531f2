"""Questions about somebody, in the official categories (K-12.5): Census 2021 and the harmonised standards of the
Government Statistical Service. Each can be left out, and each has "prefer not to say"."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from design.forms import GovukForm

UNSAID = ("unsaid", _("Prefer not to say"))
YES_NO = [("yes", _("Yes")), ("no", _("No")), UNSAID]
AGES = [
    ("under_16", _("Under 16")),
    ("16_17", _("16 to 17")),
    ("18_24", _("18 to 24")),
    ("25_34", _("25 to 34")),
    ("35_44", _("35 to 44")),
    ("45_54", _("45 to 54")),
    ("55_64", _("55 to 64")),
    ("65_74", _("65 to 74")),
    ("75", _("75 or over")),
    UNSAID,
]
SEXES = [("female", _("Female")), ("male", _("Male")), UNSAID]
# Five groups, and the backgrounds of each, in the order of the census.
ETHNIC_GROUPS = [
    ("asian", _("Asian or Asian British")),
    ("black", _("Black, Black British, Caribbean or African")),
    ("mixed", _("Mixed or multiple ethnic groups")),
    ("white", _("White")),
    ("other", _("Other ethnic group")),
    UNSAID,
]
BACKGROUNDS = {
    "asian": [
        ("indian", _("Indian")),
        ("pakistani", _("Pakistani")),
        ("bangladeshi", _("Bangladeshi")),
        ("chinese", _("Chinese")),
        ("other_asian", _("Any other Asian background")),
    ],
    "black": [
        ("caribbean", _("Caribbean")),
        ("african", _("African background")),
        ("other_black", _("Any other Black, Black British or Caribbean background")),
    ],
    "mixed": [
        ("white_black_caribbean", _("White and Black Caribbean")),
        ("white_black_african", _("White and Black African")),
        ("white_asian", _("White and Asian")),
        ("other_mixed", _("Any other Mixed or multiple background")),
    ],
    "white": [
        ("british", _("English, Welsh, Scottish, Northern Irish or British")),
        ("irish", _("Irish")),
        ("gypsy_traveller", _("Gypsy or Irish Traveller")),
        ("roma", _("Roma")),
        ("other_white", _("Any other White background")),
    ],
    "other": [("arab", _("Arab")), ("any_other", _("Any other ethnic group"))],
}
LIMITED = [("lot", _("Yes, a lot")), ("little", _("Yes, a little")), ("not", _("Not at all")), UNSAID]
RELIGIONS = [
    ("none", _("No religion")),
    ("christian", _("Christian (all denominations)")),
    ("buddhist", _("Buddhist")),
    ("hindu", _("Hindu")),
    ("jewish", _("Jewish")),
    ("muslim", _("Muslim")),
    ("sikh", _("Sikh")),
    ("other", _("Any other religion")),
    UNSAID,
]
ORIENTATIONS = [
    ("straight", _("Straight or heterosexual")),
    ("gay", _("Gay or lesbian")),
    ("bisexual", _("Bisexual")),
    ("other", _("Other sexual orientation")),
    UNSAID,
]
MARRIAGE = [
    ("never", _("Never married and never registered in a civil partnership")),
    ("married", _("Married")),
    ("partnership", _("In a registered civil partnership")),
    ("separated", _("Separated, but still legally married")),
    ("partnership_separated", _("Separated, but still legally in a civil partnership")),
    ("divorced", _("Divorced")),
    ("partnership_dissolved", _("Formerly in a civil partnership which is now legally dissolved")),
    ("widowed", _("Widowed")),
    ("partner_died", _("Surviving partner from a registered civil partnership")),
    UNSAID,
]
CARING = [
    ("no", _("No")),
    ("9", _("Yes, 9 hours a week or less")),
    ("10_19", _("Yes, 10 to 19 hours a week")),
    ("20_34", _("Yes, 20 to 34 hours a week")),
    ("35_49", _("Yes, 35 to 49 hours a week")),
    ("50", _("Yes, 50 or more hours a week")),
    UNSAID,
]
LANGUAGES = [("english", _("English")), ("other", _("Another language, or a sign language")), UNSAID]
ENGLISH = [
    ("very_well", _("Very well")),
    ("well", _("Well")),
    ("not_well", _("Not well")),
    ("not_at_all", _("Not at all")),
    UNSAID,
]
# Asked from 16 on, as the census does.
FROM_16 = ("gender", "orientation", "marriage")


def _one(label: Any, choices: Any, hint: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(label=label, help_text=hint, choices=choices, required=False, widget=forms.RadioSelect)


def _background(group: str) -> forms.ChoiceField:
    return _one(_("Which of these describes your background best?"), [*BACKGROUNDS[group], UNSAID])


class EqualityForm(GovukForm):
    """Keys only: a word of one's own could tell who somebody is."""

    reveals: ClassVar = {
        "ethnic_group": {group: (f"ethnic_{group}",) for group in BACKGROUNDS},
        "condition": {"yes": ("limited",)},
        "language": {"other": ("english",)},
    }

    age = _one(_("How old are you?"), AGES)
    sex = _one(_("What is your sex?"), SEXES)
    gender = _one(_("Is the gender you identify with the same as your sex registered at birth?"), YES_NO)
    ethnic_group = _one(_("What is your ethnic group?"), ETHNIC_GROUPS)
    ethnic_asian = _background("asian")
    ethnic_black = _background("black")
    ethnic_mixed = _background("mixed")
    ethnic_white = _background("white")
    ethnic_other = _background("other")
    condition = _one(
        _(
            "Do you have any physical or mental health conditions or illnesses lasting or expected to last "
            "12 months or more?"
        ),
        YES_NO,
    )
    limited = _one(
        _("Do any of your conditions or illnesses reduce your ability to carry out day-to-day activities?"), LIMITED
    )
    religion = _one(_("What is your religion?"), RELIGIONS)
    orientation = _one(_("Which of the following best describes your sexual orientation?"), ORIENTATIONS)
    marriage = _one(_("What is your legal marital or registered civil partnership status?"), MARRIAGE)
    pregnancy = _one(_("Are you pregnant, or have you been pregnant in the last 12 months?"), YES_NO)
    caring = _one(
        _("Do you look after, or give any help or support to, anyone because they are ill, disabled or old?"),
        CARING,
        _("Do not count what you do as your paid job."),
    )
    language = _one(_("What is your main language?"), LANGUAGES)
    english = _one(_("How well can you speak English?"), ENGLISH)

    def __init__(self, *args: Any, young: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name in FROM_16 if young else ():
            del self.fields[name]

    def kept(self) -> dict[str, str]:
        """What was answered; beside a choice only what belongs to the one that was made."""
        data = self.cleaned_data
        beside = {name: (field, key) for field, keys in self.reveals.items() for key, names in keys.items()
                  for name in names}  # fmt: skip
        return {
            name: value
            for name, value in data.items()
            if value and (name not in beside or data.get(beside[name][0]) == beside[name][1])
        }
