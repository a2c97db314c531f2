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
    "language": {"spoken": "Polish", "interpreter": "yes", "interpreter_more": "a woman"},
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
        for _turn in range(30):
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
