"""Invented cases, so that the queue shows what it is for. Everybody and everything in them is made up."""

from datetime import timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone, translation

from journeys.journey import Delivery
from referral_forms.inbox.models import Case, Risk

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
        "place": {"area": area, "staffed": True, "women_only": False},
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
        "anything-else": {"more": more.get("said", "")},
    }


CALL = {"call": {"safe": "yes", "to": "01632 960101"}}
MAIL = {"email": {"safe": "yes", "to": "demo@example.com"}}

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
            language={"spoken": "Polski", "interpreter": "yes", "interpreter_more": "kobieta"},
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
            language={"spoken": "العربية", "interpreter": "yes", "interpreter_more": "امرأة"},
        ),
        None,
    ),
    ("en", _answers("swale", "Chris", kinds=("controlling",), channels=MAIL), Risk.MEDIUM),
    ("en", _answers("maidstone", "Lee", kinds=("physical",), channels=CALL), Risk.MEDIUM),
    ("en", _answers("gravesham", "Pat", kinds=("other",), channels=MAIL), Risk.STANDARD),
    ("en", _answers("thanet", "Max", kinds=("money",), channels=CALL), Risk.STANDARD),
]


def load() -> None:
    """Send each case once, through the same action as the form; found again by its draft's id."""
    for number, (language, answers, risk) in enumerate(CASES):
        draft_id = uuid5(NAMESPACE_URL, f"waymark-demo-{number}")
        if Case.objects.filter(draft_id=draft_id).exists():
            continue
        with translation.override(language):
            deliver(Delivery(draft_id, answers, lambda receipt: None, language, {}))
        if risk:
            case = Case.objects.get(draft_id=draft_id)
            case.risk, case.state = risk, "open"
            case.opened_at, case.next_alert_at = timezone.now() - timedelta(minutes=1), None
            case.save()
    professional.load()
    known.load()
