"""What a worker says of the conversation: how it came, in which language, and how the notice was explained."""

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from content import languages
from design.forms import DateBoxesField, Look
from journeys.forms import QuestionForm
from referral_forms.inbox.models import CameBy, Source
from referral_forms.referrals.forms import YES_NO

OTHER = "other"
AS_SAID = "as_said"
CAME_BY = [(key.value, key.label) for key in (CameBy.TELEPHONE, CameBy.WALK_IN, CameBy.PAPER)]
# A professional is asked the professional's own questions.
SOURCES = [(key.value, key.label) for key in (Source.KNOWN, Source.OTHER)]


def language_choices() -> list[tuple[str, Any]]:
    names = [(code, languages.english_name(code)) for code, _name in settings.LANGUAGES]
    return [*names, (OTHER, _("Another language"))]


class HowItCameForm(QuestionForm):
    """domain H 14"""

    not_prose = frozenset({"language_other"})
    looks: ClassVar = {"language_other": Look(width="two-thirds")}
    reveals: ClassVar = {"language": {OTHER: ("language_other",)}}
    came_by = forms.ChoiceField(
        label=_("How did it come?"),
        choices=CAME_BY,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one answer")},
    )
    language = forms.ChoiceField(
        label=_("In which language do they speak, or did they write?"),
        choices=lazy(language_choices, list)(),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a language")},
    )
    language_other = forms.CharField(label=_("Which language?"), required=False, max_length=80)
    typed_in = forms.ChoiceField(
        label=_("How do you write it down?"),
        choices=[("en", _("In English")), (AS_SAID, _("In the words of their language, to be translated"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one answer")},
    )
    interpreter_used = forms.ChoiceField(
        label=_("Is an interpreter helping?"),
        choices=YES_NO,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes or no")},
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("language") == OTHER and not data.get("language_other", "").strip():
            self.add_error("language_other", _("Write which language it is"))
        return data


class WhoSpeaksForm(HowItCameForm):
    """For what somebody who knows them says of a person (K-4.1)."""

    source = forms.ChoiceField(
        label=_("Who is speaking or writing?"),
        choices=SOURCES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one answer")},
    )
    field_order = ["came_by", "source", *list(HowItCameForm.base_fields)[1:]]


class ExplainedForm(QuestionForm):
    """K-4.3.7"""

    reveals: ClassVar = {"understood": {"on": ("understood_on",)}}
    explained = forms.ChoiceField(
        label=_("How did you explain it?"),
        choices=[
            ("read_out", _("I read it out")),
            ("interpreter", _("Through an interpreter")),
            ("paper", _("They have it on paper")),
            ("not_yet", _("Not yet")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one answer")},
    )
    understood = forms.ChoiceField(
        label=_("When did they say that they understand it?"),
        choices=[
            ("now", _("In this conversation")),
            ("on", _("On another day")),
            ("not_yet", _("Not yet: explain it at the next contact")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one answer")},
    )
    understood_on = DateBoxesField(label=_("On which day?"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("understood") == "on" and not data.get("understood_on") and "understood_on" not in self.errors:
            self.add_error("understood_on", _("Type the day, month and year"))
        return data
