"""Sessions whose rows are of no use to whoever reads the database.

The cookie holds a random key; its row stands under a keyed digest of it, so nothing in the table signs anybody in.
What the row holds (who is signed in, half-done enrolments) is sealed to that digest: on another row it does not open.
"""

import base64
import hashlib
import hmac
from typing import Any

import structlog
from asgiref.sync import sync_to_async
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from . import ring, sealing

PURPOSE = "session"
# As long as the column of Django's own table.
DIGEST_LENGTH = 40

log = structlog.get_logger()


def digests(cookie: str) -> list[str]:
    """Where the row of a cookie may stand: under the active key of the ring first, then under the older ones."""
    return [
        hmac.new(ring.derive(PURPOSE, key), cookie.encode(), hashlib.sha256).hexdigest()[:DIGEST_LENGTH]
        for key in ring.ring()
    ]


def _place(digest: str) -> str:
    return f"{PURPOSE}:{digest}"


class SessionStore(db.SessionStore):
    """For SESSION_ENGINE. `session_key` is the cookie's value; the table never sees it."""

    def _rows(self, cookie: str | None) -> "QuerySet[Session]":
        return Session.objects.filter(session_key__in=digests(cookie) if cookie else [])

    def _digest(self) -> str:
        """Where the row stands; a session from before a new key stays where it is until it is cycled."""
        places = digests(self._get_or_create_session_key())  # type: ignore[attr-defined]
        kept = self._rows(self.session_key).values_list("session_key", flat=True).first() if len(places) > 1 else None
        return kept or places[0]

    def encode(self, session_dict: dict[str, Any]) -> str:
        return self._seal(session_dict, self._digest())

    def decode(self, session_data: str | bytes) -> dict[str, Any]:
        """What a row of this session's holds; nothing, and the cookie is forgotten, when it does not open."""
        return self._open(session_data, self._digest())

    def _seal(self, content: dict[str, Any], digest: str) -> str:
        return base64.b64encode(sealing.seal_with_ring(sealing.dump(content), _place(digest))).decode()

    def _open(self, sealed: str | bytes, digest: str) -> dict[str, Any]:
        try:
            content: dict[str, Any] = sealing.load(sealing.unseal_with_ring(base64.b64decode(sealed), _place(digest)))
        except (sealing.Unreadable, ValueError):
            log.warning("session_unreadable")
            self._session_key = None
            return {}
        return content

    def load(self) -> dict[str, Any]:
        row = self._rows(self.session_key).filter(expire_date__gt=timezone.now()).first()
        if row is None:
            self._session_key = None
            return {}
        return self._open(row.session_data, row.session_key)

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        digest = self._digest()
        return Session(session_key=digest, session_data=self._seal(data, digest), expire_date=self.get_expiry_date())

    def exists(self, session_key: str) -> bool:
        return self._rows(session_key).exists()

    def delete(self, session_key: str | None = None) -> None:
        self._rows(session_key or self.session_key).delete()

    # Django's own asynchronous twins would ask the table for the cookie's value, and write it there.
    async def aload(self) -> dict[str, Any]:
        return await sync_to_async(self.load)()

    async def asave(self, must_create: bool = False) -> None:
        await sync_to_async(self.save)(must_create)

    async def aexists(self, session_key: str) -> bool:
        return await sync_to_async(self.exists)(session_key)

    async def adelete(self, session_key: str | None = None) -> None:
        await sync_to_async(self.delete)(session_key)
