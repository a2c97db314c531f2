"""Mail before a check is due: one to each keeper for all their entries, one to editors for what nobody looks after.

Neutral: a mail names no entry and no person. The link says the rest.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import permissions
from services.keepers import contact, links
from services.models import Keeper
from vault import outbox

from .due import Intervals, intervals
from .standing import KINDS, due_by_rule, overdue_rule, public, unkept, with_number_checked

# How long until the same people are written to again, and how long a keeper may do nothing before editors hear of it.
AGAIN_DAYS = PATIENCE_DAYS = 14


@dataclass(frozen=True)
class Waiting:
    """How many entries of one keeper are overdue, and how many will be before long."""

    overdue: int = 0
    soon: int = 0


def remind_keepers(now: datetime) -> int:
    """Write to each keeper who has something to check and was not written to lately; returns to how many."""
    every, today = intervals(), timezone.localdate(now)
    waiting = waiting_by_keeper(today, every)
    # Never so long that an entry could become due unannounced between two mails.
    lately = today - timedelta(days=min(AGAIN_DAYS, every.remind_days))
    quiet = Q(reminded_on=None) | Q(reminded_on__lte=lately)
    told = 0
    for keeper in Keeper.objects.filter(quiet, pk__in=list(waiting), is_active=True):
        told += _remind(keeper, waiting[keeper.pk], today, now)
    return told


def waiting_by_keeper(today: date, every: Intervals) -> dict[Any, Waiting]:
    """One query a kind of entry, however many keepers there are."""
    found: dict[Any, Waiting] = {}
    for kind in KINDS:
        due = due_by_rule(kind, today + timedelta(days=every.remind_days), every)
        over = Count("pk", filter=overdue_rule(kind, today, every))
        rows = with_number_checked(kind, public(kind)).filter(due, keeper__is_active=True)
        counted = rows.order_by().values("keeper").annotate(overdue=over, total=Count("pk"))
        for keeper, overdue, total in counted.values_list("keeper", "overdue", "total"):
            before = found.get(keeper, Waiting())
            found[keeper] = Waiting(before.overdue + overdue, before.soon + total - overdue)
    return found


@transaction.atomic
def _remind(keeper: Keeper, waiting: Waiting, today: date, now: datetime) -> bool:
    """False where there is no address to write to: editors hear of that entry instead."""
    address = contact(keeper).email
    if not address:
        return False
    with translation.override(settings.LANGUAGE_CODE):
        outbox.put(
            f"services.reminder:{keeper.pk}:{today}",
            to=address,
            subject=_("Please check your entries"),
            body=_body(waiting, links.address(keeper, now)),
            now=now,
        )
    Keeper.objects.filter(pk=keeper.pk).update(reminded_on=today)
    return True


def _body(waiting: Waiting, link: str) -> str:
    lines = []
    if waiting.overdue:
        words = ngettext("%(count)d entry is overdue.", "%(count)d entries are overdue.", waiting.overdue)
        lines.append(words % {"count": waiting.overdue})
    if waiting.soon:
        words = ngettext("%(count)d entry is due soon.", "%(count)d entries are due soon.", waiting.soon)
        lines.append(words % {"count": waiting.soon})
    how = _("Open this link to say that everything is still right, or to propose a change:")
    kept = _("The link works for %(days)d days. It is for you alone: please do not pass it on.") % {
        "days": links.LIFE.days
    }
    return "\n".join(lines) + f"\n\n{how}\n\n{link}\n\n{kept}\n"


def tell_editors(now: datetime) -> int:
    """Write to editors about entries that no keeper will check; at most once in a fortnight each."""
    every, today = intervals(), timezone.localdate(now)
    alone, ignored = left_alone(today, every)
    if not alone and not ignored:
        return 0
    fortnight = today.toordinal() // AGAIN_DAYS
    editors = list(permissions.holders("content.edit", now).order_by("pk"))
    with translation.override(settings.LANGUAGE_CODE), transaction.atomic():
        for editor in editors:
            outbox.put(
                f"services.left_alone:{editor.pk}:{fortnight}",
                to=editor.email,
                subject=_("Entries to check"),
                body=_editors_body(alone, ignored),
                now=now,
            )
    return len(editors)


def left_alone(today: date, every: Intervals) -> tuple[int, int]:
    """How many entries are due without anybody to check them, and how many their keeper has let lie."""
    alone = ignored = 0
    patience = today - timedelta(days=PATIENCE_DAYS)
    for kind in KINDS:
        rows: QuerySet[Any] = with_number_checked(kind, public(kind)).order_by()
        soon = due_by_rule(kind, today + timedelta(days=every.remind_days), every)
        alone += rows.filter(unkept(), soon).count()
        # Never checked has no day it was due on: its keeper is given as long from when they were first written to.
        long_ago = overdue_rule(kind, patience, every) & (
            Q(checked_on__isnull=False) | Q(keeper__reminded_on__lte=patience) | Q(keeper__contact__isnull=True)
        )
        ignored += rows.exclude(unkept()).filter(long_ago).count()
    return alone, ignored


def _editors_body(alone: int, ignored: int) -> str:
    lines = []
    if alone:
        words = ngettext(
            "%(count)d entry is due and has nobody who keeps it true.",
            "%(count)d entries are due and have nobody who keeps them true.",
            alone,
        )
        lines.append(words % {"count": alone})
    if ignored:
        words = ngettext(
            "%(count)d entry has been overdue for two weeks.",
            "%(count)d entries have been overdue for two weeks.",
            ignored,
        )
        lines.append(words % {"count": ignored})
    address = settings.BASE_URL.rstrip("/") + reverse("directory_due")
    return "\n".join([*lines, "", _("Sign in to see them:"), "", address, ""])
