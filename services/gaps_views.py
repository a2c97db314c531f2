"""Where there is nothing: the report for editors, as a table for one group of people, as a list, and as a file."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.views import needs
from services import gaps
from services.checking.sheets import as_csv

PER_PAGE = 50
FARTHEST = 50


@require_safe
@needs("content.edit")
def report(request: HttpRequest) -> HttpResponse:
    found = gaps.Gaps()
    chosen = next((each for each in found.people if each.key == request.GET.get("people")), None)
    chosen = chosen or next(iter(found.people), None)
    miles = _miles(request.GET.get("miles", ""))
    empty = found.empty(chosen) if chosen else []
    context = {
        "gaps": found,
        "chosen": chosen,
        "matrix": found.matrix(chosen) if chosen else [],
        "empty": Paginator(empty, PER_PAGE).get_page(request.GET.get("p")),
        "summary": found.summary(),
        "miles": miles,
        "towns": gaps.outlying(miles),
        "farthest": FARTHEST,
    }
    return render(request, "services/gaps.html", context)


@require_safe
@needs("content.edit")
def sheet(request: HttpRequest) -> HttpResponse:
    """The whole matrix, what is there too: whoever plans wants to sort it themselves."""
    head = [_("Who it is for"), _("Area"), _("Kind of support"), _("Clause")]
    head += [_("Entries for them"), _("Entries for everybody"), _("Nothing")]
    return as_csv("gaps", head, map(_line, gaps.Gaps().all()))


def _line(cell: gaps.Cell) -> list[Any]:
    where = [cell.people.name, cell.area.name, cell.support.name, cell.support.clause]
    return [*where, cell.own, cell.anybody, _("Nothing") if cell.is_gap else ""]


def _miles(text: str) -> int:
    """Whole miles; anything else is the usual five."""
    if text.isascii() and text.isdecimal() and len(text) <= 2 and 1 <= int(text) <= FARTHEST:
        return int(text)
    return gaps.DEFAULT_MILES
