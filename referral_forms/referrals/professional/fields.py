"""Fields that the questions to a professional share."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from design.forms import DateBoxesField, TelInput, YesNoNotSureField

from .. import telephones

Label = Any
TOO_LONG = _("Use %(limit_value)d letters or fewer")
OLDEST = date(1900, 1, 1)


def line(label: Label, help_text: Label = "", *, most: int = 120, **more: Any) -> forms.CharField:
    """A few words on one line, not required unless said."""
    more.setdefault("required", False)
    errors = {"max_length": TOO_LONG, **more.pop("error_messages", {})}
    return forms.CharField(label=label, help_text=help_text, max_length=most, error_messages=errors, **more)


def story(label: Label, help_text: Label = "", *, most: int = 3000, **more: Any) -> forms.CharField:
    return line(label, help_text, most=most, widget=forms.Textarea, **more)


def ask(label: Label, help_text: Label = "", **more: Any) -> YesNoNotSureField:
    """Yes, no or not sure; no answer counts as not said, and never as no."""
    more.setdefault("required", False)
    return YesNoNotSureField(label=label, help_text=help_text, **more)


def one_of(label: Label, choices: Any, help_text: Label = "", **more: Any) -> forms.ChoiceField:
    more.setdefault("required", False)
    return forms.ChoiceField(label=label, help_text=help_text, choices=choices, widget=forms.RadioSelect, **more)


def several_of(label: Label, choices: Any, help_text: Label = "", **more: Any) -> forms.MultipleChoiceField:
    more.setdefault("required", False)
    return forms.MultipleChoiceField(
        label=label, help_text=help_text, choices=choices, widget=forms.CheckboxSelectMultiple, **more
    )


class DayField(DateBoxesField):
    """A day that anybody can mean: this century or the last. Not required unless said."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(**kwargs)

    def compress(self, data_list: list[str]) -> date | None:
        day = super().compress(data_list)
        if day is not None and not OLDEST.year <= day.year <= timezone.localdate().year + 100:
            raise ValidationError(_("Check the year."), code="year")
        return day


class PastDayField(DayField):
    """A day that has come: something that happened, or a birth."""

    def compress(self, data_list: list[str]) -> date | None:
        day = super().compress(data_list)
        if day is not None and day > timezone.localdate():
            raise ValidationError(_("This day is still to come. Check the day, month and year."), code="future")
        return day


class TelephoneField(forms.CharField):
    """A telephone number, kept the usual way. Not required unless said."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        errors = {"max_length": _("Write the whole phone number")}
        super().__init__(max_length=40, widget=TelInput, error_messages=errors, **kwargs)

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        if not typed:
            return ""
        try:
            return telephones.tidy(typed)
        except ValueError:
            raise ValidationError(_("Write the whole phone number"), code="telephone") from None
