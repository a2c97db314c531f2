"""From the answers of any journey to a case, its record and the receipt: one transaction."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from django.db import IntegrityError
from django.utils import timezone

from journeys.drafts import Answers
from journeys.journey import Delivery
from referral_forms.inbox import actions, documents
from referral_forms.inbox.actions import Arrival
from referral_forms.inbox.models import Case
from referral_forms.inbox.words import new_word

from . import notices
from .models import Referral

DRAWS = 5


def receive(
    delivery: Delivery,
    arrange: Callable[[str, datetime], Arrival],
    receipt: Callable[[Case, str], Answers],
    also: Callable[[Case], None] = lambda case: None,
) -> None:
    """Make the case; a reference that is taken already is drawn anew.

    `arrange(word, now)` makes the arrival, `also(case)` writes what this journey keeps besides, and
    `receipt(case, word)` is what the sender's draft keeps.
    """
    for _attempt in range(DRAWS - 1):
        with suppress(IntegrityError):
            _receive(delivery, arrange, receipt, also)
            return
    _receive(delivery, arrange, receipt, also)


def _receive(
    delivery: Delivery,
    arrange: Callable[[str, datetime], Arrival],
    receipt: Callable[[Case, str], Answers],
    also: Callable[[Case], None],
) -> None:
    now, word = timezone.now(), new_word()
    # What the sender did not type: a worker's own part, when one fills it in for somebody.
    arrival = replace(arrange(word, now), **delivery.known.get("arrival", {}))
    notice = notices.current(arrival.language)

    def save_detail(case: Case) -> None:
        Referral.objects.create(
            case=case,
            answers={**documents.without_keys(delivery.answers), "word": word},
            notice_version=notice.version,
            notice_language=notice.language,
        )
        documents.adopt_all(case, delivery.answers)
        also(case)
        delivery.close(receipt(case, word))

    actions.receive(arrival, save_detail, now=now)
