"""The same questions, asked by a worker: by telephone, to somebody who walked in, or from paper (domain H 14)."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import has
from journeys.drafts import Answers
from journeys.forms import QuestionForm
from journeys.journey import Delivery, Journey, Step, Text
from journeys.keeping import IN_SESSION
from referral_forms.inbox.models import CameBy, Case, Source
from referral_forms.inbox.permissions import cases_for
from referral_forms.referrals import notices
from referral_forms.referrals.conditions import given
from referral_forms.referrals.known.journey import JOURNEY as KNOWN
from referral_forms.referrals.professional.journey import JOURNEY as PROFESSIONAL
from referral_forms.referrals.self_referral import JOURNEY as SELF

from .forms import AS_SAID, OTHER, ExplainedForm, HowItCameForm, WhoSpeaksForm

PERMISSION = "case.work"
HOW = "how-it-came"


def gate(request: HttpRequest) -> HttpResponse | None:
    if not has(request.user, PERMISSION):
        raise Http404
    return None


def spoken_language(answers: Answers) -> str:
    """The site's code of the language that they speak; English where the site has no other word for it."""
    code = given(answers, HOW, "language") or "en"
    return "en" if code == OTHER else code


def written_language(answers: Answers, otherwise: str) -> str:
    """In which language the worker wrote down what was said."""
    if HOW not in answers:
        return otherwise
    return spoken_language(answers) if given(answers, HOW, "typed_in") == AS_SAID else "en"


def _notice(answers: Answers) -> dict[str, Any]:
    return {"notice": notices.current(spoken_language(answers))}


def _how(form: type[QuestionForm]) -> Step:
    return Step(HOW, "how", form, _("This conversation"), template="referrals/intake/how_it_came.html")


def _steps(how: type[QuestionForm], questions: Sequence[Step]) -> list[Step]:
    return [
        _how(how),
        *(step for step in questions if step.slug != "your-information"),
        Step(
            "explained",
            "send",
            ExplainedForm,
            _("Their information"),
            template="referrals/intake/explained.html",
            context=_notice,
        ),
    ]


def _tasks(asked: Journey) -> list[Step]:
    """How it came stands in the first task, before danger and place, for which every other task waits.

    Files are added on the case page afterwards.
    """
    first = asked.parts[0][0]
    questions = [step for step in asked.steps if step.files is None]
    return [_how(HowItCameForm), *(replace(step, part="how") if step.part == first else step for step in questions)]


def _parts(steps: Sequence[Step], asked: Journey) -> list[tuple[str, Text]]:
    left = {step.part for step in steps}
    return [
        ("how", _("This conversation, danger now, and the area")),
        *((key, title) for key, title in asked.parts if key in left),
    ]


def _deliver(delivery: Delivery, asked: Journey) -> None:
    """Hand over as the public journey does, with what only the worker knows."""
    answers = delivery.answers
    worker = User.objects.get(pk=delivery.known["worker"])
    if not has(worker, PERMISSION):
        raise PermissionDenied
    themself = asked.key == SELF.key
    came_by = CameBy(given(answers, HOW, "came_by"))
    unread = given(answers, HOW, "typed_in") == AS_SAID
    arrival: dict[str, Any] = {
        "came_by": came_by,
        "typed_by": worker,
        # On paper nobody was asked anything.
        "confirmed": themself and came_by != CameBy.PAPER,
        "language": spoken_language(answers),
    }

    # A professional says in a task of their own for what kind of organisation they work.
    if said := Source.SELF if themself else given(answers, HOW, "source"):
        arrival["source"] = Source(said)

    def close(receipt: Answers) -> None:
        case = Case.objects.get(reference=receipt["reference"])
        visible = cases_for(worker).filter(pk=case.pk).exists()
        delivery.close({**receipt, "visible": visible, "restricted": case.restricted})

    asked.deliver(
        replace(
            delivery,
            close=close,
            language=spoken_language(answers) if unread else "en",
            known={**delivery.known, "arrival": arrival},
        )
    )


def _asked_by_staff(asked: Journey, steps: Sequence[Step], namespace: str) -> Journey:
    return Journey(
        # A draft of its own; the case is of the kind that was asked.
        key=namespace,
        namespace=namespace,
        parts=[("how", _("this conversation")), *asked.parts],
        steps=steps,
        start_template="referrals/intake/start.html",
        check_template="referrals/check.html",
        sent_template="referrals/intake/sent.html",
        deliver=lambda delivery: _deliver(delivery, asked),
        send_now_from=asked.send_now_from,
        check_context=_notice,
        unavailable=asked.unavailable,
        gate=gate,
        begun_with=lambda request: {"worker": str(request.user.pk)},
        frame="referrals/intake/base.html",
        public=False,
        keeping=IN_SESSION,
    )


FOR_THEMSELF = _asked_by_staff(SELF, _steps(HowItCameForm, SELF.steps), "intake_for_themself")
FOR_ANOTHER = _asked_by_staff(KNOWN, _steps(WhoSpeaksForm, KNOWN.steps), "intake_for_another")


def _asked_of_a_professional(asked: Journey, namespace: str) -> Journey:
    """By task, as on the site, without saving; afterwards nobody has a page of their own."""
    steps = _tasks(asked)
    return replace(
        _asked_by_staff(asked, steps, namespace),
        parts=_parts(steps, asked),
        start_template="referrals/intake/start_for_professional.html",
        check_template=asked.check_template,
        sent_template="referrals/intake/sent_for_professional.html",
        sent_context=asked.sent_context,
        tasks=True,
        idle=asked.idle,
    )


FOR_PROFESSIONAL = _asked_of_a_professional(PROFESSIONAL, "intake_for_professional")
