"""Forms of the case page."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User

from .models import Decision

WRITTEN = {"rows": 3, "autocomplete": "off", "spellcheck": "false"}


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


def _line(label: Any, limit: int = 120) -> forms.CharField:
    attrs = {"class": "wq-in", "autocomplete": "off", "spellcheck": "false"}
    return forms.CharField(label=label, required=False, max_length=limit, widget=forms.TextInput(attrs=attrs))


class DecisionForm(forms.Form):
    """K-7.2: an exception needs a reason and a named supporter; K-9.2: a reason, for this person."""

    decision_id = forms.UUIDField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=Decision.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you decide.")},
    )
    reason = forms.CharField(
        label=_("Why, for this person?"),
        max_length=4_000,
        widget=forms.Textarea(attrs=WRITTEN),
        help_text=_("Write facts. The person may ask to read it."),
        error_messages={"required": _("Write the reason."), "max_length": _("Write at most 4,000 letters.")},
    )
    supporter_name = _line(_("Supporter from social care: name"))
    supporter_role = _line(_("Their role"))
    supporter_contact = _line(_("How to reach them"), 200)

    def __init__(self, *args: Any, kind: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.kind = kind
        if kind != Decision.Kind.UNDER_AGE:
            for name in ("supporter_name", "supporter_role", "supporter_contact"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        agreed = data.get("outcome") == Decision.Outcome.YES and self.kind == Decision.Kind.UNDER_AGE
        if agreed and not data.get("supporter_name", "").strip():
            self.add_error("supporter_name", _("Name the supporter from social care (K-7.2)."))
        return data


class LinkForm(forms.Form):
    """What somebody says of a link between two cases."""

    LINK, DISMISS, MERGE, SPLIT = "link", "dismiss", "merge", "split"
    answer = forms.ChoiceField(choices=[(key, key) for key in (LINK, DISMISS, MERGE, SPLIT)])
    note = _line(_("Note on it"), 1_000)


class RestrictForm(forms.Form):
    """Who may see a case that is closed to others, and why it is."""

    reason = forms.CharField(
        label=_("Why?"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs=WRITTEN),
        help_text=_("Kept as a note on the case. Whoever may see the case later reads it."),
    )
    people = forms.ModelMultipleChoiceField(
        label=_("Who may see it, beside safeguarding leads?"),
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, people: list[User], **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = cast(forms.ModelMultipleChoiceField, self.fields["people"])
        field.queryset = User.objects.filter(pk__in=[person.pk for person in people])

    def reason_given(self) -> str:
        """The reason; without one, the error stands beside its field."""
        given: str = self.cleaned_data["reason"].strip()
        if not given:
            self.add_error("reason", _("Write why."))
        return given
