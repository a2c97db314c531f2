"""A browser at the sign-in page: real forms, real one-time codes."""

import re
import time
from collections.abc import Callable

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client

from accounts.models import User
from tests.cast import PASSWORD, TOTP_SECRET
from vault.models import Event, Message

LOGIN, CODE = "/admin/login/", "/admin/sign-in/code/"


@pytest.fixture(autouse=True)
def _no_limits_left_over(db) -> None:
    cache.clear()


def totp(secret: str = TOTP_SECRET, step: int = 0) -> str:
    """The code of now, or of the 30 seconds before (-1) or after (1): each works once."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + step))


@pytest.fixture
def code() -> Callable[..., str]:
    return totp


@pytest.fixture
def password_step() -> Callable[..., object]:
    def submit(client: Client, email: str, password: str = PASSWORD) -> object:
        return client.post(LOGIN, {"login": email, "password": password})

    return submit


@pytest.fixture
def sign_in(password_step) -> Callable[..., Client]:
    def through_both_steps(user: User, client: Client | None = None, step: int = 0) -> Client:
        client = client or Client()
        assert password_step(client, user.email).url == CODE
        assert client.post(CODE, {"code": totp(step=step)}).status_code == 302
        return client

    return through_both_steps


@pytest.fixture
def mails() -> Callable[[str], list[dict]]:
    """What waits in the outbox for somebody."""
    return lambda to: [message.content for message in Message.objects.all() if message.content["to"] == to]


@pytest.fixture
def link_for(mails) -> Callable[[User], str]:
    """The path of the newest one-time link mailed to somebody."""

    def newest(user: User) -> str:
        bodies = [mail["body"] for mail in mails(user.email) if "/admin/sign-in/link/" in mail["body"]]
        return re.search(r"/admin/sign-in/link/\S+", bodies[-1])[0]

    return newest


@pytest.fixture
def events() -> Callable[..., list[Event]]:
    def of(action: str, **match: object) -> list[Event]:
        return list(Event.objects.filter(action=f"accounts.{action}", **match).order_by("sequence"))

    return of
