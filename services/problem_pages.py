"""Telling us that an entry is wrong. No cookie and no token: it shows nothing and changes nothing that readers see."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from services import problems
from services.entry_page import of_entry
from services.problem_forms import ProblemForm
from services.reading import Entry
from vault import throttle

# Of one network, which may be a whole library's; and for one entry, from anywhere.
OF_ONE_NETWORK = 20
OF_ONE_ENTRY = 60
WITHIN = timedelta(hours=1)
SAME_SITE = {"same-origin", "none"}


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@of_entry
def report(request: HttpRequest, entry: Entry) -> HttpResponse:
    if request.method != "POST":
        return render(request, "services/problem.html", {"entry": entry, "form": ProblemForm()})
    form = ProblemForm(request.POST)
    if not form.is_valid():
        return render(request, "services/problem.html", {"entry": entry, "form": form}, status=422)
    if not _may_tell(request, entry):
        return render(request, "errors/429.html", status=429)
    told = form.cleaned_data
    problems.tell(entry.original, told["topic"], told["words"], doubtful=_doubtful(request))
    response = redirect("problem_reported", entry.original.area.slug, entry.original.slug)
    response.status_code = 303
    return response


@require_safe
@of_entry
def thanks(request: HttpRequest, entry: Entry) -> HttpResponse:
    return render(request, "services/problem_thanks.html", {"entry": entry})


def _may_tell(request: HttpRequest, entry: Entry) -> bool:
    who, what = throttle.origin(request), str(entry.original.pk)
    return throttle.allow("problem", who, limit=OF_ONE_NETWORK, window=WITHIN) and throttle.allow(
        "problem-entry", what, limit=OF_ONE_ENTRY, window=WITHIN
    )


def _doubtful(request: HttpRequest) -> bool:
    """Whether a machine filled in what no person sees, or a page of another site sent it."""
    elsewhere = request.headers.get("Sec-Fetch-Site", "same-origin") not in SAME_SITE
    return bool(request.POST.get("website")) or elsewhere
