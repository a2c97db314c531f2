"""A real browser against a live server. Fixtures: `page`, `page_without_js`, `phone_page`, `axe`, `valid_html`."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from django.template import engines
from playwright.sync_api import Browser, Page, sync_playwright

from tests.e2e import validity
from tests.e2e.guard import Guard

# Playwright runs an event loop in the test's thread; Django would refuse its database there.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

QUIET = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-sync",
    "--disable-default-apps",
    "--disable-features=OptimizationHints,Translate,MediaRouter,InterestFeedContentSuggestions",
    "--no-first-run",
    "--no-pings",
]
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PATIENCE_MS = 30_000


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/tests/e2e/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not path:
        validity.must_be_here("Chromium", "apt-get install --no-install-recommends chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(autouse=True)
def nothing_remembered(live_server: Any) -> Iterator[None]:
    """The cache is a table of no model, so that the database's own flush between tests leaves its rows there."""
    yield
    cache.clear()


@pytest.fixture
def neutral_site(live_server: Any, settings: Any) -> Iterator[str]:
    """Where Exit leads in tests: a neutral page of our own, because no other host may be asked."""
    address = f"{live_server.url}/health/live/"
    # First the engine, which takes over the setting as it finds it.
    known: dict[str, Any] = engines["public"].env.globals  # type: ignore[attr-defined]
    before = known.get("neutral_site")
    settings.NEUTRAL_SITE = address
    known["neutral_site"] = address
    yield address
    known["neutral_site"] = before


@pytest.fixture
def open_page(browser: Browser, live_server: Any, neutral_site: str) -> Iterator[Callable[..., Page]]:
    """`open_page(javascript=True, phone=False, **context)`: a fresh browser session, watched until the test ends."""
    opened: list[tuple[Page, Guard]] = []

    def open_one(*, javascript: bool = True, phone: bool = False, **options: Any) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            java_script_enabled=javascript,
            viewport=PHONE if phone else DESK,
            has_touch=phone,
            is_mobile=phone,
            reduced_motion="reduce",
            service_workers="block",
            **options,
        )
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        opened.append((page, Guard(page, live_server.url)))
        page.guard = opened[-1][1]  # type: ignore[attr-defined]
        return page

    yield open_one
    for page, _guard in opened:
        page.context.close()
    assert [line for _page, guard in opened for line in guard.verdict()] == []


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    return open_page()


@pytest.fixture
def page_without_js(open_page: Callable[..., Page]) -> Page:
    return open_page(javascript=False)


@pytest.fixture
def phone_page(open_page: Callable[..., Page]) -> Page:
    return open_page(phone=True)


def known(violation: dict) -> bool:
    """GOV.UK's radios carry `aria-expanded` for what they open: upstream's choice, and the one we allow."""
    return violation["id"] == "aria-allowed-attr" and all('type="radio"' in node["html"] for node in violation["nodes"])


@pytest.fixture
def axe() -> Callable[..., None]:
    """`axe(page)`: no finding on a public page; `axe(page, staff=True)`: none inside our own markup (`.wq`)."""

    def check(page: Page, *, staff: bool = False) -> None:
        options = {"runOnly": {"type": "tag", "values": STANDARDS}, "resultTypes": ["violations"]}
        results = Axe().run(page, context=".wq" if staff else None, options=options)
        found = [violation for violation in results.response["violations"] if not known(violation)]
        lines = [f"{each['id']}: {each['help']}: {[node['html'][:200] for node in each['nodes']]}" for each in found]
        assert not lines, f"axe on {page.url}:\n" + "\n".join(lines)

    return check


@pytest.fixture
def valid_html() -> Callable[..., None]:
    """`valid_html(page)`: the document as the server sent it; or a string. `staff=True`: only inside `.wq`."""

    def check(source: Page | str, *, staff: bool = False) -> None:
        html = source if isinstance(source, str) else source.guard.document.text()  # type: ignore[attr-defined]
        found = validity.inside(html, "wq") if staff else validity.faults(html)
        assert not found, validity.told(found)

    return check


@pytest.fixture
def valid_at_the_end() -> Iterator[Callable[..., None]]:
    """`valid_at_the_end(page)` keeps the document as the server sent it; all are judged together after the test.

    `staff=True`: only inside `.wq`.
    """
    kept: dict[str, str] = {}
    of_staff: set[str] = set()

    def keep(page: Page, *, staff: bool = False) -> None:
        name = f"{len(kept)} {page.url}"
        kept[name] = page.guard.document.text()  # type: ignore[attr-defined]
        if staff:
            of_staff.add(name)

    yield keep
    found = validity.faults_of_all(kept)
    for name in of_staff:
        found[name] = validity.inside(kept[name], "wq", found.get(name, []))
    found = {name: faults for name, faults in found.items() if faults}
    assert not found, "\n".join(f"{name}:\n{validity.told(faults)}" for name, faults in found.items())


@pytest.fixture
def no_sideways_scroll() -> Callable[[Page], None]:
    """At 320 px wide, and with text at twice its size on 640 px, nothing runs out of it (WCAG 1.4.10, 1.4.4)."""

    def check(page: Page) -> None:
        for width, text in ((320, "100%"), (640, "200%")):
            with resized(page, width, text):
                wide, window = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
                assert wide <= window, f"{page.url} is {wide} px wide in a window of {window} px, text at {text}"

    return check


@contextmanager
def resized(page: Page, width: int, text: str) -> Iterator[None]:
    before = page.viewport_size or DESK
    page.set_viewport_size({"width": width, "height": 800})
    page.evaluate("text => { document.documentElement.style.fontSize = text }", text)
    yield
    page.evaluate("() => { document.documentElement.style.removeProperty('font-size') }")
    page.set_viewport_size(before)
