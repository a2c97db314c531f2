"""The way in by reference and word. Wrong, unknown and closed get one answer, in one shape."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters

from journeys import cookies
from journeys import views as journeys
from referral_forms.inbox import contact_changes
from referral_forms.inbox.references import tidy
from vault import audit, blind, throttle

from .forms import ProofForm
from .journey import JOURNEY

# (scope, tries, within): by where somebody tries from, and by what they try.
FROM = ("changes-from", 12, timedelta(minutes=15))
WITH = [("changes-with", 5, timedelta(hours=1)), ("changes-with-day", 12, timedelta(days=1))]
# Then only a call helps: whoever has time must not guess on for ever.
LONG = ("changes-with-long", 40, timedelta(days=90))


@csrf_exempt
@never_cache
@sensitive_post_parameters()
def start(request: HttpRequest) -> HttpResponse:
    """It sets no cookie before reference and word were right, so it can have no CSRF cookie either."""
    if instead := JOURNEY.unavailable(request):
        return render(request, instead, {"journey": JOURNEY})
    if request.method != "POST" or cookies.sent_by_another_site(request):
        return _page(request, ProofForm(answers={}, slug="proof"))
    form = ProofForm(request.POST, answers={}, slug="proof")
    if not form.is_valid():
        return _page(request, form, status=422)
    reference, word = form.cleaned_data["reference"], form.cleaned_data["word"]
    if refusal := _refusal(request, reference):
        form.add_error(None, refusal)
        return _page(request, form, status=429)
    case_id = contact_changes.case_of(reference, word)
    if case_id is None:
        _note_refusal(reference)
        form.add_error(None, _("These two do not fit together. Check each letter and try again, or call."))
        return _page(request, form, status=422)
    for scope, _limit, _window in (*WITH, LONG):
        throttle.forgive(scope, tidy(reference))
    return journeys.begin(request, JOURNEY, known={"case": str(case_id)})


def _refusal(request: HttpRequest, reference: str) -> str:
    """Every try is counted, of what exists and of what does not; but nothing more once one limit is spent, so that
    a stranger uses up the tries at a reference slowly."""
    scope, limit, window = FROM
    later = _("There were too many tries. Wait an hour, or call.")
    if not throttle.allow(scope, throttle.origin(request), limit=limit, window=window):
        return later
    tried = tidy(reference)
    if not all(throttle.allow(scope, tried, limit=limit, window=window) for scope, limit, window in WITH):
        return later
    scope, limit, window = LONG
    allowed = throttle.allow(scope, tried, limit=limit, window=window)
    return "" if allowed else _("There were too many tries with this reference. Please call.")


def _note_refusal(reference: str) -> None:
    """One line in any case, so that it takes as long whether or not the reference exists."""
    known = next(iter(blind.find("reference", tidy(reference))), None)
    audit.record("case.word_refused", actor=None, subject=known)


def _page(request: HttpRequest, form: ProofForm, status: int = 200) -> HttpResponse:
    return render(request, JOURNEY.start_template, {"journey": JOURNEY, "form": form, "no_store": True}, status=status)


def urls() -> list[URLPattern]:
    rest = [pattern for pattern in journeys.urls(JOURNEY) if pattern.name != "start"]
    return [path("", start, name="start"), *rest]
