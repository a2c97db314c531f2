"""The pages of a journey. Nothing of an answer stands in an address, and nothing is stored in the browser."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from . import cookies, drafts, files, machines, pages, saving_views, task_list, tries
from .drafted import View, address, in_place, missing_address, next_address, own, with_draft
from .drafts import Answers, Opened
from .journey import Delivery, Journey, Step
from .leaving import SeeOther

# Under this key of a draft's answers: what the journey was begun with.
KNOWN = "_known"


@csrf_exempt
def start(request: HttpRequest, journey: Journey) -> HttpResponse:
    """GET tells what will happen and sets nothing. POST begins: it holds no answer, so it needs no CSRF cookie."""
    if (refusal := journey.gate(request)) is not None:
        return refusal
    instead = journey.unavailable(request)
    if request.method == "POST" and instead is None and not cookies.sent_by_another_site(request):
        return begin(request, journey)
    return in_place(request, journey, instead or journey.start_template)


def begin(request: HttpRequest, journey: Journey, known: Answers | None = None) -> HttpResponse:
    """Start a draft; `known` stands in for what the journey would be begun with."""
    try:
        begun = machines.note(request)
    except machines.TooMany:
        return render(request, "errors/429.html", status=429)
    if old := journey.keeping.token_of(request):
        drafts.drop(old)
    token = drafts.new_token()
    known = journey.begun_with(request) if known is None else known
    answers = {**begun, **({KNOWN: known} if known else {})}
    drafts.begin(token, journey.key, answers, owner=journey.owner_of(request))
    response = SeeOther(address(journey, "first"))
    journey.keeping.give(request, response, token)
    return response


@require_GET
def first(request: HttpRequest, journey: Journey) -> HttpResponse:
    """Only ever passed through; whoever stays here has a browser that keeps no cookie at all."""
    if (refusal := journey.gate(request)) is not None:
        return refusal
    if journey.keeping.token_of(request) is None:
        return render(request, "journeys/no_cookie.html", {"journey": journey})
    return SeeOther(address(journey, "tasks") if journey.tasks else address(journey, "question", journey.steps[0].slug))


@require_http_methods(["GET", "HEAD", "POST"])
@with_draft
def question(request: HttpRequest, journey: Journey, token: str, opened: Opened, slug: str) -> HttpResponse:
    step = journey.step(slug)
    if step is None:
        raise Http404
    if opened.receipt:
        return SeeOther(address(journey, "sent"))
    if not journey.reachable(slug, opened.answers):
        return SeeOther(missing_address(journey, opened.answers))
    if request.method == "POST" and not step.ends:
        return _answer(request, journey, token, opened, step)
    form = step.form(tries.of(opened.answers, slug), answers=opened.answers, slug=slug) if step.form else None
    return pages.question(request, journey, step, opened.answers, form)


def _answer(request: HttpRequest, journey: Journey, token: str, opened: Opened, step: Step) -> HttpResponse:
    if step.files is not None:
        return _answer_with_files(request, journey, token, opened, step)
    kept: dict[str, Any] = {}
    saves = journey.keep_for is not None and "save" in request.POST
    if step.form and not (step.skippable and "skip" in request.POST):
        form = step.form(request.POST, answers=opened.answers, slug=step.slug)
        if not form.is_valid():
            if saves and not tries.typed(request.POST):
                return SeeOther(address(journey, "save"))
            drafts.change(token, journey.key, lambda answers: tries.keep(answers, step.slug, request.POST))
            return SeeOther(address(journey, "save") if saves else request.get_full_path())
        kept = form.kept()

    def keep(answers: Answers) -> None:
        tries.forget(answers)
        answers[step.slug] = kept

    changed = drafts.change(token, journey.key, keep)
    return _onwards(request, journey, step, opened, changed)


def _answer_with_files(request: HttpRequest, journey: Journey, token: str, opened: Opened, step: Step) -> HttpResponse:
    changed, again = files.answer(request, journey, token, opened, step)
    return SeeOther(request.get_full_path()) if again else _onwards(request, journey, step, opened, changed)


def _onwards(
    request: HttpRequest, journey: Journey, step: Step, opened: Opened, changed: Opened | None
) -> HttpResponse:
    if changed is None:
        return SeeOther(address(journey, "ended"))
    return SeeOther(_address_after(request, journey, step, opened.answers, changed.answers))


def _address_after(request: HttpRequest, journey: Journey, step: Step, before: Answers, after: Answers) -> str:
    """Where a page that was answered leads, by the button that was pressed."""
    if journey.keep_for is not None and "save" in request.POST:
        return address(journey, "save")
    if "send_now" in request.POST:
        return address(journey, "check")
    if "change" in request.GET:
        return _after_change(journey, before, after)
    return next_address(journey, journey.after(step.slug, after))


def _after_change(journey: Journey, before: Answers, after: Answers) -> str:
    """The first page that a changed answer has opened, or else the page to check."""
    known = {step.slug for step in journey.route(before)}
    opened = (step for step in journey.route(after) if step.slug not in known and step.slug not in after)
    step = next(opened, None)
    return address(journey, "question", step.slug) + "?change=1" if step else address(journey, "check")


@require_safe
@with_draft
def tasks(request: HttpRequest, journey: Journey, token: str, opened: Opened) -> HttpResponse:
    """The list of tasks, of a journey that has them."""
    if opened.receipt:
        return SeeOther(address(journey, "sent"))
    return task_list.page(request, journey, opened.answers)


@require_http_methods(["GET", "HEAD", "POST"])
@with_draft
def check(request: HttpRequest, journey: Journey, token: str, opened: Opened) -> HttpResponse:
    """What will be sent, and sending it."""
    if opened.receipt:
        return SeeOther(address(journey, "sent"))
    if journey.missing(opened.answers):
        return SeeOther(missing_address(journey, opened.answers))
    if request.method == "POST":
        return _send(request, journey, token)
    return pages.check(request, journey, opened.answers)


def _send(request: HttpRequest, journey: Journey, token: str) -> HttpResponse:
    language = get_language() or "en"

    def deliver(draft_id: Any, answers: Answers, close: Callable[[Answers], None]) -> None:
        signs = machines.signs(answers, request.POST)
        trap = {"trap": signs} if signs else {}
        known = answers.get(KNOWN) or {}
        journey.deliver(Delivery(draft_id, {**journey.counting(answers), **trap}, close, language, known))

    if drafts.send(token, journey.key, deliver) is None:
        return SeeOther(address(journey, "ended"))
    return SeeOther(address(journey, "sent"))


@require_GET
@with_draft
def sent(request: HttpRequest, journey: Journey, token: str, opened: Opened) -> HttpResponse:
    if not opened.receipt:
        return SeeOther(missing_address(journey, opened.answers))
    context = {**journey.sent_context(opened.receipt), "journey": journey, "receipt": opened.receipt}
    return render(request, journey.sent_template, {**context, **pages.idle(journey)})


@require_POST
def stay(request: HttpRequest, journey: Journey) -> HttpResponse:
    """One key keeps the answers for another idle time; 410 when they are gone."""
    if (refusal := journey.gate(request)) is not None:
        return refusal
    token = journey.keeping.token_of(request)
    return HttpResponse(status=204 if token and own(request, journey, token) else 410)


@require_GET
def ended(request: HttpRequest, journey: Journey) -> HttpResponse:
    if (refusal := journey.gate(request)) is not None:
        return refusal
    return render(request, "journeys/ended.html", {"journey": journey, "minutes": pages.minutes(journey)})


def urls(journey: Journey) -> list[URLPattern]:
    """The addresses of a journey, none of them ever cached."""

    def route(view: View) -> View:
        bound = partial(view, journey=journey)
        if getattr(view, "csrf_exempt", False):
            bound.csrf_exempt = True  # type: ignore[attr-defined]
        if view is question:
            bound.takes_files = partial(files.rules_for, journey)  # type: ignore[attr-defined]
        return never_cache(bound)

    saving = [
        path("save/", route(saving_views.save), name="save"),
        path("return/", route(saving_views.come_back), name="return"),
    ]
    return [
        *(saving if journey.keep_for else []),
        path("", route(start), name="start"),
        path("first/", route(first), name="first"),
        *([path("tasks/", route(tasks), name="tasks")] if journey.tasks else []),
        path("check/", route(check), name="check"),
        path("sent/", route(sent), name="sent"),
        path("stay/", route(stay), name="stay"),
        path("ended/", route(ended), name="ended"),
        path("<slug:slug>/", route(question), name="question"),
    ]
