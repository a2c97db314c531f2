"""Free words that tell where a place is: a postcode, an address, a point or a link to a map stands in them.

Pure functions and lists of names; what is done about it stands in `clean` of the models and in `services.confidential`.
"""

import re
import unicodedata
from collections.abc import Callable
from enum import StrEnum
from typing import Any, NamedTuple
from urllib.parse import unquote

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from places import postcode_text

from .address_text import address_within, map_within, point_within

# Of an access point, beside its location.
OTHER_WORDS = ("name", "slug", "summary", "what_happens", "website", "email", "hours_note", "closed_note")
OF_SERVICE = ("name", "summary", "description", "for_whom")
OF_ORGANISATION = ("name", "description", "website", "email")
# What holds words apart in addresses of the web, beside what the readers know.
APART = re.compile(r"[_+]")
# Soft hyphens, joiners and marks of direction: nobody sees them, and no pattern would see past them.
UNSEEN = "Cf"


class Like(StrEnum):
    """What words may read like."""

    POSTCODE = "postcode"
    ADDRESS = "address"
    POINT = "point"
    MAP = "map"


MESSAGES = {
    Like.POSTCODE: _("This reads like a postcode. The location is withheld."),
    Like.ADDRESS: _("This reads like an address. The location is withheld."),
    Like.POINT: _("This reads like a point on a map. The location is withheld."),
    Like.MAP: _("This leads to a map. The location is withheld."),
}


class Found(NamedTuple):
    """`words`: those that tell. They may be shown to who typed them, and stand in no report."""

    like: Like
    words: str

    @property
    def message(self) -> Any:
        return MESSAGES[self.like]

    @property
    def refusal(self) -> Any:
        """For beside the box in which they stand."""
        return format_lazy("“{words}”: {message}", words=self.words, message=self.message)


def _postcode_within(text: str) -> str | None:
    found = postcode_text.WITHIN.search(postcode_text.plain(text))
    return found[0] if found else None


# Slugs and web addresses too: `ct16-1aa`, `CT16%201AA`, `12-station-road`. A plus is part of a plus code.
READERS: tuple[tuple[Like, Callable[[str], str | None], bool], ...] = (
    (Like.MAP, map_within, False),
    (Like.POSTCODE, _postcode_within, True),
    (Like.POINT, point_within, False),
    (Like.ADDRESS, address_within, True),
)


def found_in(text: Any) -> Found | None:
    """What tells in a text, if anything does."""
    if not isinstance(text, str) or not text:
        return None
    whole = "".join(sign for sign in unquote(text) if unicodedata.category(sign) != UNSEEN)
    apart = APART.sub(" ", whole)
    for like, reader, taken_apart in READERS:
        if words := reader(apart if taken_apart else whole):
            return Found(like, words)
    return None


def tells(text: Any) -> bool:
    return found_in(text) is not None


def telling(row: Any, names: tuple[str, ...]) -> dict[str, Found]:
    """Which of these fields of a row tell it, and by what."""
    return {name: found for name in names if (found := found_in(getattr(row, name)))}


def refusals(row: Any, names: tuple[str, ...]) -> dict[str, Any]:
    """An error for each of these fields of a row that tells."""
    return {name: found.refusal for name, found in telling(row, names).items()}
