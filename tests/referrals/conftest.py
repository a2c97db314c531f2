from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

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
    "who-we-are": {"say_who": "no", "cover": "the library"},
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


class Visitor:
    """Somebody who fills in the form, one page after the other."""

    def __init__(self, language: str = "en"):
        self.client = Client()
        self.start = START.replace("/en/", f"/{language}/")

    def begin(self) -> HttpResponse:
        return self.client.post(self.start, follow=True)

    def page(self, slug: str) -> str:
        return f"{self.start}{slug}/"

    def answer(self, slug: str, **given: Any) -> HttpResponse:
        return self.client.post(self.page(slug), given, follow=True)

    def answer_all(self, until: str = "", **changed: dict[str, Any]) -> HttpResponse:
        """Follow the form from its first page, giving the usual answers but for `changed` (slug with _ for -)."""
        response = self.begin()
        for _turn in range(60):
            slug = response.request["PATH_INFO"].rstrip("/").rsplit("/", 1)[-1]
            if slug in ("check", until):
                return response
            given = changed.get(slug.replace("-", "_"), ANSWERS.get(slug, {}))
            response = self.client.post(response.request["PATH_INFO"], given, follow=True)
        raise AssertionError(f"the form does not end: {response.request['PATH_INFO']}")

    def send(self) -> HttpResponse:
        return self.client.post(f"{self.start}check/", follow=True)


@pytest.fixture
def visitor(world) -> Visitor:
    return Visitor()


@pytest.fixture
def visitor_in(world) -> Callable[[str], Visitor]:
    return Visitor
