"""Finding by typing: what is typed is neither stored nor logged, and stands in no address."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from places.models import Area
from services import nearby, needs, outside, results, search, ticks
from services.asking import Answer, Question
from services.nearby import Search

LONGEST_TYPED = 200
RESULTS = "#results"


# Exempt: it changes nothing, and a token would need a cookie on a public page.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def find_support(request: HttpRequest) -> HttpResponse:
    """Type a place or what is needed, or browse by area or by need."""
    if request.method != "POST":
        return render(request, "services/find_support.html", _choices())
    return to(_typed(request.POST.get("place", "")))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def support_nearby(request: HttpRequest, token: str) -> HttpResponse:
    """What was found. Never cached; after twenty minutes only the question is left."""
    now = timezone.now()
    held = nearby.read(token, now)
    if held is None:
        return render(request, "services/nearby_over.html", _choices(), status=410)
    if request.method == "POST":
        return _asked_again(held, request.POST)
    if held.kind == nearby.NOT_FOUND:
        return _not_found(request, held)
    if held.kind == nearby.OUTSIDE:
        return _outside(request, held)
    return _found(request, held, now)


def to(held: Search, place: str = "") -> HttpResponseRedirect:
    """303 to the address of a search; `place` is where on that page to go on reading."""
    address = reverse("support_nearby", args=[nearby.token(held, timezone.now())])
    response = HttpResponseRedirect(address + place)
    response.status_code = 303
    return response


def _typed(typed: str, chosen: frozenset[str] = frozenset()) -> Search:
    typed = typed[:LONGEST_TYPED]
    return nearby.remember(search.understand(typed, _language()), typed, chosen)


def _asked_again(held: Search, form: QueryDict) -> HttpResponse:
    if "place" not in form:
        return to(nearby.asking(held, ticks.changed(held.question, form)), RESULTS)
    found = _typed(form.get("place", ""), held.question.chosen)
    if not found.question.words and found.kind == nearby.FOUND:
        # Only a place was added to what was asked before.
        kept = Question(found.question.areas, found.question.point, held.question.words, held.question.chosen)
        found = nearby.asking(found, kept)
    return to(found)


def _not_found(request: HttpRequest, held: Search) -> HttpResponse:
    areas = search.councils()
    by_pk = {area.pk: area for area in areas}
    suggestions = [(name, by_pk[pk]) for name, pk in held.suggestions if pk in by_pk]
    context = {**_choices(areas), "held": held, "suggestions": suggestions}
    return render(request, "services/not_found.html", context)


def _outside(request: HttpRequest, held: Search) -> HttpResponse:
    areas = search.councils()
    context = {"areas": areas, "held": held, "elsewhere": outside.elsewhere(held.elsewhere, areas)}
    return render(request, "services/outside.html", {**context, "lines_for": outside.lines})


def _found(request: HttpRequest, held: Search, now: datetime) -> HttpResponse:
    question = held.question
    answer = results.answered(request, question, now)
    if _nonsense(question, answer):
        return _not_found(request, Search(nearby.NOT_FOUND, reason="unknown_words", text=question.words))
    by_pk = Area.objects.in_bulk(question.areas) if question.areas else {}
    mine = [by_pk[pk] for pk in question.areas if pk in by_pk]
    one = mine[0] if len(mine) == 1 else None
    context = {**results.context(question, answer, now, area=one), "held": held, "areas": mine}
    return render(request, "services/nearby.html", context)


def _nonsense(question: Question, answer: Answer) -> bool:
    """Nothing is known of the question but words that nothing of ours resembles."""
    if answer.count or question.areas or question.point or question.chosen:
        return False
    return bool(answer.unknown) and len(answer.unknown) >= len(question.words.split())


def _choices(areas: list[Area] | None = None) -> dict[str, Any]:
    """What one can browse by."""
    return {
        "areas": search.councils() if areas is None else areas,
        "groups": needs.browsable(search.browsed(_language())),
        "slug_of": needs.slug_of,
    }


def _language() -> str:
    return translation.get_language() or "en"
