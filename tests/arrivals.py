"""A case that has just come in."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from places.models import Area
from referral_forms.inbox import actions
from referral_forms.inbox.actions import Arrival, Judgement
from referral_forms.inbox.models import Case
from referral_forms.referrals.models import Referral

CONTACT = {
    "channels": {
        "call": {"safe": "yes", "to": "01632 960123"},
        "voicemail": {"safe": "no", "to": ""},
        "text": {"safe": "unsure", "to": ""},
        "email": {"safe": "", "to": ""},
        "post": {"safe": "", "to": ""},
    },
    "will_call": False,
    "times": ["weekday_morning"],
    "times_more": "9:30 to 2:30",
    "say_who": "no",
    "cover": "the library",
    "code_word": "kestrel",
    "name": "Zofia",
    "spoken": "",
    "interpreter": False,
    "interpreter_more": "",
}


@pytest.fixture
def arrive(world) -> Callable[..., Case]:
    """A self-referral that has just come in, by default from Thanet and judged as nothing special."""

    def receive(
        area: str | None = "thanet",
        contact: dict[str, Any] | None = None,
        now: Any = None,
        look_up: Any = (),
        **judged: Any,
    ) -> Case:
        arrival = Arrival(
            kind="self_referral",
            draft_id=uuid4(),
            area=Area.objects.get(slug=area) if area else None,
            commission=None,
            language="en",
            judgement=Judgement(**judged),
            safe_contact=contact or CONTACT,
            look_up=look_up,
        )

        def detail(case: Case) -> None:
            Referral.objects.create(
                case=case, answers={"name": {"name": "Zofia"}}, notice_version=1, notice_language="en"
            )

        return actions.receive(arrival, detail, now=now)

    return receive
