"""PC Ash of Kent's invented police, who refers somebody."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.utils import timezone

from journeys import drafts, task_list
from referral_forms.referrals.professional.journey import JOURNEY
from referral_forms.referrals.professional.referrer import Referrer
from tests.referrals.walker import Walker, slug_of
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
    "who-we-are": {"say_who": "no", "hide_number": "yes", "who_sees": "her son"},
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


class Professional(Walker):
    """Somebody who does one task after the other, as the list leads."""

    def __init__(self, language: str = "en"):
        super().__init__(START.replace("/en/", f"/{language}/"), ANSWERS)

    def tasks(self) -> str:
        return self.client.get(self.page("tasks")).content.decode()

    def go_on_task(self) -> str:
        """The address of the first task that is not completed; the last one is to check and send."""
        return next(address for address, state in NEXT.findall(self.tasks()) if "Completed" not in state)

    def led_from(self, path: str, given: dict[str, Any]) -> str:
        return self.next_task() if slug_of(path) == "tasks" else super().led_from(path, given)

    def next_task(self) -> str:
        """What `go_on_task` reads off the list, without drawing it."""
        opened = drafts.read(self.client.cookies["visit"].value, JOURNEY.key)
        assert opened
        listed = [*task_list.tasks(JOURNEY, opened.answers), task_list.sending(JOURNEY, opened.answers)]
        return next(task.url for task in listed if task.state is not task_list.State.COMPLETED)

    def answer_all(self, until: str = "check", **changed: dict[str, Any]) -> HttpResponse:
        """Every page in order, giving the usual answers but for `changed` (slug with _ for -)."""
        return self.walk(until or "check", **changed)

    def send(self, **changed: dict[str, Any]) -> HttpResponse:
        return self.client.post(self.page("check"), follow=True)


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
