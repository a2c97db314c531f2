from collections.abc import Callable
from typing import Any

import pytest

from referral_forms.inbox.models import Case
from tests.referrals.conftest import Visitor
from tests.referrals.walker import Walker

START = "/en/get-help/changes/"
NEW_WAY: dict[str, dict[str, Any]] = {
    "wanted": {"wanted": "reach"},
    "safe-contact": {"call": "yes", "call_to": "01632 960 777", "email": "no"},
    "safe-times": {"times": ["weekend"]},
    "who-we-are": {"say_who": "yes", "hide_number": "yes", "who_sees": "my flatmate"},
    "code-word": {"code_word": "puffin"},
}


class Changer(Walker):
    """Somebody who comes back with reference and word."""

    def prove(self, reference: str, word: str) -> Any:
        return self.client.post(self.start, {"reference": reference, "word": word}, follow=True)

    def ask(self, case: Case, **changed: dict[str, Any]) -> Any:
        self.go_on(self.prove(case.reference, case.referral.answers["word"]), **changed)
        return self.client.post(self.page("check"), follow=True)


@pytest.fixture
def changer(world) -> Changer:
    return Changer(START, NEW_WAY)


@pytest.fixture
def another_changer(world) -> Callable[[], Changer]:
    return lambda: Changer(START, NEW_WAY)


@pytest.fixture
def sent(visitor: Visitor, cast: Any) -> Case:
    """A self-referral: calls to 01632 960123 and mails to zofia@example.com are safe."""
    visitor.answer_all()
    visitor.send()
    return Case.objects.get()
