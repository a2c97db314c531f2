"""What the pages of a journey share: their addresses, and the live draft without which nothing is shown."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from . import drafts, pages
from .drafts import Answers, Opened
from .journey import Journey, Step
from .leaving import SeeOther

View = Callable[..., HttpResponse]


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
        opened = own(request, journey, token)
        if opened is None:
            response = SeeOther(address(journey, "ended"))
            journey.keeping.take_back(request, response)
            return response
        # Papers can be withdrawn while somebody writes. The draft stays; what was sent keeps its page.
        if not opened.receipt and (instead := journey.unavailable(request)):
            return in_place(request, journey, instead)
        return view(request, journey, token, opened, *args, **kwargs)

    return wrapped


def own(request: HttpRequest, journey: Journey, token: str) -> Opened | None:
    """The live draft, kept for another idle time; one that somebody else began in this browser is not there."""
    opened = drafts.read(token, journey.key)
    if opened is None or opened.owner != journey.owner_of(request) or not drafts.touch(token, journey.key):
        return None
    return opened


def in_place(request: HttpRequest, journey: Journey, template: str) -> HttpResponse:
    return render(request, template, {**journey.start_context(request), "journey": journey})


def next_address(journey: Journey, step: Step | None) -> str:
    if step is None:
        return address(journey, "tasks" if journey.tasks else "check")
    return address(journey, "question", step.slug)


def missing_address(journey: Journey, answers: Answers) -> str:
    """Where it goes on for somebody who asked for a page that is not theirs yet."""
    return address(journey, "tasks") if journey.tasks else next_address(journey, journey.missing(answers))
