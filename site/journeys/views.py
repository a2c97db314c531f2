"""The pages of a journey. Nothing of an answer stands in an address, and nothing is stored in the browser."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from . import drafts, pages, tries
from .drafts import Answers, Opened
from .journey import Delivery, Journey, Step
from .leaving import SeeOther

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
        token = journey.keeping.token_of(request)
        if token is None:
            return pages.somewhere_neutral() if journey.public else SeeOther(address(journey, "start"))
        drafts.touch(token, journey.key)
        opened = drafts.read(token, journey.key)
        if opened is None:
            response = SeeOther(address(journey, "ended"))
            journey.keeping.take_back(request, response)
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


def begin(request: HttpRequest, journey: Journey, known: Answers | None = None) -> HttpResponse:
    """Start a draft; `known` stands in for what the journey would be begun with."""
    if not pages.may_begin(request):
        return render(request, "errors/429.html", status=429)
    if old := journey.keeping.token_of(request):
        drafts.drop(old)
    token = drafts.new_token()
    known = journey.begun_with(request) if known is None else known
    drafts.begin(token, journey.key, {KNOWN: known} if known else {})
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
    return SeeOther(address(journey, "question", journey.steps[0].slug))


@require_http_methods(["GET", "HEAD", "POST"])
@with_draft
def question(request: HttpRequest, journey: Journey, token: str, opened: Opened, slug: str) -> HttpResponse:
    step = journey.step(slug)
    if step is None:
        raise Http404
    if opened.receipt:
        return SeeOther(address(journey, "sent"))
    if not journey.reachable(slug, opened.answers):
        return SeeOther(_next_address(journey, journey.missing(opened.answers)))
    if request.method == "POST" and not step.ends:
        return _answer(request, journey, token, opened, step)
    form = step.form(tries.of(opened.answers, slug), answers=opened.answers, slug=slug) if step.form else None
    return pages.question(request, journey, step, opened.answers, form)


def _answer(request: HttpRequest, journey: Journey, token: str, opened: Opened, step: Step) -> HttpResponse:
    kept: dict[str, Any] = {}
    if step.form and not (step.skippable and "skip" in request.POST):
        form = step.form(request.POST, answers=opened.answers, slug=step.slug)
        if not form.is_valid():
            drafts.change(token, journey.key, lambda answers: tries.keep(answers, step.slug, request.POST))
            return SeeOther(request.get_full_path())
        kept = form.kept()

    def keep(answers: Answers) -> None:
        tries.forget(answers)
        answers[step.slug] = kept

    changed = drafts.change(token, journey.key, keep)
    if changed is None:
        return SeeOther(address(journey, "ended"))
    if "send_now" in request.POST or "change" in request.GET:
        return SeeOther(address(journey, "check"))
    return SeeOther(_next_address(journey, journey.after(step.slug, changed.answers)))


def _next_address(journey: Journey, step: Step | None) -> str:
    return address(journey, "question", step.slug) if step else address(journey, "check")


@require_http_methods(["GET", "HEAD", "POST"])
@with_draft
def check(request: HttpRequest, journey: Journey, token: str, opened: Opened) -> HttpResponse:
    """What will be sent, and sending it."""
    if opened.receipt:
        return SeeOther(address(journey, "sent"))
    if missing := journey.missing(opened.answers):
        return SeeOther(address(journey, "question", missing.slug))
    if request.method == "POST":
        return _send(request, journey, token)
    return pages.check(request, journey, opened.answers)


def _send(request: HttpRequest, journey: Journey, token: str) -> HttpResponse:
    language = get_language() or "en"
    # A field that no person sees: what fills it in is kept and shown to staff, never thrown away (domain H 7).
    trapped = bool(request.POST.get("website"))

    def deliver(draft_id: Any, answers: Answers, close: Callable[[Answers], None]) -> None:
        trap = {"trap": {"filled": True}} if trapped else {}
        known = answers.get(KNOWN) or {}
        journey.deliver(Delivery(draft_id, {**journey.counting(answers), **trap}, close, language, known))

    if drafts.send(token, journey.key, deliver) is None:
        return SeeOther(address(journey, "ended"))
    return SeeOther(address(journey, "sent"))


@require_GET
@with_draft
def sent(request: HttpRequest, journey: Journey, token: str, opened: Opened) -> HttpResponse:
    if not opened.receipt:
        return SeeOther(_next_address(journey, journey.missing(opened.answers)))
    context = {**journey.sent_context(opened.receipt), "journey": journey, "receipt": opened.receipt}
    return render(request, journey.sent_template, {**context, **pages.idle(journey)})


@require_POST
def stay(request: HttpRequest, journey: Journey) -> HttpResponse:
    """One key keeps the answers for another idle time; 410 when they are gone."""
    if (refusal := journey.gate(request)) is not None:
        return refusal
    token = journey.keeping.token_of(request)
    return HttpResponse(status=204 if token and drafts.touch(token, journey.key) else 410)


@require_GET
def ended(request: HttpRequest, journey: Journey) -> HttpResponse:
    if (refusal := journey.gate(request)) is not None:
        return refusal
    return render(request, "journeys/ended.html", {"journey": journey})


def urls(journey: Journey) -> list[URLPattern]:
    """The addresses of a journey, none of them ever cached."""

    def route(view: View) -> View:
        bound = partial(view, journey=journey)
        if getattr(view, "csrf_exempt", False):
            bound.csrf_exempt = True  # type: ignore[attr-defined]
        return never_cache(bound)

    return [
        path("", route(start), name="start"),
        path("first/", route(first), name="first"),
        path("check/", route(check), name="check"),
        path("sent/", route(sent), name="sent"),
        path("stay/", route(stay), name="stay"),
        path("ended/", route(ended), name="ended"),
        path("<slug:slug>/", route(question), name="question"),
    ]
