"""The entry's fields, for the person who knows them best. Nothing here is saved: it becomes a proposal."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from design.fields import DateBoxesField
from design.forms import GovukForm, Look, TelInput
from services import placing
from services.hours import validate_hours
from services.hours_editor import HoursField
from services.models import AccessPoint, Proposal
from services.models.access_point import LOCATION_WORDS, TIMES
from services.models.telling import OTHER_WORDS, found_in
from services.unseen import validate_seen

from . import facts
from .hours_boxes import HoursBoxes

# Rows for other hours beside those that stand already, and how many a form holds at most.
SPARE_ROWS, MOST_ROWS = 2, 30
# Digits and addresses run from left to right everywhere; their boxes say so themselves.
LEFT_TO_RIGHT = {"phone", "email", "website", "hours"}
HINTS = {
    "what_happens": _("One step a line."),
    "hours": _("Leave a day empty when you are closed. From 20:00 to 06:00 goes on into the next morning."),
    "closed_from": _("Only if you are closed for a while, like 27 3 2027."),
    "closed_until": _("The last closed day. Leave it empty if you do not know yet."),
    "closed_note": _("Why you are closed, and where people can go instead."),
    "directions": _("How to find the door. Think of somebody who is in a hurry."),
    "access": _("Choose all that are true."),
    "languages": _("Choose all that somebody speaks on most days."),
    "venue_public": _("If you do not agree, we show no place, address or times of this group."),
}


class ProposalForm(GovukForm):
    """`point`: the English entry as it stands. `waiting`: what the same person has proposed and nobody decided yet."""

    looks = {
        "what_happens": Look(rows=6),
        "address": Look(rows=4),
        "directions": Look(rows=3),
        "postcode": Look(width=10),
        "phone": Look(width=20),
        "note": Look(rows=4),
        "access": Look(small=True),
        "languages": Look(small=True),
    }

    def __init__(self, point: AccessPoint, *args: Any, waiting: Proposal | None = None, **kwargs: Any) -> None:
        self.point = point
        self.offered = facts.offered(point)
        self.before = {name: facts.read(point, name) for name in self.offered}
        kwargs["initial"] = self._initial(waiting)
        super().__init__(*args, **kwargs)
        for name in self.offered:
            if name == facts.EXCEPTIONS:
                self._add_rows()
            else:
                self.fields[name] = _field(name)
        self.fields["note"] = forms.CharField(
            label=_("Anything else we should know?"),
            help_text=_("Please write nobody’s name, and nothing about people you help."),
            required=False,
            max_length=1000,
            validators=[validate_seen],
            widget=forms.Textarea(attrs={"dir": "auto"}),
        )

    @property
    def rows_of_hours(self) -> range:
        return range(1, min(MOST_ROWS, self._standing_rows + SPARE_ROWS) + 1)

    def _initial(self, waiting: Proposal | None) -> dict[str, Any]:
        initial = dict(self.before)
        if waiting:
            proposed = waiting.content["fields"]
            initial |= {name: proposed[name][1] for name in self.offered if name in proposed}
            initial["note"] = waiting.content["note"]
        for name in facts.DAYS:
            initial[name] = date.fromisoformat(initial[name]) if initial[name] else None
        exceptions = initial.pop(facts.EXCEPTIONS)
        self._standing_rows = len(exceptions)
        for number, (first, last, hours) in enumerate(exceptions, start=1):
            initial[f"first_{number}"] = date.fromisoformat(first)
            initial[f"last_{number}"] = date.fromisoformat(last)
            initial[f"hours_{number}"] = hours
        return initial

    def _add_rows(self) -> None:
        for number in self.rows_of_hours:
            words = {"number": number}
            self.fields[f"first_{number}"] = DateBoxesField(
                label=_("Other hours %(number)s: first day") % words, required=False
            )
            self.fields[f"last_{number}"] = DateBoxesField(
                label=_("Other hours %(number)s: last day") % words, required=False
            )
            self.fields[f"hours_{number}"] = HoursField(
                label=_("Other hours %(number)s: when you are open") % words,
                week=False,
                required=False,
                max_length=255,
                validators=[validate_hours],
            )

    @property
    def hours_names(self) -> set[str]:
        return {name for name, field in self.fields.items() if isinstance(field, HoursField)}

    def boxes(self, bound: BoundField) -> HoursBoxes:
        return HoursBoxes(bound)

    def clean_postcode(self) -> str:
        typed: str = self.cleaned_data["postcode"].upper()
        if typed and typed != self.before["postcode"] and not placing.known(typed):
            raise ValidationError(placing.UNKNOWN)
        return typed

    def clean_phone(self) -> str:
        typed: str = self.cleaned_data["phone"]
        if typed and (sum(map(str.isdigit, typed)) < 3 or not set(typed) <= set("0123456789 +()-")):
            raise ValidationError(_("Check the number. Use digits and spaces only, like 01632 960 001."))
        return typed

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        begins, ends = cleaned.get("closed_from"), cleaned.get("closed_until")
        if ends and not begins and "closed_from" not in self.errors:
            self.add_error("closed_from", _("Type the first closed day too."))
        if begins and ends and ends < begins:
            self.add_error("closed_until", _("The last closed day must not be before the first one."))
        seen: set[tuple[date, date]] = set()
        for number in self.rows_of_hours:
            self._check_row(number, cleaned, seen)
        if self.point.confidential or cleaned.get(facts.VENUE) is False:
            self._refuse_telling(cleaned)
        if not self.errors and not self.changes() and not cleaned.get("note"):
            raise ValidationError(_("Nothing is changed yet. If all is right, go back and say so there."))
        return cleaned

    def _check_row(self, number: int, cleaned: dict[str, Any], seen: set[tuple[date, date]]) -> None:
        first, last = cleaned.get(f"first_{number}"), cleaned.get(f"last_{number}")
        if not first:
            if (last or cleaned.get(f"hours_{number}")) and f"first_{number}" not in self.errors:
                self.add_error(f"first_{number}", _("Type the first day on which these hours hold."))
        elif last and last < first:
            self.add_error(f"last_{number}", _("The last day must not be before the first day."))
        elif (first, last or first) in seen:
            self.add_error(f"first_{number}", _("You have given other hours for these days already."))
        else:
            seen.add((first, last or first))

    def _refuse_telling(self, cleaned: dict[str, Any]) -> None:
        for name in OTHER_WORDS:
            if name in self.fields and (found := found_in(cleaned.get(name))):
                self.add_error(name, found.refusal)

    def changes(self) -> dict[str, list[Any]]:
        """By field: what stands, and what is proposed. Only where they differ."""
        after = {name: self._proposed(name) for name in self.offered}
        if self._hides_itself(after):
            # Withdrawing consent takes place and times away by itself; what else stands in their boxes is no matter.
            after |= {name: self.before[name] for name in (*LOCATION_WORDS, *TIMES, facts.EXCEPTIONS)}
        return {name: [self.before[name], after[name]] for name in self.offered if after[name] != self.before[name]}

    @staticmethod
    def _hides_itself(after: dict[str, Any]) -> bool:
        return after.get(facts.VENUE) is False

    def _proposed(self, name: str) -> facts.Value:
        cleaned = self.cleaned_data
        if name == facts.EXCEPTIONS:
            return sorted(self._row(number) for number in self.rows_of_hours if cleaned.get(f"first_{number}"))
        value = cleaned.get(name)
        if name in facts.FACETS:
            return sorted(value or [])
        if name in facts.DAYS:
            return str(value) if value else ""
        if name in facts.CHOICES:
            return bool(value)
        return (value or "").replace("\r\n", "\n")

    def _row(self, number: int) -> list[str]:
        first = self.cleaned_data[f"first_{number}"]
        last = self.cleaned_data.get(f"last_{number}") or first
        return [str(first), str(last), self.cleaned_data.get(f"hours_{number}", "")]


def _field(name: str) -> forms.Field:
    label, hint = facts.label(name), HINTS.get(name, "")
    if name in facts.FACETS:
        return forms.MultipleChoiceField(
            label=label,
            help_text=hint,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            choices=list(facts.choices(name).values_list("key", "name")),
        )
    if name in facts.DAYS:
        return DateBoxesField(label=label, help_text=hint, required=False)
    if name in facts.CHOICES:
        return forms.BooleanField(label=label, help_text=hint, required=False)
    model_field: Any = AccessPoint._meta.get_field(name)
    options: dict[str, Any] = {"assume_scheme": "https"} if name == "website" else {}
    if name == "phone":
        options["widget"] = TelInput
    if name == "hours":
        options["validators"] = [validate_hours]
    field: forms.Field = model_field.formfield(label=label, help_text=hint, required=False, **options)
    if isinstance(field, forms.CharField):
        field.validators.append(validate_seen)
    # The words are English ones, whatever the language of the page around them.
    if name not in LEFT_TO_RIGHT:
        field.widget.attrs["dir"] = "auto"
    return field
