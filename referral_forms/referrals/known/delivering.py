"""From a friend's or neighbour's answers to a case."""

from datetime import datetime
from typing import Any

from journeys.drafts import Answers
from journeys.journey import Delivery, Journey
from referral_forms.inbox.actions import Arrival, Somebody
from referral_forms.inbox.models import Case, Person, Source
from referral_forms.referrals import judging as all_judging
from referral_forms.referrals import reaching, receiving, routing
from referral_forms.referrals.conditions import given

from . import judging

KIND = "someone_known"


def deliver(delivery: Delivery, journey: Journey) -> None:
    answers = delivery.answers
    area = routing.area_of(answers)
    contact = reaching.safe_contact(answers)
    judgement = judging.judge(answers, unread=delivery.language != "en" and journey.prose(answers))

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
            people=people(answers),
            source=Source.KNOWN,
            restricted=all_judging.restricted(answers),
        )

    def receipt(case: Case, word: str) -> Answers:
        told = sender(answers)["contact"]
        reachable = any(channel["safe"] == "yes" for channel in told["channels"].values())
        return {
            "reference": case.reference,
            "word": word,
            "in_danger": judgement.act_now,
            "will_call": told["will_call"] or not reachable,
            "area": area.slug if area else "",
            "restricted": case.restricted,
        }

    receiving.receive(delivery, arrange, receipt)


def people(answers: Answers) -> list[Somebody]:
    name = given(answers, "name", "name") or ""
    found = [
        Somebody(Person.Role.PERSON, {"name": name, "birth_date": ""}),
        Somebody(Person.Role.SENDER, sender(answers)),
    ]
    alleged, relation = (given(answers, "who-hurts", field) or "" for field in ("name", "relation"))
    if alleged or relation:
        found.append(Somebody(Person.Role.ALLEGED, {"name": alleged, "birth_date": "", "relation": relation}))
    return found


def sender(answers: Answers) -> dict[str, Any]:
    """Who told us. `contact` has the shape of `SafeContact.content`: the same rule holds for them."""
    spoken = given(answers, "language", "your_spoken") or ""
    contact = reaching.safe_contact(
        {
            "safe-contact": answers.get("your-contact") or {},
            "safe-times": answers.get("your-times") or {},
            "code-word": {"code_word": given(answers, "your-times", "code_word") or ""},
            "name": {"name": given(answers, "your-name", "name") or ""},
            "language": {"spoken": spoken, "interpreter": given(answers, "language", "your_interpreter")},
        }
    )
    return {
        "name": contact["name"],
        "birth_date": "",
        "relation": given(answers, "relation", "relation") or "other",
        "contact": contact,
    }
