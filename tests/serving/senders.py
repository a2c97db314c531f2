"""Somebody with a browser that keeps cookies, who sends a self-referral and does not give up when a server does."""

import re
import time
import urllib.error
import urllib.parse
import urllib.request
from http.client import HTTPException
from http.cookiejar import CookieJar

START = "/en/get-help/for-yourself/"
# What is answered on a page, by its slug; a page not named here is skipped.
ANSWERS = {
    "danger": {"danger": "no"},
    "place": {"place": "Margate"},
    "age": {"age": "18"},
    "safe-contact": {"call": "no", "send_now": "1"},
}
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
REFERENCE = re.compile(r'<bdi dir="ltr" lang="en">([2-9A-Z]{3}-[2-9A-Z]{3})</bdi>')


class Sender:
    """`servers`: addresses that may come and go; each try that fails goes on with the next one."""

    def __init__(self, servers: list[str], *, turn: int = 0, patience: float = 60.0) -> None:
        self.servers, self.turn, self.patience = servers, turn, patience
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def ask(self, path: str, given: dict[str, str] | None = None) -> tuple[str, str]:
        """(path that was led to, page). Raises OSError when no server gave a page of ours."""
        server = self.servers[self.turn % len(self.servers)]
        data = urllib.parse.urlencode(given).encode() if given is not None else None
        with self.opener.open(server + path, data, timeout=20) as response:
            return urllib.parse.urlsplit(response.url).path, response.read().decode()

    def insist(self, path: str, given: dict[str, str] | None = None) -> tuple[str, str]:
        """Ask until somebody answers; whatever was posted is posted again from the page as it is now."""
        deadline = time.monotonic() + self.patience
        while True:
            try:
                return self._again(path, given)
            except (OSError, HTTPException):
                if time.monotonic() > deadline:
                    raise
                self.turn += 1
                time.sleep(0.1)

    def _again(self, path: str, given: dict[str, str] | None) -> tuple[str, str]:
        if given is None or path == START:
            return self.ask(path, given)
        led, page = self.ask(path)
        token = TOKEN.search(page)
        # Sent already, by a server that was killed before it could say so: the page of the receipt.
        if led != path or token is None:
            return led, page
        return self.ask(path, {**given, "csrfmiddlewaretoken": token.group(1)})

    def send(self) -> str:
        """One referral from its start page to its receipt; returns the reference."""
        path, page = self.insist(START, {})
        for _turn in range(80):
            if path.endswith("/sent/"):
                found = REFERENCE.search(page)
                assert found, "a receipt without a reference"
                return found.group(1)
            slug = path.rstrip("/").rsplit("/", 1)[-1]
            path, page = self.insist(path, ANSWERS.get(slug, {"skip": "1"}))
        raise AssertionError(f"the form does not end: {path}")
