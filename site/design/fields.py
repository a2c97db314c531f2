"""Fields that Django lacks."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from design.widgets import DateBoxes, YesNoNotSure

YES, NO, UNSURE = "yes", "no", "unsure"


class YesNoNotSureField(forms.ChoiceField):
    """One of the keys `yes`, `no`, `unsure`; what no answer means is for the form to say."""

    widget = YesNoNotSure
    default_error_messages = {"required": _("Choose yes, no or not sure")}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("choices", [(YES, _("Yes")), (NO, _("No")), (UNSURE, _("Not sure"))])
        super().__init__(**kwargs)


class DateBoxesField(forms.MultiValueField):
    """A `datetime.date` typed in three boxes, or None when all are empty and it is not required."""

    widget = DateBoxes
    default_error_messages = {
        "required": _("Type the day, month and year"),
        "incomplete": _("Type the day, month and year"),
        "invalid": _("Check the day, month and year. There is no such date."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("require_all_fields", False)
        parts = [forms.CharField(required=False, max_length=4) for _part in DateBoxes.parts]
        super().__init__(parts, **kwargs)

    def compress(self, data_list: list[str]) -> datetime.date | None:
        if not any(data_list):
            return None
        if not all(data_list):
            raise ValidationError(self.error_messages["incomplete"], code="incomplete")
        try:
            day, month, year = (int(part) for part in data_list)
            # "26" is somebody's slip, never the first century.
            if year < 1000:
                raise ValueError
            return datetime.date(year, month, day)
        except ValueError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error
