"""A number that is overdue stays on its page; it goes only when a person withdraws it, and says why (H 4)."""

from datetime import datetime

from django.db import transaction
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from services.models import AccessPoint
from vault import audit

from .publishing import publish_change


class Why(TextChoices):
    """Keys, not words: they stand in the entry's history and in the audit chain."""

    DEAD = "dead", _("Nobody answers, or the number does not exist")
    WRONG = "wrong", _("It rings somebody else")
    ASKED = "asked", _("The organisation asked us to take it away")
    UNSAFE = "unsafe", _("Calling it could put somebody in danger")
    ENDED = "ended", _("This help has ended")


def log_action(why: str) -> str:
    return f"services.number_withdrawn.{why}"


@transaction.atomic
def withdraw_number(point: AccessPoint, why: Why, *, user: User, now: datetime | None = None) -> None:
    """Take the number off the page, in every language; the page then names a national line."""
    now = now or timezone.now()
    day = timezone.localdate(now)

    def write(row: AccessPoint) -> None:
        row.phone, row.phone_checked_on, row.phone_withdrawn_on = "", None, day

    publish_change(point, write, user=user, log_action=log_action(why.value))
    AccessPoint.objects.filter(translation_key=point.translation_key).update(phone="", phone_withdrawn_on=day)
    audit.record(
        "services.number_withdrawn",
        actor=user.pk,
        subject=point.translation_key,
        detail={"why": why.value},
        now=now,
    )


def say_instead(point: AccessPoint) -> bool:
    """Whether the page must name a national line because its own number was taken away."""
    return not point.phone and point.phone_withdrawn_on is not None
