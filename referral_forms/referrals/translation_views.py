"""Answers that wait for a translation: their words, their language, their area, and nothing else of a case."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import has
from accounts.requests import StaffRequest
from content import languages

from . import translating
from .translating import Passage


class TranslationForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("In English"),
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off", "spellcheck": "true", "class": "wq-in"}),
        help_text=gettext_lazy("Word for word, as near as English allows. What cannot be read, say so in brackets."),
        error_messages={
            "required": gettext_lazy("Write the translation before you save it."),
            "max_length": gettext_lazy("Write at most 6,000 letters."),
        },
    )


@require_safe
def waiting(request: StaffRequest) -> HttpResponse:
    if not has(request.user, translating.PERMISSION):
        raise Http404
    rows = [{"case": case, **_shown(passage)} for case, passage in translating.waiting(request.user)]
    return render(request, "referrals/translations.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def translate(request: StaffRequest, case_id: UUID, step: str, field: str) -> HttpResponse:
    form = TranslationForm(request.POST or None)
    try:
        if request.method == "POST" and form.is_valid():
            translating.translate(request.user, case_id, step, field, form.cleaned_data["text"])
            messages.success(request, _("Your translation is saved."))
            return redirect("translations")
        case, passage = translating.open_passage(request.user, case_id, step, field)
    except PermissionDenied:
        raise Http404 from None
    if not form.is_bound:
        form.initial = {"text": passage.translation}
    context = {"case": case, "form": form, **_shown(passage)}
    return render(request, "referrals/translate.html", context, status=422 if form.errors else 200)


def _shown(passage: Passage) -> dict[str, object]:
    return {
        "passage": passage,
        "language_name": languages.english_name(passage.language),
        "dir": languages.direction(passage.language),
    }
