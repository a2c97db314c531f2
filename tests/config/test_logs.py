"""A log line says what broke and where; never a word of anybody's."""

import io
import logging
from collections.abc import Iterator

import pytest
import structlog
from django.conf import settings as django_settings
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from config import urls

CANARY = "kestrel7319"


def broken(request: HttpRequest, word: str) -> HttpResponse:
    told = request.POST.get("told", "")
    try:
        raise KeyError(told)
    except KeyError as error:
        raise ValueError(f"{told} {word}") from error


urlpatterns = [path("en/broken/<word>/", broken), *urls.urlpatterns]
handler400 = "config.errors.bad_request"
handler404 = "config.errors.not_found"
handler500 = "config.errors.server_error"


@pytest.fixture
def lines(settings) -> Iterator[io.StringIO]:
    """Everything that the site's own handler writes, however small."""
    settings.ROOT_URLCONF = __name__
    root, out = logging.getLogger(), io.StringIO()
    config = django_settings.LOGGING["formatters"]["private"]
    options = {key: value for key, value in config.items() if key != "()"}
    handler = logging.StreamHandler(out)
    handler.setFormatter(config["()"](**options))
    before = root.level
    gunicorn = logging.getLogger("gunicorn.error")  # keeps its lines to itself
    for logger in (root, gunicorn):
        logger.addHandler(handler)
    root.setLevel(logging.DEBUG)
    quiet = {name: logging.getLogger(name).level for name in ("django", "django.request")}
    for name in quiet:
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield out
    for logger in (root, gunicorn):
        logger.removeHandler(handler)
    root.setLevel(before)
    for name, level in quiet.items():
        logging.getLogger(name).setLevel(level)


@pytest.fixture
def visitor() -> Client:
    return Client(raise_request_exception=False)


def test_a_fault_is_logged_with_its_types_and_places_only(lines, visitor: Client):
    visitor.post(f"/en/broken/{CANARY}/?place={CANARY}", {"told": CANARY}, headers={"user-agent": CANARY})
    text = lines.getvalue()
    assert "ValueError < KeyError" in text
    assert "broken:" in text
    assert "POST en/broken/<word>/" in text
    assert CANARY not in text


@pytest.mark.django_db
def test_an_address_that_is_not_there_is_not_repeated(lines, visitor: Client):
    visitor.get(f"/en/{CANARY}/?q={CANARY}", headers={"referer": f"http://testserver/{CANARY}"})
    assert "request_finished" in lines.getvalue()
    assert CANARY not in lines.getvalue()


def test_a_host_name_that_is_not_ours_is_not_repeated(lines, visitor: Client):
    visitor.get("/health/live/", headers={"host": f"{CANARY}.example"})
    assert lines.getvalue()
    assert CANARY not in lines.getvalue()


@pytest.mark.django_db
def test_no_line_tells_an_internet_address(lines, visitor: Client):
    visitor.get("/en/nothing-here/", REMOTE_ADDR="203.0.113.77")
    assert "request_finished" in lines.getvalue()
    assert "203.0.113.77" not in lines.getvalue()


def test_words_in_a_message_of_other_code_are_left_out(lines):
    logging.getLogger("some.library").warning("could not read %s", CANARY)
    logging.getLogger("some.library").warning(f"could not read {CANARY}")  # noqa: G004 (as others do)
    logging.getLogger("gunicorn.error").warning("Invalid request from ip=%s", CANARY)
    logging.getLogger("django.request").warning("%s: %s", "Not Found", f"/en/{CANARY}/")
    try:
        raise RuntimeError(CANARY)
    except RuntimeError:
        logging.getLogger("some.library").exception(CANARY)
    assert lines.getvalue().count("\n") == 5
    assert CANARY not in lines.getvalue()


def test_our_own_events_lose_what_nobody_vouched_for(lines):
    structlog.get_logger().warning("mail_not_sent", attempts=3, recipient=CANARY, detail={"name": CANARY})
    structlog.get_logger().warning(f"Could not reach {CANARY}")
    assert "attempts=3" in lines.getvalue()
    assert CANARY not in lines.getvalue()


@pytest.mark.parametrize(
    "line", ["Invalid request from ip={}: {}", "Invalid header {}{}", "Error handling request {}{}"]
)
def test_gunicorn_writes_addresses_into_its_lines_and_they_stay_out(lines, line: str):
    logging.getLogger("gunicorn.error").warning(line.format("203.0.113.77", CANARY))
    assert "warning" in lines.getvalue()
    assert CANARY not in lines.getvalue()
    assert "203.0.113.77" not in lines.getvalue()


def test_gunicorn_still_tells_that_it_started_and_stopped(lines):
    logging.getLogger("gunicorn.error").warning("Booting worker with pid: %s", 4711)
    assert "Booting worker with pid: 4711" in lines.getvalue()
