"""Hours typed by somebody who has never heard of OpenStreetMap: boxes for days and times, without any script.

What an expert wrote and the boxes cannot show stays in a field of its own, and is never lost.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.template.loader import render_to_string
from django.utils.dates import WEEKDAYS
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from services import hours_grid, hours_in_words
from services.hours import ALWAYS, validate_hours
from services.hours_grid import DAYS, MIDNIGHT, MONDAY, PAIRS, Grid, Times

NONE, ALL, BOXES, TEXT = "none", "always", "boxes", "text"
USUAL, CLOSED, OWN = "usual", "closed", "own"
HOLIDAYS, ONE_DAY = "PH", "day"
CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?", re.IGNORECASE)

Boxes = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Typed:
    """What stands in the boxes, right or wrong. before: the text that they were filled from."""

    mode: str
    rows: Mapping[str, Boxes] = field(default_factory=dict)
    holidays: str = CLOSED
    text: str = ""
    before: str = ""
    same: bool = False


class HoursWidget(forms.Widget):
    """Posts `<name>-mode`, `<name>-Mo-1-from`, … A bare `<name>` counts as text."""

    use_fieldset = True

    class Media:
        css = {"all": ["services/hours.css"]}

    def __init__(self, attrs: Any = None, *, week: bool = True) -> None:
        self.week = week
        super().__init__(attrs)

    @property
    def row_names(self) -> tuple[str, ...]:
        return (*DAYS, HOLIDAYS) if self.week else (ONE_DAY,)

    def id_for_label(self, id_: str) -> str:
        return ""

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}-mode" not in data and name not in data

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Typed:
        if f"{name}-mode" not in data:
            return Typed(TEXT, text=str(data.get(name) or "").strip())

        def told(part: str) -> str:
            return str(data.get(f"{name}-{part}") or "").strip()

        numbers = range(1, PAIRS + 1)
        rows = {
            row: tuple((told(f"{row}-{number}-from"), told(f"{row}-{number}-to")) for number in numbers)
            for row in self.row_names
        }
        return Typed(told("mode"), rows, told("holidays"), told("text"), told("before"), bool(told("same")))

    def shown(self, value: Any) -> Typed:
        """What a stored text looks like in the boxes."""
        if isinstance(value, Typed):
            return value
        text = str(value or "")
        if text in ("", ALWAYS):
            return Typed(ALL if text else NONE, self._empty(), before=text)
        if not self.week:
            times = hours_grid.read_times(text)
            return Typed(BOXES, {ONE_DAY: _boxes(times)}, before=text) if times else self._by_hand(text)
        grid = hours_grid.read(text)
        if grid is None:
            return self._by_hand(text)
        rows = {day: _boxes(grid.days.get(day, ())) for day in DAYS} | {HOLIDAYS: _boxes(grid.holidays or ())}
        holidays = USUAL if grid.holidays is None else OWN if grid.holidays else CLOSED
        return Typed(BOXES, rows, holidays, before=text)

    def _empty(self) -> dict[str, Boxes]:
        return {row: _boxes(()) for row in self.row_names}

    def _by_hand(self, text: str) -> Typed:
        return Typed(TEXT, self._empty(), text=text, before=text)

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        typed = self.shown(value)
        context = {
            "name": name,
            "id": (attrs or {}).get("id") or f"id_{name}",
            "described_by": (attrs or {}).get("aria-describedby", ""),
            "typed": typed,
            "week": self.week,
            "modes": self._modes(),
            "rows": [{"key": key, "label": label(key), "boxes": self._row(typed, key)} for key in self.row_names],
            "holiday_choices": [
                (CLOSED, _("Closed")), (USUAL, _("As on any other day")), (OWN, _("At the times below")),
            ],
            "understood": understood(value, week=self.week) if isinstance(value, str) else [],
        }  # fmt: skip
        return render_to_string("services/hours_editor.html", context)

    def _modes(self) -> list[tuple[str, str]]:
        return [
            (NONE, _("I do not know the hours") if self.week else _("Closed")),
            (ALL, _("Open day and night")),
            (BOXES, _("At these times:")),
            (TEXT, _("Written by hand, as OpenStreetMap does (for experts):")),
        ]

    def _row(self, typed: Typed, key: str) -> Boxes:
        return typed.rows.get(key) or _boxes(())


class HoursField(forms.CharField):
    """OpenStreetMap's text for what was typed into the boxes."""

    def __init__(self, *, week: bool = True, **kwargs: Any) -> None:
        kwargs["widget"] = HoursWidget(week=week)
        self.week = week
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        if not isinstance(value, Typed):
            return str(super().to_python(value) or "")
        if value.mode == TEXT:
            return value.text
        if value.mode == ALL:
            return ALWAYS
        if value.mode != BOXES:
            return ""
        text = self._of_boxes(value)
        # Boxes that nobody changed keep the words in which it was written.
        return value.before if self._means(value.before) == text else text

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(data) != (initial or "")
        except ValidationError:
            return True

    def _of_boxes(self, typed: Typed) -> str:
        rows, problems = _read(typed)
        if problems:
            raise ValidationError(problems)
        if not self.week:
            text = hours_grid.times_written(rows[ONE_DAY])
        else:
            text = hours_grid.written(Grid({day: rows[day] for day in DAYS if rows[day]}, _holidays(typed, rows)))
        if not text:
            raise ValidationError(_("Give at least one time, or choose another line."))
        return text

    def _means(self, text: str) -> str:
        """The text that unchanged boxes would give."""
        if not text:
            return ""
        if self.week:
            grid = hours_grid.read(text)
            return hours_grid.written(grid) if grid else ""
        times = hours_grid.read_times(text)
        return hours_grid.times_written(times) if times else ""


class HoursTextField(models.CharField):
    """The model's side: text in the database, boxes in a form. week: for a usual week, or for single days."""

    def __init__(self, *args: Any, week: bool = True, **kwargs: Any) -> None:
        self.week = week
        kwargs.setdefault("max_length", 255)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("validators", [validate_hours])
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """To the database it is text like any other."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def formfield(self, **kwargs: Any) -> Any:
        kwargs.pop("widget", None)
        return super().formfield(**{"form_class": HoursField, "week": self.week, **kwargs})


def label(row: str) -> str:
    if row == HOLIDAYS:
        return _("Bank holidays")
    return _("On these days") if row == ONE_DAY else str(WEEKDAYS[DAYS.index(row)])


def understood(text: str, *, week: bool) -> list[tuple[str, Times | None, bool]]:
    """What the public page will say: (days, times, day and night). Nothing where the text cannot be read."""
    if not text or text == ALWAYS or not week:
        return []
    try:
        validate_hours(text)
    except ValidationError:
        return []
    found: list[tuple[str, Times | None, bool]] = [
        (days.label, days.spans, days.always) for days in hours_in_words.week(text, MONDAY)
    ]
    if hours_in_words.mentions_bank_holidays(text):
        spans = hours_in_words.bank_holidays(text, MONDAY)
        found.append((label(HOLIDAYS), spans, spans is not None and hours_in_words.is_whole_day(spans)))
    return found


def _boxes(times: Times) -> Boxes:
    filled = [(f"{begins:%H:%M}", f"{ends:%H:%M}") for begins, ends in times]
    return (*filled, *[("", "")] * (PAIRS - len(filled)))


def _read(typed: Typed) -> tuple[dict[str, Times], list[str]]:
    """The times of each row, and what is wrong with them, by the name of the day."""
    rows: dict[str, Times] = {}
    problems: list[str] = []
    for key, boxes in typed.rows.items():
        used = typed.rows["Mo"] if typed.same and key in DAYS[1:5] else boxes
        if key == HOLIDAYS and typed.holidays != OWN:
            used = ()
        try:
            rows[key] = _times(used)
        except ValueError as problem:
            problems.append(f"{label(key)}: {problem}")
    return rows, problems


def _holidays(typed: Typed, rows: Mapping[str, Times]) -> Times | None:
    if typed.holidays == USUAL:
        return None
    return rows[HOLIDAYS]


def _times(boxes: Boxes) -> Times:
    """Raises ValueError with words for whoever typed them."""
    found = []
    for begins, ends in boxes:
        if not begins and not ends:
            continue
        if not begins or not ends:
            raise ValueError(_("write both times, or leave both empty."))
        pair = (_clock(begins), _clock(ends))
        if pair[0] == pair[1] != MIDNIGHT:
            raise ValueError(_("the two times are the same."))
        found.append(pair)
    times = tuple(sorted(found))
    if hours_grid.overlap(times):
        raise ValueError(_("these times overlap."))
    return times


def _clock(text: str) -> time:
    match = CLOCK.fullmatch(text)
    if match is None:
        raise ValueError(_("write a time like 09:30."))
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    try:
        return time(0 if (hour, minute) == (24, 0) else hour, minute)
    except ValueError:
        raise ValueError(_("write a time like 09:30.")) from None
