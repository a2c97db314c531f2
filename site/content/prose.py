"""Editors' rich text in GOV.UK's classes; telephone numbers left to right."""

import re

from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import RichText

CLASSES = {
    "p": "govuk-body",
    "ul": "govuk-list govuk-list--bullet",
    "ol": "govuk-list govuk-list--number",
    "h3": "govuk-heading-s",
}
TAG = re.compile(r"<(p|ul|ol|h3)(?: data-block-key=\"[^\"]*\")?>")
LINK = re.compile(r"<a href=\"([^\"]*)\">")
BLOCK_KEY = re.compile(r" data-block-key=\"[^\"]*\"")


def prose(value: RichText) -> SafeString:
    """The HTML of a rich text value, ready for a public page."""
    html = TAG.sub(lambda match: f'<{match[1]} class="{CLASSES[match[1]]}">', str(value))
    html = LINK.sub(_link, BLOCK_KEY.sub("", html))
    return mark_safe(html)  # noqa: S308  Wagtail has cleaned it when it was saved


def _link(match: re.Match[str]) -> str:
    address = match[1]
    if address.startswith("tel:"):
        return f'<a class="govuk-link wm-tel" dir="ltr" translate="no" href="{address}">'
    return f'<a class="govuk-link" href="{address}">'
