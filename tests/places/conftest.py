from collections.abc import Callable
from datetime import datetime

import pytest

from places import demo, reference
from places.hours import LONDON
from places.models import Area


@pytest.fixture
def places(db) -> None:
    reference.load()


@pytest.fixture
def staffed(places) -> None:
    """Kent and Medway as the demo has them: Monday to Friday, nine to five, not on bank holidays."""
    demo.load()


@pytest.fixture
def area(places) -> Callable[[str], Area]:
    return lambda slug: Area.objects.get(slug=slug)


@pytest.fixture
def at() -> Callable[[str], datetime]:
    """A moment on London's clock: `at("2026-04-02 16:30")`."""
    return lambda text: datetime.fromisoformat(text).replace(tzinfo=LONDON)
