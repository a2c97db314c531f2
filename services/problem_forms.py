"""What a reader can say about an entry that is wrong."""

import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from design.forms import GovukForm, Look
from services.models import Problem

LONGEST = 1000
# Joiners belong to the spelling of Persian and of some Indian scripts; every other unseen sign can only mislead.
JOINERS = "\u200c\u200d"


def clean_words(text: str) -> str:
    """Without control characters and without signs that turn the direction of writing; lines stay lines."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    kept = (
        sign
        for sign in lines
        if sign == "\n" or sign in JOINERS or unicodedata.category(sign) not in {"Cc", "Cf", "Cs"}
    )
    return "".join(kept).strip()


class Words(forms.CharField):
    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return clean_words(super().to_python(value) or "")


class ProblemForm(GovukForm):
    topic = forms.ChoiceField(
        label=_("What is wrong?"),
        choices=Problem.Topic.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is wrong")},
    )
    words = Words(
        label=_("What should we know?"),
        help_text=_("You can leave this empty. Do not tell us about yourself here. Nobody will answer."),
        required=False,
        max_length=LONGEST,
        error_messages={"max_length": _("Write no more than 1,000 letters")},
    )
    looks = {"words": Look(count=LONGEST, rows=4)}
