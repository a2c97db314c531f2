"""Forms for public pages.

    class ReachForm(GovukForm):
        email = YesNoNotSureField(label=_("An email"), help_text=_("The subject will be “Your appointment”."))
        address = forms.EmailField(label=_("Which email address is safe?"), required=False)
        reveals = {"email": {"yes": ("address",)}}

A page shows `{{ form.error_summary() }}` first, then `{{ form }}` inside `<form method="post" novalidate>`.
"""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from design.bound import first_id
from design.fields import NO, UNSURE, YES, DateBoxesField, YesNoNotSureField
from design.looks import Look
from design.renderer import GovukRenderer
from design.widgets import DateBoxes, TelInput, YesNoNotSure

__all__ = [
    "NO", "UNSURE", "YES",
    "DateBoxes", "DateBoxesField", "GovukForm", "Look", "TelInput", "YesNoNotSure", "YesNoNotSureField",
]  # fmt: skip


# What Django says of an answer that is not among the choices.
UNHELPFUL = {
    field.default_error_messages["invalid_choice"]
    for field in (forms.ChoiceField, forms.MultipleChoiceField, forms.TypedChoiceField)
}


class GovukForm(forms.Form):
    """A form in GOV.UK's dress."""

    default_renderer = GovukRenderer
    use_required_attribute = False

    # The one field whose label or legend is the page's h1 ("" when the page has its own heading).
    heading: ClassVar[str] = ""
    # By field name, where the usual look is not enough.
    looks: ClassVar[Mapping[str, Look]] = {}
    # By field name and choice: the fields that are asked beside that choice. Without JavaScript they always show.
    reveals: ClassVar[Mapping[str, Mapping[str, tuple[str, ...]]]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages.setdefault("max_length", _("Use %(limit_value)s letters or fewer"))
            # Django's "This field is required." says nothing about what to do.
            if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
                chosen = isinstance(field, forms.ChoiceField | forms.BooleanField)
                field.error_messages["required"] = _("Choose an answer") if chosen else _("Type an answer")
            if field.error_messages.get("invalid_choice") in UNHELPFUL:
                field.error_messages["invalid_choice"] = _("Choose one of these answers")
            unreadable = _("There is a sign in it that nobody can read. Type it again.")
            field.error_messages["null_characters_not_allowed"] = unreadable

    def rows(self) -> Iterator[BoundField]:
        """The fields that stand by themselves; the others stand inside the one that reveals them."""
        inside = {name for choices in self.reveals.values() for names in choices.values() for name in names}
        return (bound for bound in self.visible_fields() if bound.name not in inside)

    def get_context(self) -> dict[str, Any]:
        return {"form": self}

    @property
    def title_prefix(self) -> str:
        """What base.html writes before the page's title, so that a screen reader says it first."""
        return _("Error: ") if self.errors else ""

    def error_summary(self) -> SafeString:
        """The box for the top of the page, each line a link to its field; empty when all is well."""
        if not self.errors:
            return SafeString("")
        context = {"title": _("There is a problem"), "errors": self.problems()}
        return self.render("components/form/summary.html", context)

    def problems(self) -> list[dict[str, str]]:
        """`text` and `href` of each, in the order of the page."""
        found = [{"text": str(error)} for error in self.non_field_errors()]
        for bound in self:
            if bound.errors:
                found.append({"text": str(bound.errors[0]), "href": f"#{first_id(bound)}"})
        return found
