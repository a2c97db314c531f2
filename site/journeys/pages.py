"""What the pages of a journey show."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from vault import throttle

from . import drafts
from .drafts import Answers
from .forms import QuestionForm
from .journey import Journey, Step
from .leaving import SeeOther

# Far more than any household, library or refuge needs; what is over it is shown numbers to call.
BEGINNINGS = 60
BEGINNINGS_WITHIN = timedelta(minutes=10)


def may_begin(request: HttpRequest) -> bool:
    return throttle.allow("journey", throttle.origin(request), limit=BEGINNINGS, window=BEGINNINGS_WITHIN)


def somewhere_neutral() -> HttpResponse:
    """For an address of a journey that somebody has left: Back leads away, not in."""
    response = SeeOther(settings.NEUTRAL_SITE)
    response["Cache-Control"] = "no-store"
    return response


def idle(journey: Journey) -> dict[str, Any]:
    """For the warning before answers are forgotten; times in seconds."""
    return {
        "no_store": True,
        "idle": {
            "public": journey.public,
            "warn_after": int(drafts.WARN_AFTER.total_seconds()),
            "end_after": int(drafts.IDLE.total_seconds()),
            "minutes": int(drafts.IDLE.total_seconds() // 60),
            "stay_url": reverse(f"{journey.namespace}:stay"),
            "ended_url": reverse(f"{journey.namespace}:ended"),
        },
    }


def question(
    request: HttpRequest, journey: Journey, step: Step, answers: Answers, form: QuestionForm | None
) -> HttpResponse:
    before = journey.before(step.slug, answers)
    back = (
        reverse(f"{journey.namespace}:question", args=[before.slug])
        if before
        else reverse(f"{journey.namespace}:start")
    )
    keys = [key for key, _ in journey.parts]
    place = keys.index(step.part)
    context = {
        **step.context(answers),
        **idle(journey),
        "journey": journey,
        "step": step,
        "form": form,
        "answers": answers,
        "back_url": reverse(f"{journey.namespace}:check") if "change" in request.GET else back,
        "part": {"number": place + 1, "count": len(keys), "title": journey.parts[place][1]},
        "offers_send": journey.offers_send(step.slug) and not step.ends,
    }
    return render(request, step.template, context)


def check(request: HttpRequest, journey: Journey, answers: Answers) -> HttpResponse:
    rows = [
        {
            "url": reverse(f"{journey.namespace}:question", args=[slug]) + "?change=1",
            "question": asked,
            "answer": answer,
        }
        for slug, asked, answer in journey.rows(answers)
    ]
    last = [step for step in journey.route(answers) if step.slug in answers][-1]
    context = {
        **journey.check_context(answers),
        **idle(journey),
        "journey": journey,
        "rows": rows,
        "back_url": reverse(f"{journey.namespace}:question", args=[last.slug]),
    }
    return render(request, journey.check_template, context)
