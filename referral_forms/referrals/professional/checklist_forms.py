"""What staff say of a checklist that they load."""

import re
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..models import Checklist
from . import checklists

LARGEST_FILE = 200_000
DOMAIN = re.compile(r"(?!-)[a-z0-9-]+(\.[a-z0-9-]+)+\Z")


class LoadForm(forms.ModelForm[Checklist]):
    organisation = forms.CharField(label=_("Organisation that holds the licence"), max_length=120)
    domains = forms.CharField(
        label=_("Its work email domains"),
        help_text=_("What stands behind the @, such as police.example. Several: one a line."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    file = forms.FileField(
        label=_("The questions"),
        help_text=_("A JSON list, or a CSV file with one question a row. At most 100 questions."),
    )

    class Meta:
        model = Checklist
        fields: ClassVar = ["tool", "name", "version", "owner", "licence_note", "threshold", "valid_from"]
        widgets: ClassVar = {
            "licence_note": forms.Textarea(attrs={"rows": 3}),
            "valid_from": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        help_texts: ClassVar = {
            "owner": _("Who wrote the checklist, and whose rights these are."),
            "licence_note": _("What the licence allows, and where it is kept. Shown to whoever fills it in."),
            "threshold": _("Empty: this checklist has none."),
        }

    field_order = ["organisation", "domains", "tool", "name", "version", "owner", "licence_note", "threshold"]

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["threshold"].required = False
        self.fields["valid_from"].initial = timezone.localdate()

    def clean_domains(self) -> list[str]:
        found = [line.strip().lower().lstrip("@") for line in self.cleaned_data["domains"].splitlines()]
        found = [line for line in found if line]
        if not found or not all(DOMAIN.match(line) for line in found):
            raise ValidationError(_("Type domains such as police.example, one a line"))
        return list(dict.fromkeys(found))

    def clean_file(self) -> list[str]:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise ValidationError(_("This file is too large for a checklist: 200 KB at most."))
        return checklists.questions_of(file.read())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        threshold, questions = data.get("threshold"), data.get("file")
        if threshold and questions and threshold > len(questions):
            self.add_error("threshold", _("There are fewer questions than this number"))
        named = {name: data.get(name) for name in ("organisation", "name", "version")}
        if Checklist.objects.filter(**named).exists():
            self.add_error("version", _("This version is loaded already. Give a new one a new version."))
        return data

    def made(self) -> Checklist:
        """The row that the form describes, not saved."""
        checklist = self.save(commit=False)
        checklist.organisation, checklist.domains = self.cleaned_data["organisation"], self.cleaned_data["domains"]
        return checklist
