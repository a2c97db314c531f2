"""A professional's session: one opaque cookie until the browser closes; its row stands under a digest, sealed."""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from referral_forms.referrals.models import ReferrerSession
from vault import ring

COOKIE = "refer"
IDLE, LONGEST = timedelta(minutes=60), timedelta(hours=12)
# How exactly it is known when somebody was last there.
NOTED_EVERY = timedelta(minutes=1)
TOKEN_BYTES = 32


def begin(response: HttpResponse, now: datetime | None = None) -> ReferrerSession:
    """A new session of nobody yet, and its cookie."""
    now = now or timezone.now()
    token = secrets.token_urlsafe(TOKEN_BYTES)
    session = ReferrerSession.objects.create(
        token_digest=_digests(token)[0], content={"email": "", "tried": {}}, begun_at=now, seen_at=now
    )
    _give(response, token)
    return session


def of(request: HttpRequest, now: datetime | None = None) -> ReferrerSession | None:
    """The live session of this browser; being asked for counts as being there."""
    token = request.COOKIES.get(COOKIE)
    if not token:
        return None
    now = now or timezone.now()
    live = ReferrerSession.objects.exclude(over(now)).select_related("professional")
    session = live.filter(token_digest__in=_digests(token)).first()
    if session and now - session.seen_at > NOTED_EVERY:
        ReferrerSession.objects.filter(pk=session.pk).update(seen_at=now)
    return session


def renew(session: ReferrerSession, response: HttpResponse) -> None:
    """Another token, once somebody has proven who they are: nobody who knew the first one comes in with it."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    session.token_digest = _digests(token)[0]
    session.save(update_fields=["token_digest"])
    _give(response, token)


def end(token: str) -> None:
    ReferrerSession.objects.filter(token_digest__in=_digests(token)).delete()


def end_of(request: HttpRequest, response: HttpResponse) -> None:
    """Sign out: on the server, and in the browser."""
    if token := request.COOKIES.get(COOKIE):
        end(token)
    response.delete_cookie(COOKIE, path="/", samesite="Strict")


def over(now: datetime) -> Q:
    return Q(seen_at__lte=now - IDLE) | Q(begun_at__lte=now - LONGEST)


def _give(response: HttpResponse, token: str) -> None:
    response.set_cookie(COOKIE, token, path="/", secure=settings.HTTPS, httponly=True, samesite="Strict")


def _digests(token: str) -> list[bytes]:
    """Under every key of the ring, active first."""
    return [hmac.digest(ring.derive("refer", key), token.encode(), hashlib.sha256) for key in ring.ring()]
