"""The pages of a journey. Nothing of an answer stands in an address, and nothing is stored in the browser."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial, wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from vault import throttle

from . import cookies, drafts, files, machines, pages, saving, task_list, tries
from .drafts import Answers, Opened
from .journey import Delivery, Journey, Step
from .leaving import SeeOther
from .saving import ReturnForm

View = Callable[..., HttpResponse]
# Under this key of a draft's answers: what the journey was begun with.
KNOWN = "_known"


def address(journey: Journey, name: str, *args: str) -> str:
    return reverse(f"{journey.namespace}:{name}", args=args)


def with_draft(view: View) -> View:
    """Give the view the live draft; without one nothing of the form is shown (domain H 1)."""

    @wraps(view)
    def wrapped(request: HttpRequest, journey: Journey, *args: Any, **kwargs: Any) -> HttpResponse:
        if (refusal := journey.gate(request)) is not None:
            return refusal
        token = cookies.token_of(request)
        if token is None:
            return pages.somewhere_neutral()
        drafts.touch(token, journey.key)
        opened = drafts.read(token, journey.key)
        if opened is None:
            response = SeeOther(address(journey, "ended"))
            cookies.take_back(response)
            return response
        # Papers can be withdrawn while somebody writes. The draft stays; what was sent keeps its page.
        if not opened.receipt and (instead := journey.unavailable(request)):
            return _in_place(request, journey, instead)
        return view(request, journey, token, opened, *args, **kwargs)

    return wrapped


@csrf_exempt
def start(request: HttpRequest, journey: Journey) -> HttpResponse:
    """GET tells what will happen and sets nothing. POST begins: it holds no answer, so it needs no CSRF cookie."""
    if (refusal := journey.gate(request)) is not None:
        return refusal
    instead = journey.unavailable(request)
    if request.method == "POST" and instead is None:
        return begin(request, journey)
    return _in_place(request, journey, instead or journey.start_template)


def _in_place(request: HttpRequest, journey: Journey, template: str) -> HttpResponse:
    return render(request, template, {**journey.start_context(request), "journey": journey})


def begin(request: HttpRequest, journey: Journey) -> HttpResponse:
    try:
        begun = machines.note(request)
    except machines.TooMany:
        return render(request, "errors/429.html", status=429)
    if old := cookies.token_of(request):
        drafts.drop(old)
    token = drafts.new_token()
    known = journey.begun_with(request)
    drafts.begin(token, journey.key, {**begun, **({KNOWN: known} if known else {})})
    response = SeeOther(address(journey, "first"))
    cookies.give(response, token)
    return response


@require_GET
def first(request: HttpRequest, journey: Journey) -> HttpResponse:
    """Only ever passed through; whoever stays here has a browser that keeps no cookie at all."""
    if cookies.token_of(request) is None:
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
        return SeeOther(_missing_address(journey, opened.answers))
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
    return _next_address(journey, journey.after(step.slug, after))


def _after_change(journey: Journey, before: Answers, after: Answers) -> str:
    """The first page that a changed answer has opened, or else the page to check."""
    known = {step.slug for step in journey.route(before)}
    opened = (step for step in journey.route(after) if step.slug not in known and step.slug not in after)
    step = next(opened, None)
    return address(journey, "question", step.slug) + "?change=1" if step else address(journey, "check")


def _next_address(journey: Journey, step: Step | None) -> str:
    if step is None:
        return address(journey, "tasks" if journey.tasks else "check")
    return address(journey, "question", step.slug)


def _missing_address(journey: Journey, answers: Answers) -> str:
    """Where it goes on for somebody who asked for a page that is not theirs yet."""
    return address(journey, "tasks") if journey.tasks else _next_address(journey, journey.missing(answers))


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
        return SeeOther(_missing_address(journey, opened.answers))
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
        return SeeOther(_missing_address(journey, opened.answers))
    context = {**journey.sent_context(opened.receipt), "journey": journey, "receipt": opened.receipt}
    return render(request, journey.sent_template, {**context, **pages.idle(journey)})


@require_POST
def stay(request: HttpRequest, journey: Journey) -> HttpResponse:
    """One key keeps the answers for another idle time; 410 when they are gone."""
    token = cookies.token_of(request)
    return HttpResponse(status=204 if token and drafts.touch(token, journey.key) else 410)


@require_GET
def ended(request: HttpRequest, journey: Journey) -> HttpResponse:
    return render(request, "journeys/ended.html", {"journey": journey, "minutes": pages.minutes(journey)})


@require_http_methods(["GET", "HEAD", "POST"])
@with_draft
def save(request: HttpRequest, journey: Journey, token: str, opened: Opened) -> HttpResponse:
    """GET says what saving means; POST saves, and shows the return code, once."""
    if opened.receipt:
        return SeeOther(address(journey, "sent"))
    if request.method != "POST":
        return pages.save(request, journey, opened.answers)
    saved = saving.save(token, journey.key, journey.owner_of(request), journey.keep_for or timedelta())
    if saved is None:
        return SeeOther(address(journey, "ended"))
    return render(request, "journeys/saved.html", {"journey": journey, "saved": saved, **pages.idle(journey)})


@require_http_methods(["GET", "HEAD", "POST"])
def come_back(request: HttpRequest, journey: Journey) -> HttpResponse:
    """Open a saved draft with its code, on this device or another one."""
    if (refusal := journey.gate(request)) is not None:
        return refusal
    form = ReturnForm(request.POST or None)
    owner = journey.owner_of(request)
    token = None
    if request.method == "POST" and form.is_valid():
        if not saving.may_try(owner, throttle.origin(request)):
            return render(request, "errors/429.html", status=429)
        token = saving.open_again(form.cleaned_data["code"], journey.key, owner)
        if token is None:
            form.refuse()
    if token is None:
        context = {"journey": journey, "form": form, "saved": saving.unfinished(journey.key, owner), "no_store": True}
        return render(request, "journeys/return.html", context, status=422 if form.errors else 200)
    if (old := cookies.token_of(request)) is not None:
        drafts.drop(old)
    reopened = drafts.read(token, journey.key)
    response = SeeOther(_next_address(journey, journey.missing(reopened.answers) if reopened else None))
    cookies.give(response, token)
    return response


def urls(journey: Journey) -> list[URLPattern]:
    """The addresses of a journey, none of them ever cached."""

    def route(view: View) -> View:
        bound = partial(view, journey=journey)
        if getattr(view, "csrf_exempt", False):
            bound.csrf_exempt = True  # type: ignore[attr-defined]
        if view is question:
            bound.takes_files = partial(files.rules_for, journey)  # type: ignore[attr-defined]
        return never_cache(bound)

    saving = [path("save/", route(save), name="save"), path("return/", route(come_back), name="return")]
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
