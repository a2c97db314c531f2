"""Cases that came with answers and people, by the same action as every form's."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.utils import timezone

from places import policy
from places.models import Area
from referral_forms.inbox import actions
from referral_forms.inbox.actions import Arrival, Judgement, Somebody
from referral_forms.inbox.models import Case
from referral_forms.referrals.models import Referral
from tests.arrivals import CONTACT

NO = {"safe": "no", "to": ""}


def contact(**safe: str) -> dict[str, Any]:
    """How to reach somebody: only the channels named are safe, at that number or address."""
    channels = {key: {"safe": "yes", "to": safe[key]} if key in safe else NO for key in CONTACT["channels"]}
    return {**CONTACT, "channels": channels}


def person(name: str, born: str = "", role: str = "person", **more: Any) -> Somebody:
    return Somebody(role, {"name": name, "birth_date": born, **more})


def came(
    *people: Somebody,
    area: str | None = "thanet",
    answers: Mapping[str, Any] | None = None,
    safe: dict[str, Any] | None = None,
    restricted: bool = False,
    now: datetime | None = None,
    why: Sequence[str] = (),
    **judged: Any,
) -> Case:
    """A self-referral with the Commission of its area."""
    now = now or timezone.now()
    where = Area.objects.get(slug=area) if area else None
    arrival = Arrival(
        kind="self_referral",
        draft_id=uuid4(),
        area=where,
        commission=policy.commission_for(where, timezone.localdate(now)) if where else None,
        language="en",
        judgement=Judgement(why=why, **judged),
        safe_contact=safe or contact(),
        people=people,
        restricted=restricted,
    )

    def detail(case: Case) -> None:
        Referral.objects.create(case=case, answers=dict(answers or {}), notice_version=1, notice_language="en")

    return actions.receive(arrival, detail, now=now)
