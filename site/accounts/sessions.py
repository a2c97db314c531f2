"""How long somebody stays signed in, and whether they came through both steps.

All of it stands in the sealed session row: nothing a browser sends can stretch it.
"""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.utils import timezone

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
# Not every click writes to the database.
NOTED_EVERY = timedelta(seconds=20)

STRONG, SIGNED_IN_AT, SEEN_AT = "second_factor", "signed_in_at", "seen_at"


def start(session: SessionBase, now: datetime | None = None) -> None:
    """The clock of a session begins: called at every sign-in."""
    now = now or timezone.now()
    session[SIGNED_IN_AT] = session[SEEN_AT] = now.isoformat()


def mark_strong(session: SessionBase) -> None:
    """This session proved a second factor. Tests that use `force_login` call it too, and save."""
    session[STRONG] = True


def is_strong(session: SessionBase) -> bool:
    return session.get(STRONG) is True


def is_over(session: SessionBase, now: datetime | None = None) -> bool:
    """Whether 30 minutes passed without a request of the person, or 12 hours since the sign-in."""
    now = now or timezone.now()
    seen, signed_in = _moment(session.get(SEEN_AT)), _moment(session.get(SIGNED_IN_AT))
    if seen is None or signed_in is None:
        return True
    return now - seen >= IDLE or now - signed_in >= LONGEST


def note(session: SessionBase, now: datetime | None = None) -> None:
    """The person did something. A page that asks by itself in the background does not count."""
    now = now or timezone.now()
    seen = _moment(session.get(SEEN_AT))
    if seen is None or now - seen >= NOTED_EVERY:
        session[SEEN_AT] = now.isoformat()


def _moment(value: Any) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) else None
