"""From a bound field to the parameters of the GOV.UK component that draws it. One function a component."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.widgets import Input
from django.utils.html import conditional_escape, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from design.looks import Look
from design.widgets import DateBoxes, YesNoNotSure

if TYPE_CHECKING:
    from design.bound import GovukBoundField

Params = dict[str, Any]

# The first that fits. CheckboxSelectMultiple is a RadioSelect to Python, so it stands before it.
COMPONENTS: list[tuple[type[forms.Widget], str]] = [
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (YesNoNotSure, "ask"),
    (forms.RadioSelect, "radios"),
    (forms.Select, "select"),
    (forms.CheckboxInput, "checkbox"),
    (DateBoxes, "date"),
    (forms.Textarea, "textarea"),
    (forms.FileInput, "file"),
    (Input, "input"),
]
# What is typed the same way in every language.
LEFT_TO_RIGHT = {"email", "tel", "url", "number"}
# maxlength cuts off what somebody pastes without a word; validation says so instead.
OURS = {"maxlength", "minlength", "rows", "cols", "class", "required", "min", "max", "step", "aria-describedby"}


def component(widget: forms.Widget) -> str:
    """Which drawing fits. Raises TypeError for a widget that has none: better in a test than on a page."""
    for kind, name in COMPONENTS:
        if isinstance(widget, kind):
            return name
    raise TypeError(f"No GOV.UK component for {type(widget).__name__}")


def message(bound: "GovukBoundField") -> Params:
    """The parts that every component has: hint and error."""
    params: Params = {"name": bound.html_name}
    if bound.help_text:
        params["hint"] = {"html": conditional_escape(bound.help_text)}
    if bound.errors:
        params["errorMessage"] = {"text": bound.errors[0], "visuallyHiddenText": _("Error")}
    return params


def _classes(block: str, look: Look, *, heading: bool) -> str:
    size = "l" if heading else look.size
    names = [f"{block}--{size}"] if size else []
    return " ".join(names + (["govuk-visually-hidden"] if look.hide_label else []))


def label(bound: "GovukBoundField") -> Params:
    heading = bound.is_heading
    return {
        "text": bound.label,
        "classes": _classes("govuk-label", bound.look, heading=heading),
        "isPageHeading": heading,
    }


def fieldset(bound: "GovukBoundField") -> Params:
    heading = bound.is_heading
    classes = _classes("govuk-fieldset__legend", bound.look, heading=heading)
    return {"legend": {"text": bound.label, "classes": classes, "isPageHeading": heading}}


def attributes(bound: "GovukBoundField") -> Params:
    return {name: value for name, value in bound.field.widget.attrs.items() if name not in OURS and value is not False}


def _width(look: Look) -> str:
    if not look.width:
        return ""
    return f"govuk-input--width-{look.width}" if isinstance(look.width, int) else f"govuk-!-width-{look.width}"


def text(bound: "GovukBoundField") -> Params:
    """Input: text, email, tel, url, password, number."""
    look, kind = bound.look, bound.field.widget.input_type
    params = message(bound) | {
        "id": bound.auto_id,
        "label": label(bound),
        "type": "text" if kind == "number" else kind,
        "value": "" if kind == "password" else bound.written,
        "inputmode": look.inputmode or {"number": "numeric"}.get(kind, ""),
        "autocomplete": look.autocomplete,
        "spellcheck": False,
        "classes": _width(look),
        "attributes": ({"dir": "ltr"} if kind in LEFT_TO_RIGHT else {}) | attributes(bound),
    }
    for side in ("prefix", "suffix"):
        if getattr(look, side):
            params[side] = {"text": getattr(look, side)}
    # An empty attribute is not an absent one.
    return {name: value for name, value in params.items() if value != ""}


def textarea(bound: "GovukBoundField") -> Params:
    look = bound.look
    params = message(bound) | {
        "id": bound.auto_id,
        "label": label(bound),
        "value": bound.written,
        "rows": look.rows,
        "autocomplete": look.autocomplete,
        "spellcheck": False,
        "attributes": attributes(bound),
    }
    return params | _counting(look.count) if look.count else params


def file(bound: "GovukBoundField") -> Params:
    """Choosing files. Each of them may be wrong in its own way: all of it is said, a line for each."""
    params = message(bound) | {
        "id": bound.auto_id,
        "label": label(bound),
        "type": "file",
        "attributes": attributes(bound),
    }
    if bound.errors:
        lines = format_html_join(mark_safe("<br>"), "{}", ((error,) for error in bound.errors))
        params["errorMessage"] = {"html": lines, "visuallyHiddenText": _("Error")}
    return params


def _counting(limit: int) -> Params:
    """Character count's words: the component's own are English. %{count} is filled in by its script."""
    return {
        "maxlength": limit,
        "textareaDescriptionText": _("You can use up to %{count} letters"),
        "charactersUnderLimitText": {"one": _("%{count} letter left"), "other": _("%{count} letters left")},
        "charactersAtLimitText": _("No letters left"),
        "charactersOverLimitText": {"one": _("%{count} letter too many"), "other": _("%{count} letters too many")},
    }


def date(bound: "GovukBoundField") -> Params:
    names = {"day": _("Day"), "month": _("Month"), "year": _("Year")}
    widget = bound.field.widget
    values = bound.value()
    typed = values if isinstance(values, list) else widget.decompress(values)
    wrong = " govuk-input--error" if bound.errors else ""
    items = [
        {
            "name": f"{bound.html_name}_{part}",
            "id": f"{bound.auto_id}-{part}",
            "label": names[part],
            "value": value or "",
            "autocomplete": bound.look.autocomplete,
            "classes": f"govuk-input--width-{4 if part == 'year' else 2}{wrong}",
        }
        for part, value in zip(widget.parts, typed, strict=True)
    ]
    return message(bound) | {"id": bound.auto_id, "fieldset": fieldset(bound), "items": items}


def select(bound: "GovukBoundField") -> Params:
    items = [
        {"value": value, "text": name, "selected": value in bound.chosen} for value, name in bound.choices(empty=True)
    ]
    return message(bound) | {
        "id": bound.auto_id,
        "label": label(bound),
        "items": items,
        "attributes": {"autocomplete": bound.look.autocomplete} | attributes(bound),
    }


def several(bound: "GovukBoundField") -> Params:
    """Radios and checkboxes; what a choice reveals stands right beneath it."""
    look = bound.look
    items: list[Params] = []
    for value, name in bound.choices():
        if value in look.dividers:
            items.append({"divider": look.dividers[value]})
        item: Params = {"value": value, "text": name, "checked": value in bound.chosen}
        if value in look.hints:
            item["hint"] = {"text": look.hints[value]}
        if value == look.exclusive:
            item["behaviour"] = "exclusive"
        if value in bound.reveals:
            item["conditional"] = {"html": bound.revealed(value)}
        items.append(item)
    kind = "checkboxes" if bound.component == "checkboxes" else "radios"
    shape = [f"govuk-{kind}--{name}" for name in ("small", "inline") if getattr(look, name)]
    return message(bound) | {
        "idPrefix": bound.auto_id,
        "fieldset": fieldset(bound),
        "items": items,
        "classes": " ".join(shape),
    }


def ask(bound: "GovukBoundField") -> Params:
    """Yes, no, not sure in a row: what a yes reveals stands beneath the row, not inside it."""
    params = several(bound)
    for item in params["items"]:
        if item.pop("conditional", None):
            item["attributes"] = {"data-aria-controls": bound.conditional_id(item["value"])}
    return params


def checkbox(bound: "GovukBoundField") -> Params:
    item: Params = {"value": "on", "text": bound.label, "checked": bool(bound.value())}
    params = message(bound)
    if "hint" in params:
        item["hint"] = params.pop("hint")
    if "on" in bound.reveals:
        item["conditional"] = {"html": bound.revealed("on")}
    return params | {"idPrefix": bound.auto_id, "items": [item]}


DRAWINGS = {
    "checkboxes": several,
    "ask": ask,
    "radios": several,
    "select": select,
    "checkbox": checkbox,
    "date": date,
    "textarea": textarea,
    "file": file,
    "input": text,
}
