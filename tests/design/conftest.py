"""A browser for the scripts alone: no Django behind it, so no database and nothing shared with other tests."""

import mimetypes
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.e2e.validity import must_be_here

STATIC = Path(__file__).parents[2] / "site" / "static"
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


@dataclass
class Site:
    """Pages by address, an answer for each; "hang" never answers, "refuse" closes the line."""

    address: str = ""
    pages: dict[str, str] = field(default_factory=dict)
    answers: dict[str, int | str] = field(default_factory=dict)
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def times(self, path: str) -> int:
        return sum(1 for _method, each, _body in self.asked if each == path)


def _handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.reply()

        def do_POST(self) -> None:
            self.reply()

        def reply(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode(errors="replace")
            site.asked.append((self.command, self.path, body))
            answer = site.answers.get(self.path, 200)
            if answer == "hang":
                site.over.wait()
                return
            if answer == "refuse":
                self.close_connection = True
                return
            if isinstance(answer, str):
                self.send_response(303)
                self.send_header("Location", answer)
                self.end_headers()
                return
            content = self.content()
            self.send_response(answer)
            self.send_header("Content-Type", mimetypes.guess_type(self.path)[0] or "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", POLICY)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def content(self) -> bytes:
            if self.path.startswith("/static/"):
                return (STATIC / self.path.removeprefix("/static/")).read_bytes()
            return site.pages.get(self.path, f"<!doctype html><title>{self.path}</title>").encode()

        def log_message(self, *args: object) -> None:
            """Quiet."""

    return Handler


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(site))
    site.address = f"http://127.0.0.1:{server.server_port}"
    # Python's own half a second is how long shutting down would take after each test.
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield site
    site.over.set()
    server.shutdown()


@pytest.fixture(scope="module")
def browser_thread() -> Iterator[tuple[ThreadPoolExecutor, Browser]]:
    """In a thread of its own: Playwright's event loop must not stand in the tests' thread."""
    if not CHROMIUM:
        must_be_here("Chromium", "apt-get install --no-install-recommends chromium")
    with ThreadPoolExecutor(max_workers=1) as thread:
        playwright = thread.submit(lambda: sync_playwright().start()).result()
        launch = lambda: playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])  # noqa: E731
        browser = thread.submit(launch).result()
        yield thread, browser
        thread.submit(browser.close).result()
        thread.submit(playwright.stop).result()


@pytest.fixture
def visit(site: Site, browser_thread: tuple[ThreadPoolExecutor, Browser]) -> Callable[..., None]:
    """Plays a scenario `(page)` in a fresh browser, and fails on anything that the browser complains of."""
    thread, browser = browser_thread

    def play(scenario: Callable[[Page], None], scripts: bool, quiet: bool) -> None:
        context = browser.new_context(base_url=site.address, java_script_enabled=scripts)
        context.set_default_timeout(15_000)
        page, complaints = context.new_page(), []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        try:
            scenario(page)
        finally:
            context.close()
        assert quiet or not complaints, complaints

    def run(scenario: Callable[[Page], None], *, scripts: bool = True, quiet: bool = False) -> None:
        thread.submit(play, scenario, scripts, quiet).result()

    return run
