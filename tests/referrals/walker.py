"""Somebody who fills in a journey, page after page, whichever it is."""

from typing import Any

from django.http import HttpResponse
from django.test import Client


class Walker:
    """`answers`: by the last part of a page's address; a page not named there is only passed."""

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
        for _turn in range(60):
            slug = response.request["PATH_INFO"].rstrip("/").rsplit("/", 1)[-1]
            if slug in ("check", until):
                return response
            given = changed.get(slug.replace("-", "_"), self.answers.get(slug, {}))
            response = self.client.post(response.request["PATH_INFO"], given, follow=True)
        raise AssertionError(f"the form does not end: {response.request['PATH_INFO']}")

    def walk(self, until: str = "check", **changed: dict[str, Any]) -> HttpResponse:
        return self.go_on(self.begin(), until, **changed)

    def send(self, **changed: dict[str, Any]) -> HttpResponse:
        self.walk(**changed)
        return self.client.post(self.page("check"), follow=True)
