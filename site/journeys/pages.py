"""What the pages of a journey show."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import groupby
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst

from . import drafts
from .drafts import Answers
from .forms import QuestionForm
from .journey import Journey, Step
from .leaving import SeeOther


def somewhere_neutral() -> HttpResponse:
    """For an address of a journey that somebody has left: Back leads away, not in."""
    response = SeeOther(settings.NEUTRAL_SITE)
    response["Cache-Control"] = "no-store"
    return response


def minutes(journey: Journey) -> int:
    """After so many minutes alone the answers are forgotten."""
    return int(journey.idle.total_seconds() // 60)


def idle(journey: Journey) -> dict[str, Any]:
    """For the warning before answers are forgotten; times in seconds."""
    return {
        "no_store": True,
        "idle": {
            "public": journey.public,
            "warn_after": int((journey.idle - drafts.WARNING).total_seconds()),
            "end_after": int(journey.idle.total_seconds()),
            "minutes": minutes(journey),
            "stay_url": reverse(f"{journey.namespace}:stay"),
            "ended_url": reverse(f"{journey.namespace}:ended"),
        },
    }


def question(
    request: HttpRequest, journey: Journey, step: Step, answers: Answers, form: QuestionForm | None
) -> HttpResponse:
    before = journey.before(step.slug, answers)
    outside = reverse(f"{journey.namespace}:{'tasks' if journey.tasks else 'start'}")
    back = reverse(f"{journey.namespace}:question", args=[before.slug]) if before else outside
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


def _by_page(journey: Journey, answers: Answers, rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The rows of each page together, under its heading: one page can ask much, and repeated ones ask the same."""
    for slug, asked in groupby(rows, key=lambda row: row["slug"]):
        step = journey.step(slug)
        if step:
            told = list(asked)
            number = step.context(answers).get("number", "")
            yield {"heading": step.heading, "number": number, "url": told[0]["url"], "rows": told}


def check(request: HttpRequest, journey: Journey, answers: Answers) -> HttpResponse:
    parts = {step.slug: step.part for step in journey.steps}
    rows = [
        {
            "part": parts[slug],
            "url": reverse(f"{journey.namespace}:question", args=[slug]) + "?change=1",
            "slug": slug,
            "question": asked,
            "answer": answer,
        }
        for slug, asked, answer in journey.rows(answers)
    ]
    last = [step for step in journey.route(answers) if step.slug in answers][-1]
    before = reverse(f"{journey.namespace}:question", args=[last.slug])
    context = {
        **journey.check_context(answers),
        **idle(journey),
        "journey": journey,
        "rows": rows,
        "groups": [
            {"title": capfirst(str(title)), "rows": mine}
            for key, title in journey.parts
            if (mine := [row for row in rows if row["part"] == key])
        ],
        "pages": list(_by_page(journey, answers, rows)),
        "back_url": reverse(f"{journey.namespace}:tasks") if journey.tasks else before,
    }
    return render(request, journey.check_template, context)


def save(request: HttpRequest, journey: Journey, answers: Answers) -> HttpResponse:
    """What saving means, before anything is saved."""
    route = journey.route(answers)
    seen = [step for step in route if step.slug in answers]
    step = journey.missing(answers) or (seen or route)[-1]
    context = {
        **idle(journey),
        "journey": journey,
        "days": (journey.keep_for or timedelta()).days,
        "back_url": reverse(f"{journey.namespace}:question", args=[step.slug]),
    }
    return render(request, "journeys/save.html", context)
