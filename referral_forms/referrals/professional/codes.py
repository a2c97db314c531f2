"""One-time codes that prove a work e-mail, and a team's mailbox.

A code is bound to the session that asked for it; only its digest is kept. Whether an address is known changes nothing
of what anybody sees.
"""

import hashlib
import hmac
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from referral_forms.referrals.models import EmailCode, ReferrerSession
from vault import codes, outbox, ring, throttle

LENGTH, GROUP = 8, 4
LASTS = timedelta(minutes=15)
TRIES = 5
# Mails to one address an hour: from one place, and from everywhere. A stranger elsewhere who has codes sent to somebody
# uses up the second, far larger one.
MAILS, MAILS_FROM_EVERYWHERE = 5, 50
MAILS_WITHIN = timedelta(hours=1)
# Codes asked for from one place: a council's or a police force's whole network may be one.
ASKED_FROM_ONE_PLACE, ASKED_WITHIN = 120, timedelta(minutes=10)


def may_ask(origin: str) -> bool:
    return throttle.allow("refer-ask", origin, limit=ASKED_FROM_ONE_PLACE, window=ASKED_WITHIN)


def send(
    session: ReferrerSession,
    purpose: str,
    email: str,
    origin: str,
    *,
    now: datetime | None = None,
    **about: Any,
) -> None:
    """Mail a new code to that address; the one before is void. Over the limit no mail goes out; nobody is told so."""
    now = now or timezone.now()
    code = codes.new(LENGTH)
    # One after the other: what one place asks for in vain uses up nothing of what others may ask for.
    allowed = throttle.allow(
        "refer-mail", f"{email} {origin}", limit=MAILS, window=MAILS_WITHIN, now=now
    ) and throttle.allow("refer-mail-all", email, limit=MAILS_FROM_EVERYWHERE, window=MAILS_WITHIN, now=now)
    with transaction.atomic():
        EmailCode.objects.filter(session=session, purpose=purpose).delete()
        row = EmailCode(session=session, purpose=purpose, content={"email": email, **about}, ends_at=now + LASTS)
        row.digest = _digests(row, code)[0]
        row.save(force_insert=True)
        if allowed:
            # Nothing but the code: whoever reads it over a shoulder learns no more.
            outbox.put(
                f"refer-code:{row.id}", to=email, subject=gettext("Your code"), body=_body(code), urgent=True, now=now
            )


def _body(code: str) -> str:
    minutes = int(LASTS.total_seconds() // 60)
    lasts = ngettext("It works for %(count)d minute.", "It works for %(count)d minutes.", minutes) % {"count": minutes}
    return f"{codes.grouped(code, GROUP)}\n\n{lasts}"


def prove(session: ReferrerSession, purpose: str, typed: str, now: datetime | None = None) -> dict[str, Any] | None:
    """What the code was sent for, when it is the right one; it works once. None for any other, late, or sixth try."""
    now = now or timezone.now()
    with transaction.atomic():
        rows = EmailCode.objects.filter(session=session, purpose=purpose, ends_at__gt=now, tries__lt=TRIES)
        row = rows.select_for_update().first()
        if row is None:
            return None
        row.tries += 1
        row.save(update_fields=["tries"])
        given = codes.tidy(typed)
        if not any(hmac.compare_digest(bytes(row.digest), digest) for digest in _digests(row, given)):
            return None
        content: dict[str, Any] = row.content
        row.delete()
    return content


def waiting(session: ReferrerSession, purpose: str) -> dict[str, Any] | None:
    """What a code was last asked for in this session."""
    row = EmailCode.objects.filter(session=session, purpose=purpose).first()
    return row.content if row else None


def _digests(row: EmailCode, code: str) -> list[bytes]:
    text = f"{row.id}:{code}".encode()
    return [hmac.digest(ring.derive("refer-code", key), text, hashlib.sha256) for key in ring.ring()]
