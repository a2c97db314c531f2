"""Change how we reach you, or take it back: nothing that is stored is ever shown here."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from journeys.drafts import Answers
from journeys.journey import Delivery, Journey, Step
from referral_forms.inbox import contact_changes
from referral_forms.referrals import contact_forms, promises, reaching
from referral_forms.referrals.conditions import given

from . import forms
from .forms import Wanted

PARTS = [("change", _("what to change")), ("send", _("check and send"))]


def reach(answers: Answers) -> bool:
    return given(answers, "wanted", "wanted") == Wanted.REACH


def stop(answers: Answers) -> bool:
    return given(answers, "wanted", "wanted") == Wanted.STOP


STEPS = [
    Step("wanted", "change", forms.WantedForm, _("What to change")),
    Step(
        "safe-contact",
        "change",
        contact_forms.SafeContactForm,
        _("How to reach you"),
        template="referrals/changes/safe_contact.html",
        applies=reach,
    ),
    Step(
        "safe-times",
        "change",
        contact_forms.SafeTimesForm,
        _("Times"),
        template="referrals/safe_times.html",
        skippable=True,
        applies=reach,
    ),
    Step(
        "who-we-are",
        "change",
        contact_forms.WhoWeAreForm,
        _("What we say"),
        template="referrals/who_we_are.html",
        skippable=True,
        applies=reach,
    ),
    Step("code-word", "change", contact_forms.CodeWordForm, _("A word"), skippable=True, applies=reach),
    Step("stop", "send", heading=_("Stop"), template="referrals/changes/stop.html", applies=stop),
]


def deliver(delivery: Delivery) -> None:
    answers = delivery.answers
    wanted = Wanted(given(answers, "wanted", "wanted"))
    content = reaching.safe_contact(answers) if wanted == Wanted.REACH else {}
    delivery.close({"wanted": wanted.value})
    # A case that has gone meanwhile gets the same page: nobody learns here what is kept.
    contact_changes.ask(UUID(delivery.known["case"]), wanted, content)


JOURNEY = Journey(
    key="contact_change",
    namespace="changes",
    parts=PARTS,
    steps=STEPS,
    start_template="referrals/changes/start.html",
    check_template="referrals/changes/check.html",
    sent_template="referrals/changes/sent.html",
    deliver=deliver,
    send_now_from="safe-contact",
    unavailable=promises.unavailable,
)
