"""Widgets that say what a field is; how they are drawn is the renderer's business."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms


class TelInput(forms.TextInput):
    input_type = "tel"


class YesNoNotSure(forms.RadioSelect):
    """Three equal boxes in a row, none chosen (`.wm-ask`)."""


class DateBoxes(forms.MultiWidget):
    """Day, month and year in three boxes named `<field>_day`, `<field>_month`, `<field>_year`."""

    parts = ("day", "month", "year")

    def __init__(self, attrs: Mapping[str, Any] | None = None) -> None:
        super().__init__({part: forms.TextInput() for part in self.parts}, dict(attrs or {}))

    def decompress(self, value: Any) -> list[str]:
        if not value:
            return ["", "", ""]
        day = date.fromisoformat(value) if isinstance(value, str) else value
        return [str(getattr(day, part)) for part in self.parts]
