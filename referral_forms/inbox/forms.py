"""Staff forms of the inbox."""

from django import forms
from django.utils.translation import gettext_lazy as _


class NoteForm(forms.Form):
    note_id = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Note"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "spellcheck": "false"}),
        help_text=_("Write facts. The person may ask to read it."),
        error_messages={
            "required": _("Write the note before you save it."),
            "max_length": _("Write at most 10,000 letters."),
        },
    )
