"""The cast, and what every test stands on: one locale tree, one site, the reference data.

Maya works at triage for Thanet and Dover. Tom works at triage in Medway, and may see nothing of Maya's.
Jo manages triage everywhere. Sam leads safeguarding. Edie edits pages. Ada administers accounts.
Tara translates for Thanet and Dover. Olu audits. Dot is the data protection officer. Nobody has no membership at all.
"""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.utils import translation
from pytest_django.plugin import blocking_manager_key

from accounts import sessions
from accounts.models import User
from places import postcode_file
from tests import cast as people
from tests import flushing
from tests.arrivals import arrive  # noqa: F401 (a fixture)
from tests.home import demonstration
from tests.referrals.documents.clamd import no_scanner, one_scanner, scanner  # noqa: F401 (fixtures)
from vault import keys

flushing.install()


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path) -> Iterator[None]:
    """Anchors and uploads of one test are no other test's; nor are opened keys."""
    settings.MEDIA_ROOT = tmp_path / "media"
    anchors = {
        **settings.STORAGES["anchors"],
        "OPTIONS": {**settings.STORAGES["anchors"]["OPTIONS"], "location": str(tmp_path / "anchors")},
    }
    uploads = {
        **settings.STORAGES["uploads"],
        "OPTIONS": {**settings.STORAGES["uploads"]["OPTIONS"], "location": str(tmp_path / "uploads")},
    }
    settings.STORAGES = {**settings.STORAGES, "anchors": anchors, "uploads": uploads}
    yield
    keys.forget()
    # A request leaves its language behind in the thread.
    translation.deactivate()


@pytest.fixture(scope="session", autouse=True)
def postcodes_built() -> None:
    """Built once for all workers and runs: whoever comes first builds, the others wait for the lock."""
    postcode_file.build()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> None:
    """Lay the foundations once; only after a test's flush `world` has to lay them again."""
    with django_db_blocker.unblock():
        people.lay_foundations()


@pytest.fixture
def world(db) -> None:
    """Places, roles, notices, the page tree's root; teams work in Kent and Medway at all hours."""
    if not people.foundations_stand():
        people.lay_foundations()
    people.staff_kent()


@pytest.fixture
def cast(world) -> people.Cast:
    return people.gather()


@pytest.fixture
def signed_in() -> Callable[[User], Client]:
    """A browser of somebody who came through both steps."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        session = client.session
        sessions.start(session)
        sessions.mark_strong(session)
        session.save()
        client.cookies["staff"].set("staff", session.session_key, session.session_key)
        return client

    return sign_in


@pytest.fixture
def edie(cast, signed_in) -> Client:
    """The browser of the communications editor."""
    return signed_in(cast.edie)


@pytest.fixture(scope="session")
def standing_ends(django_db_setup, django_db_blocker) -> Iterator[None]:
    yield
    with django_db_blocker.unblock():
        demonstration.standing.close()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    demonstration.before_each(item, item.config.stash[blocking_manager_key].unblock)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--one-row", action="store_true", help="of a table of the same test only its first row")


def _first_rows(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Each test once. What differs between databases is seen in one row of a table as well as in forty."""
    first: dict[str, str] = {}
    for item in items:
        test = item.nodeid.partition("[")[0]
        first[test] = min(first.get(test, item.nodeid), item.nodeid)
    kept = [item for item in items if first[item.nodeid.partition("[")[0]] == item.nodeid]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Whoever uses the database uses both: cases here, their keys there."""
    if config.getoption("--one-row"):
        _first_rows(config, items)
    for item in items:
        marker = item.get_closest_marker("django_db")
        if marker or {"db", "transactional_db", "live_server"} & set(getattr(item, "fixturenames", ())):
            asked = dict(marker.kwargs) if marker else {}
            item.add_marker(pytest.mark.django_db(**{"databases": "__all__", **asked}), append=False)
    items[:] = demonstration.together(items)
