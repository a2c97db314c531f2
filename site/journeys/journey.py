"""A journey: questions in order, one a page, over a sealed draft. It knows no form of the business.

Answers are `{step slug: {field: JSON value}}`; a skipped step leaves `{}`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise

from vault.files.receiving import Rules

from . import drafts
from .drafts import Answers
from .forms import QuestionForm
from .keeping import IN_COOKIE, Keeping

Text = str | Promise
# What every journey has beside its questions.
ADDRESSES = {"first", "tasks", "check", "sent", "stay", "ended"}


def always(answers: Answers) -> bool:
    return True


@dataclass(frozen=True)
class Step:
    """One page. Without a form it only tells something; with `ends` it leads elsewhere and has no Continue.

    With `files` it takes files: its form is a `files.FilesForm`, its template `journeys/files.html` or built on that.
    """

    slug: str
    part: str
    form: type[QuestionForm] | None = None
    heading: Text = ""
    template: str = "journeys/question.html"
    applies: Callable[[Answers], bool] = always
    skippable: bool = False
    ends: bool = False
    why: Text = ""
    context: Callable[[Answers], dict[str, Any]] = lambda answers: {}
    files: Rules | None = None


@dataclass(frozen=True)
class Delivery:
    """What a journey hands over when it is sent. `close(receipt)` ends the draft; call it before the last write.

    `known` is what the journey was begun with: what its user did not type (`Journey.begun_with`).
    """

    draft_id: UUID
    answers: Answers
    close: Callable[[Answers], None]
    language: str
    known: Answers


@dataclass(frozen=True)
class Journey:
    """`unavailable(request)` names a template to show in place of the form, or None.

    `gate(request)` answers whoever may not be here at all. `begun_with(request)` is kept in the sealed draft and handed
    over with the answers. With `keep_for` a draft can be saved and opened again, by the same `owner_of(request)` only.
    With `tasks` the parts are tasks, done in any order once the first of them is done: see `task_list`. `idle`: how
    long answers are kept untouched.
    over with the answers. `frame` is the page around every question: without Exit where it is no visitor who answers,
    and then `public` is False. `keeping` holds the draft's token.
    """

    key: str
    namespace: str
    parts: Sequence[tuple[str, Text]]
    steps: Sequence[Step]
    start_template: str
    check_template: str
    sent_template: str
    deliver: Callable[[Delivery], None]
    send_now_from: str = ""
    start_context: Callable[[HttpRequest], dict[str, Any]] = lambda request: {}
    sent_context: Callable[[Answers], dict[str, Any]] = lambda receipt: {}
    check_context: Callable[[Answers], dict[str, Any]] = lambda answers: {}
    unavailable: Callable[[HttpRequest], str | None] = lambda request: None
    gate: Callable[[HttpRequest], HttpResponse | None] = lambda request: None
    begun_with: Callable[[HttpRequest], Answers] = lambda request: {}
    keep_for: timedelta | None = None
    owner_of: Callable[[HttpRequest], str] = lambda request: ""
    tasks: bool = False
    tasks_template: str = "journeys/tasks.html"
    idle: timedelta = drafts.IDLE

    def __post_init__(self) -> None:
        if taken := ADDRESSES & {step.slug for step in self.steps}:
            raise ValueError(f"{taken}: an address of every journey, so no question's")
        drafts.keep_for(self.key, self.idle)

    frame: str = "base.html"
    public: bool = True
    keeping: Keeping = IN_COOKIE

    def route(self, answers: Answers) -> list[Step]:
        """The steps that these answers lead through."""
        return [step for step in self.steps if step.applies(answers)]

    def step(self, slug: str) -> Step | None:
        return next((step for step in self.steps if step.slug == slug), None)

    def leg(self, slug: str, answers: Answers) -> list[Step]:
        """The steps among which Back and Continue lead from this one: the whole route, or that of its task."""
        route = self.route(answers)
        step = self.step(slug)
        return [each for each in route if step and each.part == step.part] if self.tasks else route

    def before(self, slug: str, answers: Answers) -> Step | None:
        route = self.leg(slug, answers)
        place = _place(route, slug)
        return route[place - 1] if place else None

    def after(self, slug: str, answers: Answers) -> Step | None:
        """The next step; None when the answers are ready to be checked, or the task is at its end."""
        route = self.leg(slug, answers)
        place = _place(route, slug)
        return route[place + 1] if place + 1 < len(route) else None

    def rows(self, answers: Answers) -> list[tuple[str, Text, Text]]:
        """(step slug, question, answer) of every question that was asked and still counts, skipped ones too."""
        return [
            (step.slug, question, answer)
            for step in self.route(answers)
            if step.form and step.slug in answers
            for question, answer in step.form.told(answers[step.slug] or {}, answers)
        ]

    def prose(self, answers: Answers) -> bool:
        """Whether anything was written in somebody's own words."""
        return any(step.form.prose(answers.get(step.slug) or {}) for step in self.route(answers) if step.form)

    def counting(self, answers: Answers) -> Answers:
        """The answers that still count: what somebody said before they changed their mind is not sent."""
        route = {step.slug for step in self.route(answers)}
        return {slug: given for slug, given in answers.items() if slug in route}

    def missing(self, answers: Answers) -> Step | None:
        """The first page that must be seen before anything can be sent, and has not been."""
        return next((step for step in self.route(answers) if step.ends or _due(step, answers)), None)

    def reachable(self, slug: str, answers: Answers) -> bool:
        """Whether every page before it that cannot be skipped has been answered; among tasks, those of its own."""
        route = self.leg(slug, answers)
        if slug not in {step.slug for step in route} or not self.is_open(route[0].part, answers):
            return False
        return not any(step.ends or _due(step, answers) for step in route[: _place(route, slug)])

    def is_open(self, part: str, answers: Answers) -> bool:
        """Whether that part may be begun: every task waits for the first."""
        first = self.parts[0][0]
        if not self.tasks or part == first:
            return True
        return not any(step.ends or _due(step, answers) for step in self.route(answers) if step.part == first)

    def offers_send(self, slug: str) -> bool:
        slugs = [step.slug for step in self.steps]
        return self.send_now_from in slugs and slugs.index(slug) >= slugs.index(self.send_now_from)


def _place(route: list[Step], slug: str) -> int:
    return next((place for place, step in enumerate(route) if step.slug == slug), 0)


def _due(step: Step, answers: Answers) -> bool:
    return step.slug not in answers and not step.skippable
