"""The self-referral journey: what becomes of the answers. Its pages stand in `self_steps`."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from journeys.drafts import Answers
from journeys.journey import Delivery, Journey
from referral_forms.inbox import calls
from referral_forms.inbox.actions import Arrival, Somebody
from referral_forms.inbox.contact import booked_for
from referral_forms.inbox.models import Case, Person

from . import judging, notices, promises, reaching, receiving, routing
from .conditions import given
from .self_route import children_told, suicidal
from .self_steps import PARTS, STEPS, language

KIND = "self_referral"


def people_of(answers: Answers, name: str) -> list[Somebody]:
    """Everybody whom the answers name or tell of: the person, each child, and who hurts them."""
    born = given(answers, "birth-date", "birth_date") or ""
    return [
        Somebody(Person.Role.PERSON, {"name": name, "birth_date": born}),
        *(Somebody(Person.Role.CHILD, _child(child)) for child in children_told(answers)),
        *(Somebody(Person.Role.ALLEGED, other) for other in _alleged(answers)),
    ]


def _child(told: dict[str, Any]) -> dict[str, Any]:
    """`age`, `where` and `worried` are keys of `family_forms`."""
    return {
        "name": told.get("child_name", ""),
        "birth_date": told.get("birth_date") or "",
        "age": told.get("age", ""),
        "where": told.get("where", ""),
        "worried": told.get("worried", ""),
        "needs": told.get("child_more", ""),
    }


def _alleged(answers: Answers) -> list[dict[str, Any]]:
    told = answers.get("other-person") or {}
    if not any(told.values()):
        return []
    content = {"name": told.get("their_name", ""), "birth_date": ""}
    return [{**content, "relation": told.get("who", ""), "whereabouts": told.get("whereabouts", "")}]


def deliver(delivery: Delivery) -> None:
    answers = delivery.answers
    area = routing.area_of(answers)
    contact = reaching.safe_contact(answers)
    unread = delivery.language != "en" and JOURNEY.prose(answers)
    judgement = judging.judge(answers, unread=unread)

    def arrange(word: str, now: datetime) -> Arrival:
        return Arrival(
            kind=KIND,
            draft_id=delivery.draft_id,
            area=area,
            commission=routing.commission_of(area, now),
            language=delivery.language,
            judgement=judgement,
            safe_contact=contact,
            look_up=[("word", word), *reaching.look_up(contact)],
            people=people_of(answers, contact["name"]),
            restricted=judging.restricted(answers),
        )

    def book(case: Case) -> None:
        if contact["call_wanted"]:
            calls.book(case, datetime.fromisoformat(contact["call_wanted"]), timezone.now())

    def receipt(case: Case, word: str) -> Answers:
        booked = booked_for(case)
        return {
            "reference": case.reference,
            "word": word,
            "in_danger": judgement.act_now,
            "suicidal": suicidal(answers),
            "under_16": "under_16" in judgement.why,
            "will_call": contact["will_call"] or not judging.safe_channels(answers),
            "call_at": booked.isoformat() if booked else "",
            "call_missed": bool(contact["call_wanted"]) and booked is None,
            "area": area.slug if area else "",
            "restricted": case.restricted,
            "nowhere": given(answers, "tonight", "tonight") == "nowhere",
        }

    receiving.receive(delivery, arrange, receipt, book)


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
    check_context=lambda answers: {"notice": notices.current(language())},
    unavailable=promises.unavailable,
)
