"""Invented cases, so that the queue shows what it is for. Everybody and everything in them is made up."""

from datetime import timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone, translation

from journeys.journey import Delivery
from referral_forms.inbox import calls
from referral_forms.inbox.models import Case, Risk

from . import routing
from .known import demo as known
from .professional import demo as professional
from .self_referral import deliver

NOBODY = {"safe": "no", "to": ""}


def _answers(
    area: str, name: str, *, danger: str = "no", age: str = "18", kinds: tuple[str, ...] = (), **more: Any
) -> dict[str, Any]:
    channels = dict.fromkeys(("call", "voicemail", "text", "email", "post"), NOBODY)
    return {
        "danger": {"danger": danger},
        "place": {"area": area, "staffed": True, "women_only": False, "no_recourse_asked": True, "calls": True},
        "age": {"age": age},
        "what-is-happening": {"kinds": list(kinds)},
        "name": {"name": name},
        "safe-contact": {
            "channels": {**channels, **more.get("channels", {})},
            "will_call": more.get("will_call", False),
        },
        "safe-times": {"times": ["weekday_morning"], "times_more": more.get("times", "")},
        "who-we-are": {"say_who": "no", "cover": more.get("cover", "")},
        "code-word": {"code_word": more.get("code_word", "")},
        "language": more.get("language", {}),
        **more.get("deeper", {}),
        "anything-else": {"more": more.get("said", "")},
    }


CALL = {"call": {"safe": "yes", "to": "01632 960101"}}
MAIL = {"email": {"safe": "yes", "to": "demo@example.com"}}

# What the first of them told of danger, home and children.
DEEPER: dict[str, Any] = {
    "danger-signs": {"signs": ["threat_to_kill", "child_at_risk"]},
    "more-signs": {"signs": ["separation", "isolation"]},
    "since-when": {"since": "years", "last": "week", "worse": "yes"},
    "other-person": {"who": "partner", "whereabouts": "with_me", "their_name": "Alex"},
    "tonight": {"tonight": "with_them"},
    "pregnancy": {"pregnant": "no"},
    "children": {"children": "yes"},
    "child-1": {"child_name": "Bee", "age": "5_10", "where": "with_me", "worried": "yes", "another": "yes"},
    "child-2": {"child_name": "Jo", "birth_date": "2024-02-29", "where": "with_me", "worried": "unsure"},
    "others-helping": {"agencies": ["health", "school"], "agencies_names": ""},
    "protection": {"order": "no", "plan": "unsure"},
    "access": {"access": ["hearing"], "access_more": "A quiet room"},
    "money": {"enough": "no", "nrpf": "unsure"},
    "to-know": {"to_know": ["feelings"], "to_know_more": ""},
    "wishes": {"wishes": ["safer_home", "children"], "wishes_more": ""},
}
# Language, answers, and the risk that a worker would have found by now (None: nobody has looked yet).
CASES: list[tuple[str, dict[str, Any], str | None]] = [
    (
        "en",
        _answers(
            "thanet",
            "Robin",
            danger="yes",
            kinds=("physical", "controlling"),
            channels=CALL,
            times="until 2:30",
            cover="the library",
            code_word="lantern",
            said="It got worse last week.",
            deeper=DEEPER,
        ),
        None,
    ),
    (
        "pl",
        _answers(
            "dover",
            "Ola",
            kinds=("stalking",),
            channels=MAIL,
            said="Mówię po polsku.",
            language={"spoken": "Polski", "interpreter": "yes", "interpreter_sex": "woman", "not_local": True},
            deeper={"tonight": {"tonight": "nowhere"}, "other-person": {"who": "ex", "whereabouts": "nearby"}},
        ),
        None,
    ),
    ("en", _answers("medway", "Sky", age="16_17", kinds=("family",), channels=CALL), None),
    ("en", _answers("canterbury", "Jamie", kinds=("controlling", "money"), channels=CALL), Risk.HIGH),
    (
        "ar",
        _answers(
            "ashford",
            "نور",
            kinds=("honour",),
            will_call=True,
            language={"spoken": "العربية", "dialect": "سوداني", "interpreter": "yes", "interpreter_sex": "woman"},
        ),
        None,
    ),
    ("en", _answers("swale", "Chris", kinds=("controlling",), channels=MAIL), Risk.MEDIUM),
    ("en", _answers("maidstone", "Lee", kinds=("physical",), channels=CALL, deeper={"call-time": {}}), Risk.MEDIUM),
    ("en", _answers("gravesham", "Pat", kinds=("other",), channels=MAIL), Risk.STANDARD),
    ("en", _answers("thanet", "Max", kinds=("money",), channels=CALL), Risk.STANDARD),
]


def _soon(answers: dict[str, Any]) -> dict[str, str]:
    """The first time for a call that is free when the demo is loaded."""
    area = routing.area_of(answers)
    slots = calls.free(area, timezone.now()) if area else []
    return {"time": slots[0].starts_at.isoformat()} if slots else {}


def load() -> None:
    """Send each case once, through the same action as the form; found again by its draft's id."""
    for number, (language, answers, risk) in enumerate(CASES):
        draft_id = uuid5(NAMESPACE_URL, f"waymark-demo-{number}")
        if Case.objects.filter(draft_id=draft_id).exists():
            continue
        called = {"call-time": _soon(answers)} if "call-time" in answers else {}
        with translation.override(language):
            deliver(Delivery(draft_id, {**answers, **called}, lambda receipt: None, language, {}))
        if risk:
            case = Case.objects.get(draft_id=draft_id)
            case.risk, case.state = risk, "open"
            case.opened_at, case.next_alert_at = timezone.now() - timedelta(minutes=1), None
            case.save()
    professional.load()
    known.load()
