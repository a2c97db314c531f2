from collections.abc import Callable
from typing import Any

import pytest

from tests.referrals.walker import Walker

START = "/en/get-help/for-someone-i-know/"
ANSWERS: dict[str, dict[str, Any]] = {
    "danger": {"danger": "no"},
    "relation": {"relation": "neighbour"},
    "place": {"place": "Margate"},
    "age": {"age": "18"},
    "what-you-see": {"kinds": ["stalking", "controlling"]},
    "signs": {"signs": ["escalation"]},
    "children": {"children": "yes", "child_hurt": "no", "children_more": "two"},
    "name": {"name": "Zofia"},
    "who-hurts": {"name": "Karol", "relation": "her husband"},
    "their-work": {"works_here": "no"},
    "knows": {"knows": "yes"},
    "may-contact": {"contact": "yes"},
    "safe-contact": {"call": "yes", "call_to": "01632 960 123", "voicemail": "no", "text": "unsure"},
    "safe-times": {"times": ["weekday_morning"], "times_more": "until 2"},
    "who-we-are": {"say_who": "no", "cover": "the library", "hide_number": "unsure", "who_sees": "Karol"},
    "your-contact": {"email": "yes", "email_to": "neighbour@example.com"},
    "your-times": {"times": ["weekend"], "code_word": "heron"},
    "your-name": {"name": "Bo"},
    "language": {"spoken": "Polish", "interpreter": "yes", "your_spoken": "English", "your_interpreter": "no"},
    "anything-else": {"more": "I hear it through the wall."},
}


@pytest.fixture
def neighbour(world) -> Walker:
    return Walker(START, ANSWERS)


@pytest.fixture
def neighbour_in(world) -> Callable[[str], Walker]:
    return lambda language: Walker(START.replace("/en/", f"/{language}/"), ANSWERS)
