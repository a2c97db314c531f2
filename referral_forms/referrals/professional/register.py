"""The professionals we know, found by the digest of their proven work e-mail."""

import hashlib
import hmac
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from referral_forms.inbox.models import Source
from referral_forms.referrals.models import PermittedDomain, Professional, ReferrerSession
from vault import audit, ring

from . import attention
from .referrer import Referrer

# What somebody says of themselves; the address they have proven.
DETAILS = ("name", "organisation", "source", "job", "telephone")
# What a manager looks at who checks them.
VOUCHED_FOR = ("name", "organisation", "source", "telephone")
# Where anybody can have an address: never a sign of whom somebody works for.
# fmt: off
PUBLIC_MAIL = frozenset({
    "aol.com", "btinternet.com", "fastmail.com", "gmail.com", "gmx.com", "gmx.co.uk", "googlemail.com",
    "hotmail.com", "hotmail.co.uk", "icloud.com", "live.com", "live.co.uk", "mac.com", "mail.com", "me.com",
    "msn.com", "ntlworld.com", "o2.pl", "onet.pl", "outlook.com", "outlook.co.uk", "pm.me", "proton.me",
    "protonmail.com", "sky.com", "talktalk.net", "tutanota.com", "virginmedia.com", "wp.pl", "yahoo.com",
    "yahoo.co.uk", "ymail.com", "zoho.com",
})
# fmt: on


def domain_of(email: str) -> str:
    return email.rpartition("@")[2].lower()


def permitted(email: str) -> PermittedDomain | None:
    return PermittedDomain.objects.filter(domain=domain_of(email)).first()


def find(email: str) -> Professional | None:
    """Whoever has proven that address. Exact: two addresses that differ in a dot are two mailboxes."""
    return Professional.objects.filter(digest__in=_digests(email)).first()


def make(email: str, details: dict[str, Any], now: datetime) -> Professional:
    """Somebody new; checked at once when we know the organisation by its domain."""
    content = {"email": email, "reason": "", **{key: details.get(key, "") for key in DETAILS}}
    check = Professional.Check.CHECKED if permitted(email) else Professional.Check.WAITING
    return Professional.objects.create(
        digest=_digests(email)[0], content=content, check_state=check, made_at=now, seen_at=now
    )


def sign_in(session: ReferrerSession, email: str, now: datetime | None = None) -> Professional | None:
    """Tie the session to a proven address, and to whom we know by it."""
    now = now or timezone.now()
    with transaction.atomic():
        session.content = {"email": email, "tried": {}}
        session.professional = professional = find(email)
        session.save(update_fields=["content", "professional"])
        if professional is not None:
            professional.digest, professional.seen_at = _digests(email)[0], now
            professional.save(update_fields=["digest", "seen_at"])
            _check_again(professional, email)
        actor = professional.id if professional else None
        audit.record("referrer.signed_in", actor=actor, subject=actor, now=now)
    return professional


def _check_again(professional: Professional, email: str) -> None:
    """A domain that was permitted meanwhile needs nobody to look; what a person has decided stays."""
    if professional.check_state == Professional.Check.WAITING and permitted(email):
        professional.check_state = Professional.Check.CHECKED
        professional.save(update_fields=["check_state"])


def keep(session: ReferrerSession, details: dict[str, Any], now: datetime | None = None) -> Professional:
    """Write down what somebody says of themselves, once; later what has changed."""
    now = now or timezone.now()
    email = session.content["email"]
    with transaction.atomic():
        professional = session.professional or find(email)
        if professional is None:
            professional = make(email, details, now)
            action = "referrer.registered"
        else:
            before = professional.content
            professional.content = {**before, **{key: details[key] for key in DETAILS}}
            professional.save(update_fields=["content"])
            if any(before[key] != professional.content[key] for key in VOUCHED_FOR):
                _doubt(professional, email)
            action = "referrer.changed"
        session.professional = professional
        session.save(update_fields=["professional"])
        detail = {"check": professional.check_state}
        audit.record(action, actor=professional.id, subject=professional.id, detail=detail, now=now)
    return professional


def _doubt(professional: Professional, email: str) -> None:
    """A person vouched for whom they said they were; for somebody else nobody has. Their domain vouches for all."""
    if professional.is_checked and professional.decided_at and not permitted(email):
        professional.check_state = Professional.Check.WAITING
        professional.decided_by = professional.decided_at = None
        professional.save(update_fields=["check_state", "decided_by", "decided_at"])
        attention.mark_cases(professional)


def described(professional: Professional) -> Referrer | None:
    """None while a team's mailbox has not said who uses it."""
    content = professional.content
    if not content["name"]:
        return None
    return Referrer(professional.id, **{key: content[key] for key in (*DETAILS, "email")})


def suggested(email: str) -> dict[str, str]:
    """What the domain says of the organisation, for the form to begin with."""
    known = permitted(email)
    return {"organisation": known.organisation, "source": known.source} if known else {}


def sources() -> list[tuple[str, Any]]:
    """Kinds of agency (K-4.1)."""
    people = {Source.SELF, Source.KNOWN}
    return [(source.value, source.label) for source in Source if source not in people]


def _digests(email: str) -> list[bytes]:
    """Under every key of the ring, active first."""
    return [hmac.digest(ring.derive("referrer", key), email.lower().encode(), hashlib.sha256) for key in ring.ring()]
