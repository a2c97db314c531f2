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
from journeys.journey import Delivery, Journey, Step
from journeys.keeping import IN_SESSION
from referral_forms.inbox.models import CameBy, Source
from referral_forms.inbox.permissions import cases_for
from referral_forms.referrals import notices
from referral_forms.referrals.conditions import given
from referral_forms.referrals.known.journey import JOURNEY as KNOWN
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


def _steps(how: type[QuestionForm], questions: Sequence[Step]) -> list[Step]:
    return [
        Step(HOW, "how", how, _("This conversation"), template="referrals/intake/how_it_came.html"),
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


def _deliver(delivery: Delivery, asked: Journey) -> None:
    """Hand over as the public journey does, with what only the worker knows."""
    answers = delivery.answers
    worker = User.objects.get(pk=delivery.known["worker"])
    if not has(worker, PERMISSION):
        raise PermissionDenied
    themself = asked.key == SELF.key
    came_by = CameBy(given(answers, HOW, "came_by"))
    unread = given(answers, HOW, "typed_in") == AS_SAID
    arrival = {
        "came_by": came_by,
        "source": Source.SELF if themself else Source(given(answers, HOW, "source")),
        "typed_by": worker,
        # On paper nobody was asked anything.
        "confirmed": themself and came_by != CameBy.PAPER,
        "language": spoken_language(answers),
    }

    def close(receipt: Answers) -> None:
        visible = cases_for(worker).filter(reference=receipt["reference"]).exists()
        delivery.close({**receipt, "visible": visible})

    asked.deliver(
        replace(
            delivery,
            close=close,
            language=spoken_language(answers) if unread else "en",
            known={**delivery.known, "arrival": arrival},
        )
    )


def _asked_by_staff(asked: Journey, how: type[QuestionForm], namespace: str) -> Journey:
    return Journey(
        # A draft of its own; the case is of the kind that was asked.
        key=namespace,
        namespace=namespace,
        parts=[("how", _("this conversation")), *asked.parts],
        steps=_steps(how, asked.steps),
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


FOR_THEMSELF = _asked_by_staff(SELF, HowItCameForm, "intake_for_themself")
FOR_ANOTHER = _asked_by_staff(KNOWN, WhoSpeaksForm, "intake_for_another")
