"""The whole demonstration, loaded once for all the tests that want it: making it takes seconds."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from django.db import connection, transaction

from content import reference as helplines
from home import demo as pages
from home.models import StandardPage
from services import demo as directory
from services.models import AccessPoint
from tests.cast import lay_foundations, settle


def load() -> None:
    load_directory()
    pages.load()


def load_directory() -> None:
    """Without the pages that editors write, which take longer than all the rest."""
    lay_foundations()
    helplines.load()
    directory.load()


class Standing:
    """The demonstration in one open transaction, which the tests that want it share and no other test sees."""

    def __init__(self) -> None:
        self.transaction: transaction.Atomic | None = None
        self.times = 0

    def open(self) -> None:
        if self.transaction is None:
            self.transaction = transaction.atomic()
            self.transaction.__enter__()
            self.times += 1
            load()
            settle()

    def close(self) -> None:
        held, self.transaction = self.transaction, None
        # Where a test lost the connection, the transaction went with it.
        if held is not None and connection.in_atomic_block:
            transaction.set_rollback(True)
            held.__exit__(None, None, None)


standing = Standing()


def before_each(item: pytest.Item, unblocked: Callable[[], AbstractContextManager[None]]) -> None:
    """Take it down before a test that does not want it; put it up again inside a file that wants it now and then."""
    wanted = "loaded" in getattr(item, "fixturenames", ())
    if standing.times and wanted != (standing.transaction is not None):
        with unblocked():
            standing.open() if wanted else standing.close()


def together(items: list[pytest.Item]) -> list[pytest.Item]:
    """The same tests, those that want it next to each other and in the middle: each of two workers loads it once."""
    wanting = [item for item in items if "loaded" in getattr(item, "fixturenames", ())]
    others = [item for item in items if "loaded" not in getattr(item, "fixturenames", ())]
    middle = max(0, len(items) // 2 - len(wanting) // 2)
    return [*others[:middle], *wanting, *others[middle:]]


@pytest.fixture(scope="module")
def loaded(standing_ends, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        standing.open()
        time, point = standing.times, transaction.savepoint()
        yield
        if standing.transaction is not None and standing.times == time:
            transaction.savepoint_rollback(point)


@pytest.fixture
def demonstration(loaded, db) -> None:
    """Every page and service of the demonstration, in three languages."""


def slugs() -> list[str]:
    """Addresses below a language: every standard page, and an access point that is translated."""
    pages = StandardPage.objects.live().filter(locale__language_code="en")
    point = AccessPoint.objects.filter(areas__slug="canterbury", locale__language_code="en").first()
    return [*(f"{page.slug}/" for page in pages), f"find-support/canterbury/{point.slug}/"]
