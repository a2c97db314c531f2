"""Signs that a machine filled something in. It is kept and marked, never refused (domain H 7).

No puzzle and no third party: where very many forms are begun from one network address, those sent faster than a
person can answer are marked. Who sits behind the same address and takes their time is neither kept out nor marked.
"""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils import timezone

from vault import throttle

from .drafts import Answers

# Far more than any household, library or refuge begins.
CROWD = 60
WITHIN = timedelta(minutes=10)
# So many would fill the disk; no shared address of people comes near it.
MOST = 20_000
FASTEST = timedelta(seconds=15)

# Under this key of a draft's answers; never shown, never sent as an answer.
KEY = "_begun"
# A field that no person sees.
TRAP = "website"


class TooMany(Exception):
    """One address begins more forms than can be kept."""


def note(request: HttpRequest, now: datetime | None = None) -> Answers:
    """What the draft keeps of how it was begun. Raises TooMany."""
    now = now or timezone.now()
    begun = throttle.tries("journey", throttle.origin(request), window=WITHIN, now=now)
    if begun > MOST:
        raise TooMany
    return {KEY: {"at": now.isoformat()}} if begun > CROWD else {}


def signs(answers: Answers, data: QueryDict, now: datetime | None = None) -> dict[str, Any]:
    """What speaks for a machine: `filled` a field that nobody sees, `hurried` out of a crowd; empty for a person."""
    found = {}
    if data.get(TRAP):
        found["filled"] = True
    if crowd := answers.get(KEY):
        hurried = (now or timezone.now()) - datetime.fromisoformat(crowd["at"]) < FASTEST
        found |= {"hurried": True} if hurried else {}
    return found
