"""PC Ash of Kent's invented police, who refers somebody."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from referral_forms.referrals.professional.referrer import Referrer
from tests.referring import come_in

START = "/en/get-help/refer/referral/"
ASH = Referrer(
    name="Ash Officer", organisation="Kent Invented Police", source="police", email="ash@police.example", job="PC 1234"
)
NEXT = re.compile(r'govuk-task-list__link" href="([^"]+)"[^>]*>.*?__status[^>]*>(.*?)</div>', re.S)


def boxes(name: str, day: date) -> dict[str, int]:
    """A day as it is typed in its three boxes."""
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def ago(**time: int) -> date:
    return timezone.localdate() - timedelta(**time)


# What PC Ash answers, page by page; a page that is not here is passed by Continue.
ANSWERS: dict[str, dict[str, Any]] = {
    "danger": {"danger": "no"},
    "place": {"place": "Margate"},
    "sender": {"source": "police", "organisation": "Kent Invented Police", "team": "Thanet", "name": "Ash Officer",
               "job": "PC 1234", "telephone": "01632 960 200", "out_of_hours": ""},
    "knows": {"knows": "no"},
    "person": {"name": "Zofia Kestrelska", **boxes("birth_date", date(1990, 2, 28))},
    "safe-contact": {"call": "yes", "call_to": "01632 960 123"},
    "language": {"spoken": "Polish", "interpreter": "yes", "interpreter_more": "a woman", "access": "large print"},
    "children": {"children": "no"},
    "what-happened": {"kinds": ["physical"], "story": "Pushed down the stairs.", "numbers": "46/123/26"},
    "danger-now": {"threat_to_kill": "no", "strangulation": "no", "weapon": "no", "suicidal": "no",
                   "child_at_risk": "no", "forced_travel": "no", "knows_safe_address": "no"},
    "alleged-1": {"name": "Kim Kestrelski", "relationship": "husband"},
    "risk-tool": {"tool": "none"},
    "judgement": {"judgement": "unassessed"},
    "agreed": {"aware": "yes", "support": "yes", "sharing": "yes"},
}  # fmt: skip


class Professional:
    """Somebody who does one task after the other, as the list leads."""

    def __init__(self, language: str = "en"):
        self.client = Client()
        self.start = START.replace("/en/", f"/{language}/")

    def begin(self) -> HttpResponse:
        return self.client.post(self.start, follow=True)

    def page(self, slug: str) -> str:
        return f"{self.start}{slug}/"

    def answer(self, slug: str, **given: Any) -> HttpResponse:
        return self.client.post(self.page(slug), given, follow=True)

    def tasks(self) -> str:
        return self.client.get(self.page("tasks")).content.decode()

    def go_on(self) -> str:
        """The address of the first task that is not completed; the last one is to check and send."""
        return next(address for address, state in NEXT.findall(self.tasks()) if "Completed" not in state)

    def answer_all(self, until: str = "", **changed: dict[str, Any]) -> HttpResponse:
        """Every page in order, giving the usual answers but for `changed` (slug with _ for -)."""
        response = self.begin()
        for _turn in range(120):
            if slug_of(response) == "tasks":
                response = self.client.get(self.go_on(), follow=True)
            slug = slug_of(response)
            if slug in ("check", until):
                return response
            given = changed.get(slug.replace("-", "_"), ANSWERS.get(slug, {}))
            response = self.client.post(response.request["PATH_INFO"], given, follow=True)
            assert "govuk-error-summary" not in response.content.decode(), (slug, response.content.decode())
        raise AssertionError(f"the form does not end: {response.request['PATH_INFO']}")

    def send(self) -> HttpResponse:
        return self.client.post(f"{self.start}check/", follow=True)


def slug_of(response: HttpResponse) -> str:
    return response.request["PATH_INFO"].rstrip("/").rsplit("/", 1)[-1]


def ash_signed_in(language: str = "en") -> Professional:
    """PC Ash, through the way in."""
    ash = Professional(language)
    come_in(ash.client, ASH)
    return ash


@pytest.fixture
def professional(world) -> Professional:
    return ash_signed_in()


@pytest.fixture
def professional_in(world) -> Callable[[str], Professional]:
    return ash_signed_in
