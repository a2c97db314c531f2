"""What a worker sends to a person, on a way that is safe."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User

from . import messages
from .actions import refuse
from .permissions import cases_for


def ask_to_call(user: User, reference: str, channel: str, *, now: datetime | None = None) -> bool:
    """Send "please call us"; pressed twice it goes once. Raises what `messages.send` raises, and PermissionDenied."""
    now = now or timezone.now()
    cases = cases_for(user, "case.work").filter(reference=reference)
    if not cases.exists():
        refuse(user, "case.message", reference)
    with transaction.atomic():
        case = cases.select_for_update(of=("self",)).get()
        queued = messages.send(case, channel, messages.PLEASE_CALL, now)
        if queued:
            messages.record("case.message_queued", case, messages.PLEASE_CALL, channel, now, user.id)
    return queued
