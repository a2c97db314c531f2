"""The boxes of `services.hours_editor` on a public page: days and times, without any script."""

from dataclasses import dataclass

from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from services.hours_editor import ALL, BOXES, CLOSED, NONE, OWN, TEXT, USUAL, Boxes, HoursWidget, Typed, label

FEWEST = 2


@dataclass(frozen=True)
class Day:
    key: str
    label: str
    boxes: Boxes


@dataclass(frozen=True)
class HoursBoxes:
    """`field`: the bound field, for its name, label, hint and errors."""

    field: BoundField

    @property
    def widget(self) -> HoursWidget:
        widget: HoursWidget = self.field.field.widget
        return widget

    @property
    def typed(self) -> Typed:
        return self.widget.shown(self.field.value())

    @property
    def modes(self) -> list[tuple[str, str]]:
        """The experts' way shows only where the boxes cannot say what stands."""
        typed = self.typed
        found = [
            (BOXES, _("At these times:")),
            (ALL, _("Open day and night")),
            (NONE, _("We do not tell our hours here") if self.widget.week else _("Closed on these days")),
        ]
        return [*found, (TEXT, _("As written here:"))] if typed.mode == TEXT or typed.text else found

    @property
    def days(self) -> list[Day]:
        return [Day(key, label(key), self._shown(key)) for key in self.widget.row_names]

    def _shown(self, key: str) -> Boxes:
        """Those that are filled and one more, at least two; never more than the editor knows."""
        boxes = self.typed.rows.get(key) or (("", ""),) * FEWEST
        filled = sum(bool(begins or ends) for begins, ends in boxes)
        return boxes[: max(FEWEST, filled + 1)]

    @property
    def holidays(self) -> list[tuple[str, str]]:
        return [(CLOSED, _("Closed")), (USUAL, _("As on any other day")), (OWN, _("At these times:"))]
