"""The instruments can fail: each finds a fault planted for it."""

import pytest
from playwright.sync_api import Error, Page

from tests.e2e import validity

SOUND = (
    '<!doctype html><html lang="en"><head><title>A page</title></head><body><main><h1>A page</h1></main></body></html>'
)
NO_NAME = SOUND.replace("</main>", '<input type="text"></main>')
UNCLOSED = SOUND.replace("<h1>", "<h1><div>")
STAFF = SOUND.replace("<h1>A page</h1>", '<center>Theirs</center><div class="wq"><h1>Ours</h1>{}</div>')


def test_a_request_to_another_host_is_seen(page: Page):
    # Port 9 is nobody's: the policy of our pages would stop a request before it left one of them.
    with pytest.raises(Error, match="ERR_"):
        page.goto("http://localhost:9/elsewhere")
    assert page.guard.verdict() == ["asked http://localhost:9/elsewhere"]
    page.guard.strangers.clear()


def test_axe_finds_a_field_without_a_name(page: Page, axe):
    page.goto("/health/live/")
    page.set_content(SOUND)
    axe(page)
    page.set_content(NO_NAME)
    with pytest.raises(AssertionError, match="label"):
        axe(page)


def test_the_validator_finds_a_planted_fault(valid_html):
    valid_html(SOUND)
    with pytest.raises(AssertionError, match="div"):
        valid_html(UNCLOSED)


def test_on_staff_pages_only_our_own_markup_counts(valid_html):
    valid_html(STAFF.format("<p>Fine</p>"), staff=True)
    with pytest.raises(AssertionError, match="center"):
        valid_html(STAFF.format("<center>Ours too</center>"), staff=True)


def test_our_own_markup_must_be_on_the_page_to_be_judged():
    with pytest.raises(AssertionError, match="wq"):
        validity.inside(SOUND, "wq")


def test_a_page_works_the_same_without_scripts(page_without_js: Page, live_server):
    page_without_js.goto("/health/live/")
    assert "live" in page_without_js.content()


def test_a_breach_of_the_content_policy_is_noticed(page: Page):
    page.goto("/health/live/")
    page.set_content(SOUND.replace("<h1>", '<h1 style="color: red">'))
    page.wait_for_timeout(100)
    assert "Security Policy" in "".join(page.guard.verdict())
    page.guard.complaints.clear()


def test_a_page_that_is_too_wide_is_noticed(phone_page: Page, no_sideways_scroll):
    phone_page.goto("/health/live/")
    phone_page.set_content(SOUND)
    no_sideways_scroll(phone_page)
    phone_page.set_content(SOUND.replace("<h1>", "<h1>" + 300 * "w"))
    with pytest.raises(AssertionError, match="px wide"):
        no_sideways_scroll(phone_page)
