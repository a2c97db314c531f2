"""Forms about people and teams, for the screens under /admin/people/."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from places.models import Area, Commission

from . import kinds, permissions
from .models import Team, User
from .roles import MEANING, NEEDS_SECOND_PERSON, Role

CHAIN_LENGTH = 6


SECOND_PERSON = _("A second person must agree.")


class RoleForm(forms.Form):
    """A role, and how far it reaches."""

    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)
    areas = forms.ModelMultipleChoiceField(
        label=_("Areas"),
        queryset=Area.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None means everywhere. An area brings what lies inside it."),
    )
    kinds = forms.MultipleChoiceField(
        label=_("Kinds of case"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None means every kind."),
    )
    last_day = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Leave it empty if the role has no end."),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        role: Any = self.fields["role"]
        role.choices = [(value, f"{label}. {self._meaning(value)}") for value, label in Role.choices]
        areas: Any = self.fields["areas"]
        areas.queryset = Area.objects.order_by("name")
        offered: Any = self.fields["kinds"]
        offered.choices = kinds.choices()
        if not offered.choices:
            del self.fields["kinds"]

    @staticmethod
    def _meaning(role: str) -> str:
        if role in NEEDS_SECOND_PERSON:
            return f"{MEANING[Role(role)]} {SECOND_PERSON}"
        return str(MEANING[Role(role)])

    def reach(self) -> dict[str, Any]:
        """Arguments of `actions.propose`: areas and kinds."""
        return {"areas": list(self.cleaned_data["areas"]), "kinds": self.cleaned_data.get("kinds", [])}

    def valid_until(self) -> datetime | None:
        """The end of the last day, local time."""
        day = self.cleaned_data.get("last_day")
        return timezone.make_aware(datetime.combine(day, time.max)) if day else None


class InviteForm(RoleForm):
    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    email = forms.EmailField(
        label=_("Work e-mail"),
        help_text=_("Only this person may read it. They get a link that works once."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    field_order = ["name", "email", "role", "areas", "kinds"]

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        del self.fields["last_day"]


class TeamForm(forms.ModelForm):
    """A team. The alert chain is a row of select boxes, the first alerted first."""

    class Meta:
        model = Team
        fields = ["name", "mailbox", "telephone", "commission", "areas", "on_call"]
        labels = {"commission": _("Commission"), "areas": _("Areas"), "on_call": _("On call out of hours")}
        widgets = {"areas": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        people = permissions.holders("case.read").order_by("name")
        fields: dict[str, Any] = self.fields
        fields["areas"].queryset = Area.objects.order_by("name")
        fields["commission"].queryset = Commission.objects.order_by("name")
        fields["mailbox"].help_text = _("New cases are told here. The mail carries no name and no answer.")
        fields["on_call"].queryset = people
        standing = [place.user_id for place in self.instance.places.all()] if self.instance.pk else []
        for number in range(1, CHAIN_LENGTH + 1):
            fields[f"chain_{number}"] = forms.ModelChoiceField(
                label=_("Alert number %(number)s") % {"number": number},
                queryset=people,
                required=False,
                initial=standing[number - 1] if number <= len(standing) else None,
            )

    def chain(self) -> list[User]:
        picked = (self.cleaned_data.get(f"chain_{number}") for number in range(1, CHAIN_LENGTH + 1))
        return [user for user in picked if user]
