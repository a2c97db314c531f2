"""What an editor chooses for an import."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from services.models import Keeper

from . import fetching
from .plan import Options
from .tables import FileRefused, text_of

DRAFTS, LIVE = "drafts", "live"


class OptionsForm(forms.Form):
    over_drafts = forms.BooleanField(
        label=_("Also change entries that somebody is changing"),
        required=False,
        help_text=_("Their draft stays in the history, below what is imported."),
    )
    keeper = forms.ModelChoiceField(
        Keeper.objects.filter(is_active=True),
        label=_("Who keeps new entries true"),
        required=False,
        help_text=_("For new entries whose row names nobody. Without a keeper nothing new is published."),
    )

    def options(self) -> Options:
        data = self.cleaned_data
        keeper = data["keeper"].pk if data["keeper"] else None
        return Options(as_live=data.get("publish") == LIVE, over_drafts=data["over_drafts"], keeper=keeper)


class FileForm(OptionsForm):
    file = forms.FileField(
        label=_("File"),
        help_text=_("A table saved as “CSV UTF-8”, or Open Referral JSON. At most 50 MB and 50,000 rows."),
    )
    publish = forms.ChoiceField(
        label=_("What is imported"),
        choices=[(DRAFTS, _("waits as drafts")), (LIVE, _("is published at once"))],
        initial=DRAFTS,
        widget=forms.RadioSelect,
        help_text=_("An entry that is not public stays so either way, until somebody publishes it."),
    )
    field_order = ["file", "publish", "over_drafts", "keeper"]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        content = file.read()
        try:
            text_of(content)
        except FileRefused as refusal:
            raise forms.ValidationError(refusal.message) from None
        self.content = content
        return file


class FeedForm(OptionsForm):
    address = forms.CharField(
        label=_("Address of the feed"),
        max_length=fetching.LONGEST_ADDRESS,
        help_text=_("Of an Open Referral UK feed, like https://example.org/open-referral"),
    )
    field_order = ["address", "over_drafts", "keeper"]

    def clean_address(self) -> str:
        address = self.cleaned_data["address"]
        try:
            fetching.judged(address)
        except fetching.NotFetched as refusal:
            raise forms.ValidationError(refusal.message) from None
        return str(address)
