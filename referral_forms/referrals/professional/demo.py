"""Invented professional referrals and one invented checklist. Everybody and everything in them is made up."""

from datetime import timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone, translation

from journeys.journey import Delivery
from referral_forms.inbox.models import Case

from ..models import Checklist
from ..models.checklists import Tool
from . import referrer
from .journey import deliver
from .referrer import Referrer

# Of nobody: it counts, and says nothing that any licensed checklist says.
QUESTIONS = [f"Dummy item {number}" for number in range(1, 25)]
THRESHOLD = 14
DOMAIN = "police.example"
NOBODY = {"safe": "no", "to": ""}
ASH = Referrer(
    name="Ash Fairlight",
    organisation="Invented Kent Police",
    source="police",
    email=f"ash.fairlight@{DOMAIN}",
    telephone="01632 960200",
    job="PC 1234 (made up)",
)
WREN = Referrer(
    name="Wren Holloway",
    organisation="Invented Housing",
    source="housing",
    email="wren@housing.example",
    telephone="01632 960201",
    job="Housing officer",
)


def _ago(days: int) -> str:
    return (timezone.localdate() - timedelta(days=days)).isoformat()


def _answers(who: Referrer, area: str, name: str, story: str, **more: Any) -> dict[str, Any]:
    channels = dict.fromkeys(("call", "voicemail", "text", "email", "post"), NOBODY)
    sender = {key: getattr(who, key) for key in ("source", "organisation", "name", "job", "email", "telephone")}
    return {
        "danger": {"danger": "no"},
        "place": {"area": area, "staffed": True, "women_only": False},
        "sender": sender,
        "knows": {"knows": "no"},
        "person": {"name": name, "birth_date": "1991-04-17"},
        "tonight": {"stay": "home_unsafe"},
        "safe-contact": {
            "channels": {**channels, "call": {"safe": "yes", "to": "01632 960301"}},
            "will_call": False,
            "through_me": False,
        },
        "children": {"children": "no"},
        "what-happened": {"kinds": ["physical", "controlling"], "story": story},
        "danger-now": {},
        "risk-tool": {"tool": "none"},
        "judgement": {"judgement": "unassessed"},
        "agreed": {"aware": "yes", "support": "yes", "sharing": "yes"},
        **more,
    }


def _cases() -> list[tuple[Referrer, dict[str, Any]]]:
    return [
        (
            ASH,
            _answers(
                ASH,
                "thanet",
                "Marlow (made up)",
                "Neighbours called three times since the summer. Officers saw a broken door.",
                **{
                    "what-happened": {
                        "kinds": ["physical", "stalking"],
                        "story": "Neighbours called three times since the summer. Officers saw a broken door.",
                        "numbers": "46/000001/26 (made up)",
                        "events": "yes",
                    },
                    "event-1": {"on": _ago(4), "what": "Door kicked in.", "another": "yes"},
                    "event-2": {"on": _ago(50), "what": "Shouting, things thrown.", "another": "yes"},
                    "event-3": {"on": _ago(120), "what": "Followed from work."},
                    "danger-now": {"strangulation": "yes", "weapon": "unsure", "threat_to_kill": "no"},
                    "alleged-1": {
                        "name": "Lane (made up)",
                        "relationship": "former partner",
                        "whereabouts": "bail",
                        "bail": "Not to come to her road.",
                    },
                    "risk-tool": {"tool": "dash"},
                    "score": {"score": 15, "unknown": 3, "done_on": _ago(4)},
                    "judgement": {"judgement": "high", "reason": "It gets worse each time."},
                },
            ),
        ),
        (
            WREN,
            _answers(
                WREN,
                "dover",
                "Sage (made up)",
                "She asked for another flat and cried. He holds her bank card.",
                children={"children": "yes"},
                **{
                    "child-1": {"name": "Fern (made up)", "birth_date": _ago(6 * 365), "school": "Hill School"},
                    "judgement": {"judgement": "medium", "reason": "She is watched, and not hurt."},
                    "agreed": {"aware": "yes", "support": "yes", "sharing": "unsure"},
                    "without": {"grounds": ["child"], "why": "The child is there.", "safe_to_tell": "yes"},
                },
            ),
        ),
        (
            ASH,
            _answers(
                ASH,
                "medway",
                "Briar (made up)",
                "A colleague of ours lives in the same house.",
                knows={"knows": "yes", "knows_who": "A colleague is the brother."},
            ),
        ),
    ]


def load() -> None:
    """Send each referral once, through the same action as the form; found again by its draft's id."""
    Checklist.objects.get_or_create(
        organisation=ASH.organisation,
        name="Dummy checklist",
        version="1",
        defaults={
            "tool": Tool.DASH,
            "owner": "Nobody: made up for the demonstration",
            "licence_note": "No licence is needed for 24 dummy items.",
            "domains": [DOMAIN],
            "questions": QUESTIONS,
            "threshold": THRESHOLD,
            "valid_from": timezone.localdate(),
            "loaded_at": timezone.now(),
        },
    )
    for number, (who, answers) in enumerate(_cases()):
        draft_id = uuid5(NAMESPACE_URL, f"waymark-demo-professional-{number}")
        if not Case.objects.filter(draft_id=draft_id).exists():
            with translation.override("en"):
                deliver(Delivery(draft_id, answers, lambda receipt: None, "en", {referrer.KEY: who.kept()}))
