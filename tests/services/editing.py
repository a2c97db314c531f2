"""An editor's form as a browser holds it: fetched, and sent back with what was typed over it."""

from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from lxml import html

Fields = dict[str, list[str]]


def address(entry: Any, view: str) -> str:
    """The address of one of Wagtail's views of an entry; for a class those that need no entry."""
    keys = [] if isinstance(entry, type) else [entry.pk]
    return reverse(f"wagtailsnippets_{entry._meta.app_label}_{entry._meta.model_name}:{view}", args=keys)


def form(editor: Client, url: str) -> Fields:
    document = html.fromstring(editor.get(url).content)
    found: Fields = {}
    for name, value in document.get_element_by_id("w-editor-form").form_values():
        # A browser drops the line end with which a text box begins.
        found.setdefault(name, []).append(value.removeprefix("\n"))
    return found


def send(editor: Client, url: str, fields: Fields, **typed: Any) -> HttpResponse:
    return editor.post(url, fields | {name.replace("__", "-"): value for name, value in typed.items()})
