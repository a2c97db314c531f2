"""Rules of each Commission: what holds, what is planned, what held; and changing one, after seeing what it changes."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import has
from accounts.requests import StaffRequest
from accounts.views import needs
from places.models import Commission, Dated
from vault import audit

from . import actions, catalogue
from .actions import Change, ChangedMeanwhile
from .catalogue import Row
from .forms import RuleForm
from .preview import MOST, Preview, preview


@require_safe
@needs("policy.edit")
def commissions(request: StaffRequest) -> HttpResponse:
    return render(request, "rules/commissions.html", {"commissions": catalogue.commissions_for(request.user)})


@require_safe
@needs("policy.edit")
def rules(request: StaffRequest, commission: str) -> HttpResponse:
    found = _commission(request, commission)
    today = timezone.localdate()
    kinds = [
        {
            "name": name,
            "title": model._meta.verbose_name,
            "series": catalogue.series_of(found, model, today),
            "more": bool(catalogue.series_fields(model)),
        }
        for name, model in catalogue.models().items()
    ]
    return render(request, "rules/rules.html", {"commission": found, "kinds": kinds})


@require_http_methods(["GET", "POST"])
@needs("policy.edit")
def change(request: StaffRequest, commission: str, rule: str, row_id: int | None = None) -> HttpResponse:
    """A GET shows the form; a POST what would change, and with `put` puts it in force."""
    found, model = _commission(request, commission), _model(rule)
    row = model.objects.filter(commission=found, pk=row_id).first() if row_id is not None else None
    if row_id is not None and row is None:
        raise Http404
    form = RuleForm(model, found, row, request.POST or None)
    shown: Preview | None = None
    if request.method == "POST" and form.is_valid():
        wanted = Change(found, model, row, form.values(), form.cleaned_data["from_day"])
        try:
            if "put" in request.POST:
                actions.put_in_force(request.user, wanted)
                messages.success(request, _("The rule is in force from that day on."))
                return redirect("rules:rules", found.key)
            if "edit" not in request.POST:
                shown = preview(request.user, wanted)
        except ValidationError as fault:
            _beside_fields(form, fault)
        except ChangedMeanwhile:
            messages.error(request, _("Somebody else changed this rule meanwhile. Look at it again."))
            return redirect("rules:rules", found.key)
    return _page(request, form, found, row, shown)


def _page(
    request: StaffRequest, form: RuleForm, commission: Commission, row: Dated | None, shown: Preview | None
) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "commission": commission,
        "title": form.model._meta.verbose_name,
        "row": Row(row, "", list(catalogue.facts(row))) if row else None,
        "preview": shown,
        "given": _given(request, form) if shown else [],
        "day": form.cleaned_data["from_day"] if shown else None,
        "most": MOST,
        "reads_cases": has(request.user, "case.read"),
    }
    return render(request, "rules/change.html", context, status=422 if form.errors else 200)


def _given(request: StaffRequest, form: RuleForm) -> list[tuple[str, str]]:
    """What was sent, to send again when it is put in force."""
    return [(name, value) for name in form.fields for value in request.POST.getlist(name)]


def _beside_fields(form: RuleForm, fault: ValidationError) -> None:
    """A model names its days otherwise than the form does."""
    places = {"valid_from": "from_day", "valid_until": "from_day"}
    for name, errors in fault.message_dict.items():
        field = places.get(name, name)
        for error in errors:
            form.add_error(field if field in form.fields else None, error)


def _commission(request: StaffRequest, key: str) -> Commission:
    found = next((each for each in catalogue.commissions_for(request.user) if each.key == key), None)
    if found is None:
        audit.record("policy.refused", actor=request.user.id, detail={"wanted": "policy.edit"})
        raise Http404
    return found


def _model(name: str) -> Any:
    model = catalogue.models().get(name)
    if model is None:
        raise Http404
    return model
