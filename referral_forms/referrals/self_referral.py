"""The self-referral journey: its pages in order, and what becomes of the answers."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from journeys.drafts import Answers
from journeys.journey import Delivery, Journey, Step
from referral_forms.inbox.actions import Arrival, Somebody
from referral_forms.inbox.models import Case, Person

from . import contact_forms, forms, judging, notices, promises, reaching, receiving, routing
from .conditions import area_unclear, given, in_danger, lives_elsewhere, no_team, not_a_woman, under_18, women_only

KIND = "self_referral"

PARTS = [
    ("now", _("right now")),
    ("you", _("about you")),
    ("reach", _("reaching you")),
    ("more", _("language and more")),
    ("send", _("check and send")),
]


STEPS = [
    Step(
        "danger",
        "now",
        forms.DangerForm,
        _("Right now"),
        why=_("If you are in danger, the police can be with you faster than we can."),
    ),
    Step("call-999", "now", heading=_("Right now"), template="referrals/call_999.html", applies=in_danger),
    Step(
        "place",
        "you",
        forms.PlaceForm,
        _("Where you live"),
        skippable=True,
        why=_("Each area has its own team. We tell nobody where you are."),
    ),
    Step("which-area", "you", forms.WhichAreaForm, _("Where you live"), applies=area_unclear),
    Step("elsewhere", "you", heading=_("Where you live"), template="referrals/elsewhere.html", applies=lives_elsewhere),
    Step(
        "not-here-yet",
        "you",
        heading=_("Help in your area"),
        template="referrals/no_team.html",
        applies=no_team,
        ends=True,
        context=lambda answers: {"area": routing.area_of(answers)},
    ),
    Step("age", "you", forms.AgeForm, _("Your age"), why=_("If you are under 18, more people can help you.")),
    Step(
        "under-18",
        "you",
        heading=_("Your age"),
        template="referrals/under_18.html",
        applies=under_18,
        context=lambda answers: {
            "under_16": given(answers, "age", "age") in {"under_13", "13_15"},
            "area": routing.area_of(answers),
        },
    ),
    Step("woman", "you", forms.WomanForm, _("About you"), applies=women_only),
    Step("other-help", "you", heading=_("Other help"), template="referrals/other_help.html", applies=not_a_woman),
    Step(
        "what-is-happening",
        "you",
        forms.HappeningForm,
        _("What is happening"),
        skippable=True,
        why=_("It helps us to choose somebody who knows about it."),
    ),
    Step("name", "you", forms.NameForm, _("Your name"), skippable=True),
    Step(
        "safe-contact",
        "reach",
        contact_forms.SafeContactForm,
        _("How to reach you"),
        template="referrals/safe_contact.html",
        why=_("A call at the wrong time can put a person in danger. Your answers tell our staff what not to do."),
    ),
    Step(
        "safe-times",
        "reach",
        contact_forms.SafeTimesForm,
        _("Times"),
        skippable=True,
        template="referrals/safe_times.html",
    ),
    Step(
        "who-we-are",
        "reach",
        contact_forms.WhoWeAreForm,
        _("What we say"),
        skippable=True,
        template="referrals/who_we_are.html",
    ),
    Step("code-word", "reach", contact_forms.CodeWordForm, _("A word"), skippable=True),
    Step(
        "language",
        "more",
        contact_forms.LanguageForm,
        _("Language"),
        skippable=True,
        template="referrals/language.html",
    ),
    Step("anything-else", "more", forms.AnythingElseForm, _("Anything else"), skippable=True),
    Step(
        "your-information",
        "send",
        heading=_("Your information"),
        template="referrals/your_information.html",
        skippable=True,
        context=lambda answers: {"notice": notices.current(_language())},
    ),
]


def _language() -> str:
    return get_language() or "en"


def deliver(delivery: Delivery) -> None:
    answers = delivery.answers
    area = routing.area_of(answers)
    contact = reaching.safe_contact(answers)

    def arrange(word: str, now: datetime) -> Arrival:
        return Arrival(
            kind=KIND,
            draft_id=delivery.draft_id,
            area=area,
            commission=routing.commission_of(area, now),
            language=delivery.language,
            judgement=judging.judge(answers, unread=delivery.language != "en" and JOURNEY.prose(answers)),
            safe_contact=contact,
            look_up=[("word", word), *reaching.look_up(contact)],
            people=[Somebody(Person.Role.PERSON, {"name": contact["name"], "birth_date": ""})],
        )

    def receipt(case: Case, word: str) -> Answers:
        return {
            "reference": case.reference,
            "word": word,
            "in_danger": in_danger(answers),
            "will_call": contact["will_call"] or not judging.safe_channels(answers),
            "area": area.slug if area else "",
        }

    receiving.receive(delivery, arrange, receipt)


JOURNEY = Journey(
    key=KIND,
    namespace="for_yourself",
    parts=PARTS,
    steps=STEPS,
    start_template="referrals/start.html",
    check_template="referrals/check.html",
    sent_template="referrals/sent.html",
    deliver=deliver,
    send_now_from="safe-contact",
    start_context=lambda request: promises.of_every_team(timezone.now()),
    sent_context=lambda receipt: promises.of_receipt(receipt, timezone.now()),
    check_context=lambda answers: {"notice": notices.current(_language())},
    unavailable=promises.unavailable,
)
