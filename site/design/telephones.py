"""A telephone number on a page: a link, written left to right, never translated by the browser."""

import re

from django.utils.html import format_html
from django.utils.safestring import SafeString


def href(number: str) -> str:
    """`tel:` and the digits: `0808 2000 247` becomes `tel:08082000247`."""
    return "tel:" + re.sub(r"[^0-9+*#]", "", str(number))


def link(number: str, classes: str = "") -> SafeString:
    """The whole link; `classes` are added to `wm-tel`."""
    names = f"wm-tel {classes}".strip()
    return format_html('<a class="{}" href="{}" dir="ltr" translate="no">{}</a>', names, href(number), number)
