"""A field together with what was typed, dressed as GOV.UK's components."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString, mark_safe

from design import drawing
from design.looks import Look
from design.widgets import DateBoxes


class GovukBoundField(BoundField):
    """Adds to Django's BoundField what `components/form/field.html` shows."""

    @cached_property
    def component(self) -> str:
        return drawing.component(self.field.widget)

    @property
    def params(self) -> dict[str, Any]:
        """The parameters of the component's macro."""
        return drawing.DRAWINGS[self.component](self)

    @property
    def look(self) -> Look:
        return getattr(self.form, "looks", {}).get(self.name, Look())

    @property
    def is_heading(self) -> bool:
        """Its label or legend is the page's h1."""
        return getattr(self.form, "heading", "") == self.name

    @property
    def reveals(self) -> Mapping[str, tuple[str, ...]]:
        """Names of fields shown beside a choice, by the choice's key."""
        return getattr(self.form, "reveals", {}).get(self.name, {})

    def revealed(self, value: str) -> SafeString:
        return mark_safe("".join(self.form[name].as_field_group() for name in self.reveals[value]))  # noqa: S308

    def conditional_id(self, value: str) -> str:
        return f"conditional-{self.auto_id}-{value}"

    @property
    def conditionals(self) -> list[dict[str, Any]]:
        """For a row of boxes: what stands beneath it."""
        return [
            {"id": self.conditional_id(value), "shown": value in self.chosen, "html": self.revealed(value)}
            for value in self.reveals
        ]

    @property
    def written(self) -> str:
        """What was typed, as the box shows it."""
        value = self.field.widget.format_value(self.value())
        return "" if value is None else str(value)

    @cached_property
    def chosen(self) -> set[str]:
        """Keys of the choices made."""
        value = self.value()
        if value is None:
            return set()
        if isinstance(value, bool):
            return {"on"} if value else set()
        return {str(each) for each in value} if isinstance(value, list | tuple | set) else {str(value)}

    def choices(self, *, empty: bool = False) -> list[tuple[str, str]]:
        """Key and words of each choice, groups laid flat; the blank one only for a drop-down."""
        flat: list[tuple[str, str]] = []
        for value, words in self.field.widget.choices:
            group = words if isinstance(words, list | tuple) else [(value, words)]
            flat += [("" if key is None else str(key), str(name)) for key, name in group]
        return [choice for choice in flat if empty or choice[0]]


def first_id(bound: BoundField) -> str:
    """Where a link of the error summary goes: the first box somebody can type in or choose."""
    return f"{bound.auto_id}-day" if isinstance(bound.field.widget, DateBoxes) else bound.auto_id
