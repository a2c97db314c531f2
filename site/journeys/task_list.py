"""The parts of a journey as tasks: which are done, which are begun, and which must wait."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from . import pages
from .drafts import Answers
from .journey import Journey, Step, Text


class State(Enum):
    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    CANNOT_START = "cannot_start"


WORDS: dict[State, Text] = {
    State.NOT_STARTED: _("Not started yet"),
    State.IN_PROGRESS: _("In progress"),
    State.COMPLETED: _("Completed"),
    State.CANNOT_START: _("Cannot start yet"),
}
# What is done stands as plain words; what is still to do stands out.
TAGS = {State.NOT_STARTED: "govuk-tag--blue", State.IN_PROGRESS: "govuk-tag--yellow"}


@dataclass(frozen=True)
class Task:
    """`url` is empty while it cannot be started."""

    key: str
    title: Text
    state: State
    url: str
    hint: Text = ""

    @property
    def words(self) -> Text:
        return WORDS[self.state]

    @property
    def tag(self) -> str:
        return TAGS.get(self.state, "")


def tasks(journey: Journey, answers: Answers) -> Iterator[Task]:
    """Every part that has a page for these answers, in order."""
    route = journey.route(answers)
    for key, title in journey.parts:
        steps = [step for step in route if step.part == key]
        if steps:
            state = _state(journey, key, steps, answers)
            address = "" if state is State.CANNOT_START else _address(journey, steps, answers, state)
            yield Task(key, title, state, address)


def sending(journey: Journey, answers: Answers) -> Task:
    """The last task: everything that has to be answered must be there first."""
    title = _("Check and send")
    if journey.missing(answers):
        return Task("check", title, State.CANNOT_START, "", _("First do every task that is marked as needed."))
    return Task("check", title, State.NOT_STARTED, reverse(f"{journey.namespace}:check"))


def _state(journey: Journey, key: str, steps: list[Step], answers: Answers) -> State:
    if not journey.is_open(key, answers):
        return State.CANNOT_START
    seen = [step.slug in answers for step in steps]
    if all(seen):
        return State.COMPLETED
    return State.IN_PROGRESS if any(seen) else State.NOT_STARTED


def _address(journey: Journey, steps: list[Step], answers: Answers, state: State) -> str:
    """Where the task goes on; one that is done opens at its first page."""
    unseen = (step for step in steps if step.slug not in answers)
    step = steps[0] if state is State.COMPLETED else next(unseen)
    return reverse(f"{journey.namespace}:question", args=[step.slug])


def is_needed(journey: Journey, key: str, answers: Answers) -> bool:
    """Whether something in that part has to be answered before the rest can be sent."""
    return any(not step.skippable for step in journey.route(answers) if step.part == key)


def page(request: HttpRequest, journey: Journey, answers: Answers) -> HttpResponse:
    listed = list(tasks(journey, answers))
    context = {
        **pages.idle(journey),
        "journey": journey,
        "tasks": [{"task": task, "needed": is_needed(journey, task.key, answers)} for task in listed],
        "sending": sending(journey, answers),
        "done": sum(task.state is State.COMPLETED for task in listed),
        "back_url": reverse(f"{journey.namespace}:start"),
    }
    return render(request, journey.tasks_template, context)
