"""The one door by which anything goes out to a person: only where they said it is safe, and saying nothing of us."""

from contextlib import suppress
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from vault import audit, blind, outbox, texts, throttle

from . import contact
from .kinds import Text
from .models import CameBy, Case, SafeContact, Source

TRANSPORTS = {"email": "mail", "text": "text"}
ACKNOWLEDGEMENT, PLEASE_CALL = "acknowledgement", "please_call"
# No service, no place, no link, no reference, no word of what it is about.
SUBJECT = _("Your appointment")
BODIES: dict[str, Text] = {
    ACKNOWLEDGEMENT: _("Thank you. We have what you sent us, and will be in touch. You do not need to answer this."),
    PLEASE_CALL: _("Please call us about your appointment, when it is a good time for you."),
}


class NotSafe(Exception):
    """The person has not said that this way is safe, or has taken it back."""


class NotAvailable(Exception):
    """It would be safe, but the site has no way to send it."""


def send(case: Case, channel: str, message_key: str, now: datetime) -> bool:
    """Queue one of BODIES by "email" or "text"; False when it was queued on that day already.

    Raises NotSafe for a channel that may not be used now, and NotAvailable for one that nobody has set up.
    """
    body = BODIES[message_key]
    with transaction.atomic():
        # As it is stored now: whoever holds `case` may have read it before a change.
        safe_contact = SafeContact.objects.select_related("case").get(case_id=case.pk)
        to = contact.usable(safe_contact).get(channel, "")
        if not to or channel not in TRANSPORTS:
            raise NotSafe
        if channel == "text" and not texts.available():
            raise NotAvailable
        with translation.override(safe_contact.case.language):
            subject, words = str(SUBJECT), str(body)
        key = f"{_beginning(case)}{message_key}:{channel}:{timezone.localdate(now)}"
        return outbox.put(key, to=to, subject=subject, body=words, transport=TRANSPORTS[channel], now=now)


def acknowledge(case: Case, now: datetime) -> None:
    """Tell somebody who wrote for themselves that it has come, where they said that this is safe; else nothing."""
    if case.source != Source.SELF or case.came_by != CameBy.SITE:
        return
    may = contact.usable(case.safe_contact)
    for channel in TRANSPORTS:
        if channel not in may:
            continue
        with suppress(NotSafe):
            if not _may_acknowledge(case, channel, may[channel], now):
                return
            try:
                send(case, channel, ACKNOWLEDGEMENT, now)
            except NotAvailable:
                record("case.message_not_sent", case, ACKNOWLEDGEMENT, channel, now)
                return
            record("case.message_queued", case, ACKNOWLEDGEMENT, channel, now)
            return


def _may_acknowledge(case: Case, channel: str, to: str, now: datetime) -> bool:
    """Whether a first word may go out unasked.

    Not to a number or address that an earlier case has: whoever sends this one may be somebody else, and the earlier
    setting may be stricter (domain H 5). Nor twice a day to the same one, nor for what a machine may have sent.
    """
    known = blind.find({"email": "email", "text": "telephone"}[channel], to) - {case.pk}
    if known or case.maybe_machine:
        return False
    return throttle.allow("acknowledge", blind.normal(to), limit=1, window=timedelta(days=1), now=now)


def choices(case: Case) -> list[dict[str, object]]:
    """For the case page: the safe ways of TRANSPORTS, each with whether the site can use it."""
    may = contact.usable(case.safe_contact)
    return [
        {"channel": channel, "title": contact.CHANNELS[channel], "available": channel != "text" or texts.available()}
        for channel in TRANSPORTS
        if channel in may
    ]


def hold_back(case: Case) -> int:
    """What waits to be sent to them is not sent; returns how many."""
    return outbox.take_back(_beginning(case))


def _beginning(case: Case) -> str:
    return f"message:{case.pk}:"


def record(action: str, case: Case, message_key: str, channel: str, now: datetime, actor: UUID | None = None) -> None:
    """The Event of a message; never where it went."""
    audit.record(action, actor=actor, subject=case.id, detail={"message": message_key, "channel": channel}, now=now)
