"""Finding by browsing: plain pages that anybody may keep, index and link to. Ticks lead away from them, by POST."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from places.models import Area
from services import nearby, needs, results, search, ticks
from services.asking import Question
from services.choice_groups import Names
from services.finding_pages import RESULTS, to
from services.needs import Need


# Exempt for the same reason as finding: nothing is changed, and no public page sets a cookie.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def area(request: HttpRequest, area: str) -> HttpResponse:
    place = _council(area)
    return _listed(request, "services/area.html", Question(areas=(place.pk,)), place, _names())


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def need_in_area(request: HttpRequest, need: str, area: str) -> HttpResponse:
    names = _names()
    place, choice = _council(area), _need(need, names)
    question = Question(areas=(place.pk,), chosen=frozenset({choice.value}))
    return _listed(request, "services/need_area.html", question, place, names, need=choice)


@require_safe
def needs_page(request: HttpRequest) -> HttpResponse:
    groups = needs.browsable(search.browsed(translation.get_language() or "en"))
    return render(request, "services/needs.html", {"groups": groups, "slug_of": needs.slug_of})


@require_safe
def need(request: HttpRequest, need: str) -> HttpResponse:
    """One choice: in which areas there is something, and which national lines there are."""
    choice = _need(need, _names())
    areas = search.areas_with(choice.value)
    context = {
        "need": choice,
        "areas": [(area, count) for area, count in areas if count],
        "without": [area for area, count in areas if not count],
        "lines_for": needs.lines,
    }
    return render(request, "services/need.html", context)


def _listed(
    request: HttpRequest, template: str, question: Question, place: Area, names: Names, **more: Any
) -> HttpResponse:
    if request.method == "POST":
        asked = ticks.changed(question, request.POST)
        return to(nearby.Search(question=asked), RESULTS)
    now = timezone.now()
    answer = results.answered(request, question, now, names)
    context = results.context(question, answer, now, base=question, area=place)
    return render(request, template, {**context, "area": place, **more})


def _council(slug: str) -> Area:
    return get_object_or_404(Area.objects.councils(), slug=slug)


def _names() -> Names:
    return Names(translation.get_language() or "en")


def _need(slug: str, names: Names) -> Need:
    choice = needs.find(slug, names)
    if choice is None:
        raise Http404
    return choice
