"""Somebody who fills in a journey, page after page, whichever it is."""

from typing import Any

from django.http import HttpResponse
from django.test import Client

MOST_PAGES = 150


def slug_of(where: HttpResponse | str) -> str:
    """The last part of an address, or of the address that a page has."""
    path = where if isinstance(where, str) else where.request["PATH_INFO"]
    return path.split("?")[0].rstrip("/").rsplit("/", 1)[-1]


class Walker:
    """`answers`: by the last part of a page's address; a page not named there is only passed.

    On the way the pages themselves are not fetched, only answered: each has tests of its own.
    """

    def __init__(self, start: str, answers: dict[str, dict[str, Any]], client: Client | None = None):
        self.start, self.answers = start, answers
        self.client = client or Client()

    def begin(self) -> HttpResponse:
        return self.client.post(self.start, follow=True)

    def page(self, slug: str) -> str:
        return f"{self.start}{slug}/"

    def answer(self, slug: str, **given: Any) -> HttpResponse:
        return self.client.post(self.page(slug), given, follow=True)

    def go_on(self, response: HttpResponse, until: str = "check", **changed: dict[str, Any]) -> HttpResponse:
        """From the page of `response` to `until`; `changed` by slug, with _ for -."""
        path = response.request["PATH_INFO"]
        for turn in range(MOST_PAGES):
            slug = slug_of(path)
            if slug in ("check", until):
                return self.client.get(path) if turn else response
            path = self.led_from(path, changed.get(slug.replace("-", "_"), self.answers.get(slug, {})))
        raise AssertionError(f"the form does not end: {path}")

    def led_from(self, path: str, given: dict[str, Any]) -> str:
        """Answer a page; the address that it leads to."""
        answered = self.client.post(path, given)
        assert answered.status_code == 303, (path, answered.status_code)
        led = answered["Location"]
        assert led != path, (path, given, self.client.get(path).content.decode())
        return str(led)

    def walk(self, until: str = "check", **changed: dict[str, Any]) -> HttpResponse:
        return self.go_on(self.begin(), until, **changed)

    def send(self, **changed: dict[str, Any]) -> HttpResponse:
        self.walk(**changed)
        return self.client.post(self.page("check"), follow=True)
