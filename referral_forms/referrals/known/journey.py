"""For someone I know: its pages in order. What they may and should not do stands on the first."""

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from journeys.drafts import Answers
from journeys.journey import Delivery, Journey, Step
from referral_forms.referrals import contact_forms as own_contact_forms
from referral_forms.referrals import forms as own_forms
from referral_forms.referrals import notices, promises, routing, work_forms
from referral_forms.referrals.conditions import (
    area_unclear,
    given,
    lives_elsewhere,
    no_team,
    not_a_woman,
    under_18,
    women_only,
)

from . import contact_forms, delivering, forms, judging
from .delivering import KIND

PARTS = [
    ("now", _("right now")),
    ("them", _("about the person")),
    ("reach", _("reaching the person")),
    ("you", _("about you")),
    ("send", _("check and send")),
]


def may_contact(answers: Answers) -> bool:
    return given(answers, "may-contact", "contact") == "yes"


def maybe_in_danger(answers: Answers) -> bool:
    """Who does not know is shown 999 as well (domain H 12)."""
    return given(answers, "danger", "danger") in ("yes", "unsure")


def told_later(answers: Answers) -> bool:
    """Something that cannot wait was said after the first question."""
    return not maybe_in_danger(answers) and judging.told_to_act(answers)


def _area(answers: Answers) -> dict[str, object]:
    return {"area": routing.area_of(answers)}


WHERE = _("Where the person lives")
SAFE = _("A call at the wrong time can put a person in danger. Your answers tell our staff what not to do.")

STEPS = [
    Step("danger", "now", forms.DangerForm, _("Right now"), why=_("The police can be there faster than we can.")),
    Step("call-999", "now", heading=_("Right now"), template="referrals/known/call_999.html", applies=maybe_in_danger),
    Step(
        "relation",
        "now",
        forms.RelationForm,
        _("About you"),
        why=_("It tells us how much you can know, and what is safe to ask you."),
    ),
    Step(
        "place",
        "them",
        forms.TheirPlaceForm,
        WHERE,
        skippable=True,
        why=_("Each area has its own team. We keep only the area."),
    ),
    Step("which-area", "them", forms.TheirAreaForm, WHERE, applies=area_unclear),
    Step("elsewhere", "them", heading=WHERE, template="referrals/known/elsewhere.html", applies=lives_elsewhere),
    Step(
        "not-here-yet",
        "them",
        heading=_("Help in your area"),
        template="referrals/no_team.html",
        applies=no_team,
        ends=True,
        context=_area,
    ),
    Step("age", "them", forms.TheirAgeForm, _("Their age"), why=_("If they are under 18, more people can help.")),
    Step(
        "under-18",
        "them",
        heading=_("Their age"),
        template="referrals/known/under_18.html",
        applies=under_18,
        context=_area,
    ),
    Step("woman", "them", forms.TheyAreAWomanForm, _("About the person"), applies=women_only),
    Step(
        "other-help",
        "them",
        heading=_("Other help"),
        template="referrals/known/other_help.html",
        applies=not_a_woman,
    ),
    Step(
        "what-you-see",
        "them",
        forms.SeenForm,
        _("What you see"),
        skippable=True,
        why=_("It helps us to choose somebody who knows about it."),
    ),
    Step(
        "signs",
        "them",
        forms.SignsForm,
        _("Danger"),
        skippable=True,
        why=_("These can mean that somebody may be badly hurt. We look at those first."),
    ),
    Step(
        "children", "them", forms.ChildrenForm, _("Children"), skippable=True, template="referrals/known/children.html"
    ),
    Step(
        "call-now",
        "them",
        heading=_("Danger"),
        template="referrals/known/call_now.html",
        applies=told_later,
        context=_area,
    ),
    Step("name", "them", forms.TheirNameForm, _("Their name"), skippable=True),
    Step(
        "who-hurts",
        "them",
        forms.WhoHurtsForm,
        _("Who does it"),
        skippable=True,
        template="referrals/known/who_hurts.html",
    ),
    Step(
        "their-work",
        "them",
        work_forms.WorkOfWhoHurtsThemForm,
        _("Their work"),
        skippable=True,
        template="referrals/their_work.html",
        why=_("So that what you send is kept away from people who work with them."),
    ),
    Step("knows", "reach", forms.KnowsForm, _("What they know"), why=_("So that we do not surprise or endanger them.")),
    Step("may-contact", "reach", forms.MayContactForm, _("Contact"), why=SAFE),
    Step(
        "safe-contact",
        "reach",
        contact_forms.TheirContactForm,
        _("How to reach the person"),
        template="referrals/known/their_contact.html",
        applies=may_contact,
        why=SAFE,
    ),
    Step(
        "safe-times",
        "reach",
        contact_forms.TheirTimesForm,
        _("Times"),
        skippable=True,
        template="referrals/known/times.html",
        applies=may_contact,
    ),
    Step(
        "who-we-are",
        "reach",
        own_contact_forms.WhoWeAreForm,
        _("What we say"),
        skippable=True,
        template="referrals/who_we_are.html",
        applies=may_contact,
    ),
    Step(
        "your-contact",
        "you",
        contact_forms.YourContactForm,
        _("How to reach you"),
        skippable=True,
        template="referrals/known/your_contact.html",
        why=SAFE,
    ),
    Step(
        "your-times",
        "you",
        contact_forms.YourTimesForm,
        _("Times"),
        skippable=True,
        template="referrals/known/times.html",
    ),
    Step("your-name", "you", forms.YourNameForm, _("Your name"), skippable=True),
    Step("language", "you", forms.LanguagesForm, _("Language"), skippable=True, template="referrals/language.html"),
    Step("anything-else", "you", own_forms.AnythingElseForm, _("Anything else"), skippable=True),
    Step(
        "your-information",
        "send",
        heading=_("Your information"),
        template="referrals/your_information.html",
        skippable=True,
        context=lambda answers: {"notice": notices.current(get_language() or "en")},
    ),
]


def deliver(delivery: Delivery) -> None:
    delivering.deliver(delivery, JOURNEY)


JOURNEY = Journey(
    key=KIND,
    namespace="for_someone_i_know",
    parts=PARTS,
    steps=STEPS,
    start_template="referrals/known/start.html",
    check_template="referrals/check.html",
    sent_template="referrals/known/sent.html",
    deliver=deliver,
    send_now_from="safe-contact",
    start_context=lambda request: promises.of_every_team(timezone.now()),
    sent_context=lambda receipt: promises.of_receipt(receipt, timezone.now()),
    check_context=lambda answers: {"notice": notices.current(get_language() or "en")},
    unavailable=promises.unavailable,
)
