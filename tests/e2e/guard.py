"""A browser page that may speak to the site under test and to nobody else."""

from urllib.parse import urlsplit

from playwright.sync_api import Page, Request, Response

INSIDE = {"data", "blob", "about"}


class Guard:
    """Watches one page: whom it asks, what it complains of, and what its last document was as sent."""

    def __init__(self, page: Page, home: str) -> None:
        self.home = urlsplit(home).netloc
        self.strangers: list[str] = []
        self.complaints: list[str] = []
        self.document: Response | None = None
        page.on("request", self.seen)
        page.on("response", self.answered)
        page.on("console", lambda line: self.complaints.append(line.text) if line.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def seen(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in INSIDE and parts.netloc != self.home:
            self.strangers.append(request.url)

    def answered(self, response: Response) -> None:
        if response.request.is_navigation_request() and not response.request.redirected_to:
            self.document = response

    def verdict(self) -> list[str]:
        """What this page must not have done: asked another host, or run into the content security policy."""
        broken = [
            line for line in self.complaints if "Content Security Policy" in line or "Content-Security-Policy" in line
        ]
        return [f"asked {url}" for url in self.strangers] + broken
