from collections.abc import Mapping

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from services import search
from services.models import ListingArea
from services.sketch import whole_sketch


@require_safe
def support_map(request: HttpRequest) -> HttpResponse:
    """Every area on two sketches, and in a list."""
    return render(request, "services/map_page.html", {"sketches": whole_sketch(search.councils(), _entries())})


@require_safe
def about_the_data(request: HttpRequest) -> HttpResponse:
    """Whose data stands behind the maps, numbers and dates, as their licences ask for."""
    return render(request, "services/about_the_data.html")


def _entries() -> Mapping[int, int]:
    """How many entries serve each area, by the key of the area."""
    return dict(ListingArea.objects.values_list("area").annotate(Count("pk")).order_by())
