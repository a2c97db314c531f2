from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from services.models import Keeper, Organisation

from .contacts import Contact, contact


class KeeperForm(forms.ModelForm):
    """Name and e-mail are sealed when they are saved; the form is the one place that shows them."""

    name = forms.CharField(label=_("Name"), max_length=120, required=False, widget=forms.TextInput)
    email = forms.EmailField(label=_("E-mail"), help_text=_("Reminders and links go here. A new one ends old links."))
    field_order = ["organisation", "role", "name", "email"]

    class Meta:
        model = Keeper
        fields = ["organisation", "role"]

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        offered: Any = self.fields["organisation"]
        offered.queryset = Organisation.objects.filter(locale__language_code=settings.LANGUAGE_CODE).order_by("name")
        offered.empty_label = _("Our own staff")
        held = contact(self.instance)
        self.initial.update(name=held.name, email=held.email)
        for name in ("name", "email", "role"):
            self.fields[name].widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}

    def given(self) -> Contact:
        return Contact(self.cleaned_data["name"], self.cleaned_data["email"])


class AssignForm(forms.Form):
    organisation = forms.ModelChoiceField(label=_("Entries of"), queryset=Organisation.objects.none())
    also_kept = forms.BooleanField(label=_("Also those that somebody else looks after now"), required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        offered: Any = self.fields["organisation"]
        offered.queryset = Organisation.objects.filter(locale__language_code=settings.LANGUAGE_CODE).order_by("name")


class HandOverForm(forms.Form):
    """Everything that one keeper looks after goes to another."""

    keeper = forms.ModelChoiceField(label=_("Give all their entries to"), queryset=Keeper.objects.none())

    def __init__(self, leaving: Keeper, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        offered: Any = self.fields["keeper"]
        offered.queryset = Keeper.objects.filter(is_active=True).exclude(pk=leaving.pk)
