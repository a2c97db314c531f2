from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse

from tests.referrals.walker import Walker

START = "/en/get-help/for-yourself/"

# What somebody in Margate answers who can be called and e-mailed, page by page.
ANSWERS: dict[str, dict[str, Any]] = {
    "danger": {"danger": "no"},
    "place": {"place": "Margate"},
    "age": {"age": "18"},
    "what-is-happening": {"kinds": ["stalking", "controlling"]},
    "name": {"name": "Zofia"},
    "safe-contact": {
        "call": "yes",
        "call_to": "01632 960 123",
        "voicemail": "no",
        "text": "unsure",
        "email": "yes",
        "email_to": "zofia@example.com",
    },
    "safe-times": {"times": ["weekday_morning"], "times_more": "until 2"},
    "who-we-are": {"say_who": "no", "cover": "the library", "hide_number": "yes", "who_sees": "my sister"},
    "code-word": {"code_word": "kestrel"},
    "language": {
        "spoken": "Polish",
        "interpreter": "yes",
        "interpreter_sex": "woman",
        "not_local": "on",
        "interpreter_more": "on the phone",
    },
    "danger-signs": {"signs": ["none"]},
    "more-signs": {"signs": ["separation", "isolation"]},
    "since-when": {"since": "years", "last": "week", "worse": "no"},
    "other-person": {"who": "ex", "whereabouts": "nearby", "their_name": "Konrad"},
    "their-work": {"works_here": "no"},
    "tonight": {"tonight": "short"},
    "pregnancy": {"pregnant": "no"},
    "children": {"children": "yes"},
    "child-1": {"child_name": "Hania", "age": "5_10", "where": "with_me", "worried": "no", "another": "yes"},
    "child-2": {
        "child_name": "Staś",
        "birth_date_day": "3",
        "birth_date_month": "4",
        "birth_date_year": "2023",
        "where": "both",
        "worried": "unsure",
        "child_more": "an inhaler",
        "another": "no",
    },
    "others-helping": {"agencies": ["police", "health"], "agencies_names": "Dr Lark"},
    "protection": {"order": "yes", "order_more": "until May", "plan": "no"},
    "access": {"access": ["reading"], "access_more": "short words"},
    "money": {"enough": "yes", "nrpf": "no"},
    "to-know": {"to_know": ["feelings"], "to_know_more": "I sleep badly."},
    # Left out, so that any age group can be tried with the rest.
    "birth-date": {},
    "wishes": {"wishes": ["talk"], "wishes_more": "Quiet nights."},
    "anything-else": {"more": "He is at work until five."},
    "your-information": {},
}


class Visitor(Walker):
    """Somebody who asks for help for themselves."""

    def __init__(self, language: str = "en"):
        super().__init__(START.replace("/en/", f"/{language}/"), ANSWERS)

    def answer_all(self, until: str = "check", **changed: dict[str, Any]) -> HttpResponse:
        """Follow the form from its first page, giving the usual answers but for `changed` (slug with _ for -)."""
        return self.walk(until or "check", **changed)

    def send(self, **changed: dict[str, Any]) -> HttpResponse:
        return self.client.post(self.page("check"), follow=True)


@pytest.fixture
def visitor(world) -> Visitor:
    return Visitor()


@pytest.fixture
def visitor_in(world) -> Callable[[str], Visitor]:
    return Visitor
