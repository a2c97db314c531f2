"""One form for every rule: its own fields, from which day it holds, and where it comes from."""

from typing import Any

from django import forms
from django.db.models import Field
from django.forms.models import fields_for_model, model_to_dict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from places.models import Area, Commission, Dated, MaracRules, Routing
from referral_forms.inbox.models import Risk

from .catalogue import content, name_key, series_fields

TOOLS = [("dash", _("Dash")), ("yp_dash", _("Young Person’s Dash"))]
# A list of keys is chosen, never typed.
LISTS: dict[tuple[type[Dated], str], list[tuple[str, Any]]] = {
    (MaracRules, "tools"): TOOLS,
    (Routing, "idva_risks"): [(risk.value, risk.label) for risk in Risk],
}
for each in LISTS.values():
    for pair in each:
        name_key(*pair)


class RuleForm(forms.Form):
    """`row_fields` and `series` name what stands on the row; the rest says from when, and why."""

    from_day = forms.DateField(
        label=_("From this day"),
        widget=forms.DateInput(attrs={"type": "date", "class": "wq-in"}),
        help_text=_("Until the day before, what holds now stays as it is."),
        error_messages={"required": _("Write the first day."), "invalid": _("Write the day as a date.")},
    )
    source = forms.CharField(label=_("Source"), max_length=200, required=False)
    provisional = forms.BooleanField(label=_("Provisional: the commissioner has not confirmed it"), required=False)
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, model: type[Dated], commission: Commission, row: Dated | None, *args: Any, **kwargs: Any):
        self.model, self.commission = model, commission
        self.series = [] if row else series_fields(model)
        self.row_fields = content(model)
        kwargs["initial"] = {**_given(row), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        own = {name: self._field(name) for name in (*self.series, *self.row_fields)}
        self.fields = {**own, **self.fields}
        for field in self.fields.values():
            if isinstance(field.widget, forms.TextInput | forms.NumberInput | forms.Select) and not isinstance(
                field.widget, forms.CheckboxSelectMultiple
            ):
                field.widget.attrs.setdefault("class", "wq-in")

    def _field(self, name: str) -> forms.Field:
        if choices := LISTS.get((self.model, name)):
            label = _label(self.model, name)
            return forms.MultipleChoiceField(
                label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple
            )
        field = fields_for_model(self.model, fields=[name])[name]
        if isinstance(field, forms.ModelMultipleChoiceField):
            field.widget = forms.CheckboxSelectMultiple()
        if isinstance(field, forms.ModelChoiceField) and field.queryset is not None and field.queryset.model is Area:
            field.queryset = Area.objects.filter(pk__in=self._areas())
        return field

    def _areas(self) -> set[int]:
        own = {area.pk for area in self.commission.areas.all()}
        return own | set(Area.objects.filter(parent__in=own).values_list("pk", flat=True))

    def clean_from_day(self) -> Any:
        day = self.cleaned_data["from_day"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("What held on days gone by stays as it was. Choose today or a later day."))
        return day

    def values(self) -> dict[str, Any]:
        """What the new row holds; call when the form is valid."""
        names = (*self.series, *self.row_fields, "source", "provisional", "note")
        return {name: self.cleaned_data[name] for name in names}


def _label(model: type[Dated], name: str) -> Any:
    field = model._meta.get_field(name)
    label = field.verbose_name if isinstance(field, Field) else name
    return str(label)[:1].upper() + str(label)[1:]


def _given(row: Dated | None) -> dict[str, Any]:
    if row is None:
        return {}
    # Never its source and note: the new rule has its own.
    names = content(type(row))
    given = model_to_dict(row, fields=names)
    return {name: given.get(name, getattr(row, name)) for name in names}
