"""Free words that tell where a place is: a postcode stands in them, however it is written.

Pure functions and lists of names; what is done about it stands in `clean` of the models and in `services.confidential`.
"""

import re
from typing import Any
from urllib.parse import unquote

from django.utils.translation import gettext_lazy as _

from places.postcode_text import WITHIN, plain

# Of an access point, beside its location.
OTHER_WORDS = ("name", "slug", "summary", "what_happens", "website", "email", "hours_note", "closed_note")
OF_SERVICE = ("name", "summary", "description", "for_whom")
OF_ORGANISATION = ("name", "description", "website", "email")
MESSAGE = _("This reads like a postcode. The location is withheld.")
# What holds words apart in addresses of the web, beside what `WITHIN` knows.
APART = re.compile(r"[_+]")


def tells(text: Any) -> bool:
    """Slugs and web addresses too: `ct16-1aa`, `CT16%201AA`."""
    return isinstance(text, str) and WITHIN.search(plain(APART.sub(" ", unquote(text)))) is not None


def telling(row: Any, names: tuple[str, ...]) -> list[str]:
    """Which of these fields of a row tell it."""
    return [name for name in names if tells(getattr(row, name))]
