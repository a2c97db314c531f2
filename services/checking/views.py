"""What is due, for editors: the report, and what can be done about an entry from there."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.views import needs
from places.models import Area
from services.models import Organisation

from . import marking, report
from .due import intervals
from .sheets import as_csv
from .standing import KIND_NAMES, KINDS, public
from .withdrawing import Why, withdraw_number

SHOWN = {
    report.DUE: gettext_lazy("Due"),
    report.OVERDUE: gettext_lazy("Overdue"),
    report.SOON: gettext_lazy("Due soon"),
    report.UNKEPT: gettext_lazy("Without a keeper"),
    report.ALL: gettext_lazy("All"),
}


@require_safe
@needs("content.edit")
def due(request: HttpRequest) -> HttpResponse:
    filters, every = report.Filters.of(request.GET), intervals()
    found = report.rows(filters, timezone.localdate(), every)
    counts = report.counts(found)
    page, rows = report.page(found, filters, request.GET.get("p"), every)
    context = {
        "filters": filters,
        "query": filters.query(),
        "rows": rows,
        "page": page,
        "every": every,
        "shows": [(name, SHOWN[name], counts[name], filters.query(show=name)) for name in SHOWN],
        "kinds": KIND_NAMES.items(),
        "areas": Area.objects.order_by("kind", "name"),
        "organisations": Organisation.objects.filter(locale__language_code=settings.LANGUAGE_CODE).only("name"),
        "edit": f"wagtailsnippets_services_{KINDS[filters.kind]._meta.model_name}:edit",
    }
    return render(request, "services/due.html", context)


@require_safe
@needs("content.edit")
def due_sheet(request: HttpRequest) -> HttpResponse:
    """The same rows as a CSV file, every page of them."""
    filters, every = report.Filters.of(request.GET), intervals()
    found = report.rows(filters, timezone.localdate(), every)
    return as_csv("due", report.sheet_head(), report.sheet(found, filters, every))


@require_POST
@needs("content.edit")
def check(request: HttpRequest, kind: str, entry_id: int) -> HttpResponse:
    """A member of staff has checked an entry today."""
    user: Any = request.user
    if kind not in KINDS:
        raise Http404
    entry = get_object_or_404(public(kind), pk=entry_id)
    marking.checked([entry], timezone.localdate(), by=user.pk, user=user)
    messages.success(request, _("“%(name)s” counts as checked today.") % {"name": entry})
    return redirect(_back(request))


class WithdrawForm(forms.Form):
    why = forms.ChoiceField(
        label=gettext_lazy("Why?"),
        choices=Why.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose why the number goes.")},
    )


@require_http_methods(["GET", "POST"])
@needs("content.edit")
def withdraw(request: HttpRequest, point_id: int) -> HttpResponse:
    """Take an entry's number away: asked on a page of its own, because it cannot be taken lightly."""
    user: Any = request.user
    point = get_object_or_404(public("access-point").exclude(phone=""), pk=point_id)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            withdraw_number(point, Why(form.cleaned_data["why"]), user=user)
        except ValidationError as problem:
            form.add_error(None, problem.messages)
        else:
            messages.success(request, _("The number is gone. The page names a national line instead."))
            return redirect(_back(request))
    return render(request, "services/withdraw.html", {"form": form, "point": point, "query": _query(request)})


def _query(request: HttpRequest) -> str:
    """The filters somebody came from; whatever else stands there is left out."""
    return report.Filters.of(QueryDict(request.POST.get("back", request.GET.urlencode())[:500])).query()


def _back(request: HttpRequest) -> str:
    return f"{reverse('directory_due')}?{_query(request)}"
