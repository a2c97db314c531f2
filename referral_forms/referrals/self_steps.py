"""The pages of a self-referral in order. Safe contact comes early: from there on all can be sent (domain H 8)."""

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from journeys.journey import Step

from . import call_forms, contact_forms, forms, notices, routing
from .conditions import area_unclear, given, in_danger, lives_elsewhere, no_team, not_a_woman, under_18, women_only
from .self_deeper_steps import HELP, HOME, SAFE
from .self_route import can_be_called

PARTS = [
    ("now", _("right now")),
    ("you", _("about you")),
    ("reach", _("reaching you")),
    ("safe", _("how safe you are")),
    ("home", _("home and children")),
    ("help", _("help for you")),
    ("send", _("check and send")),
]


def language() -> str:
    return get_language() or "en"


ABOUT = [
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
        why=_("Each area has its own team. We keep only the area."),
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
            "from_age": routing.too_young_for(answers, given(answers, "age", "age")),
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
]
REACH = [
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
        "call-time",
        "reach",
        call_forms.CallTimeForm,
        _("When we call"),
        applies=can_be_called,
        skippable=True,
        template="referrals/call_time.html",
        why=_("We keep this time free for you, so that you can be alone when the phone rings."),
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
        "reach",
        contact_forms.LanguageForm,
        _("Language"),
        skippable=True,
        template="referrals/language.html",
        why=_("So that you can talk in the language that is easiest for you, with somebody you can trust."),
    ),
]
SEND = [
    Step(
        "your-information",
        "send",
        heading=_("Your information"),
        template="referrals/your_information.html",
        skippable=True,
        context=lambda answers: {"notice": notices.current(language())},
    ),
]
STEPS = [*ABOUT, *REACH, *SAFE, *HOME, *HELP, *SEND]
