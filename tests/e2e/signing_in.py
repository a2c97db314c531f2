"""Signing in as staff do: a password, then a code."""

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import Page

from tests.cast import PASSWORD, TOTP_SECRET
from tests.e2e.walking import press

SEND = "form [type=submit]"


def code() -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(TOTP_SECRET, counter))


def sign_in(page: Page, email: str) -> None:
    page.goto("/admin/")
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", PASSWORD)
    press(page, SEND)
    page.fill("input[name=code]", code())
    press(page, SEND)
    assert "sign-in" not in page.url, page.inner_text("body")
    assert "login" not in page.url, page.inner_text("body")
