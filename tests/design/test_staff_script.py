"""Staff pages leave the screen when their session has run out, in a browser."""

import time

import pytest
from playwright.sync_api import Page

from tests.e2e.walking import back

pytestmark = pytest.mark.browser

CASE = """<!doctype html><html lang="en"><title>A case</title>
<script src="/static/js/staff.js" data-end-after="{seconds}" data-ended-url="/ended/"></script>
<h1>What she told us</h1><button type="button">Work</button></html>"""


@pytest.fixture
def case(site):
    def put(seconds: float) -> None:
        site.pages["/case/"] = CASE.format(seconds=seconds)

    return put


def test_a_page_nobody_works_on_goes_and_back_does_not_bring_it(visit, case):
    case(1)

    def scenario(page: Page) -> None:
        page.goto("/before/")
        page.goto("/case/")
        page.wait_for_url("**/ended/")
        back(page)
        page.wait_for_url("**/before/")

    visit(scenario)


def test_unsaved_work_does_not_hold_the_page_on_the_screen(visit, case):
    case(1)

    def scenario(page: Page) -> None:
        page.goto("/case/")
        page.evaluate("window.addEventListener('beforeunload', (event) => event.preventDefault())")
        page.get_by_role("button").click()
        page.wait_for_url("**/ended/")

    visit(scenario)


def asks(page: Page, address: str) -> bool:
    """Whether the page is still there after three and a half seconds of asking for an address, of two granted."""
    page.goto("/case/")
    page.evaluate(f"window.setInterval(() => fetch('{address}').catch(() => null), 400)")
    until = time.monotonic() + 3.5
    while time.monotonic() < until and page.url.endswith("/case/"):
        page.wait_for_timeout(200)
    return page.url.endswith("/case/")


def test_what_somebody_does_counts_and_what_the_page_asks_by_itself_does_not(visit, case):
    case(2)
    there = {}

    def scenario(page: Page) -> None:
        there["work"] = asks(page, "/admin/inbox/note/")
        there["ping"] = asks(page, "/admin/editing-sessions/ping/wagtailcore/page/1/1/")

    visit(scenario, quiet=True)
    assert there == {"work": True, "ping": False}


def test_a_page_shown_again_by_back_is_asked_for_anew(visit, site, case):
    case(3600)

    def scenario(page: Page) -> None:
        page.goto("/case/")
        with page.expect_navigation():
            page.evaluate("window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")

    visit(scenario)
    assert site.times("/case/") == 2
