"""Putting a rule in force from a day on. What held before stays as it was, with its last day."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import ManyToManyField
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from places.models import Commission, Dated
from vault import audit

from .catalogue import commissions_for, series_fields


@dataclass(frozen=True)
class Change:
    """`row`: what the manager saw and started from, None where there is none; `values` by field."""

    commission: Commission
    model: type[Dated]
    row: Dated | None
    values: dict[str, Any]
    day: date


@dataclass(frozen=True)
class Done:
    began: Dated
    ended: Dated | None


class ChangedMeanwhile(Exception):
    """Somebody else has put another rule in force since the page was loaded."""


def put_in_force(user: User, change: Change) -> Done:
    """Make the new row hold. Raises ValidationError, ChangedMeanwhile, or PermissionDenied, which is an Event too."""
    if change.commission not in commissions_for(user):
        detail = {"wanted": "policy.edit", "commission": change.commission.key}
        audit.record("policy.refused", actor=user.id, detail=detail)
        raise PermissionDenied
    with transaction.atomic():
        done = apply(change)
        audit.record(
            "policy.changed",
            actor=user.id,
            detail={
                "model": change.model._meta.label_lower,
                "commission": change.commission.key,
                "ended": done.ended.pk if done.ended else None,
                "began": done.began.pk,
                "day": change.day.isoformat(),
            },
        )
    return done


def apply(change: Change) -> Done:
    """Write the rows, inside a transaction of the caller's, which a preview takes back."""
    # Whoever changes a rule of this Commission waits for the other.
    Commission.objects.select_for_update().get(pk=change.commission.pk)
    series = _series(change)
    rows = list(change.model.objects.filter(**series).order_by("valid_from"))
    if change.row is not None and change.row.pk not in {row.pk for row in rows}:
        raise ChangedMeanwhile
    ended = next((row for row in rows if row.holds_on(change.day)), None)
    until = _until(change, rows, ended)
    replaced = ended if ended is not None and ended.valid_from == change.day else None
    if replaced is not None:
        _never_held(replaced)
        replaced.delete()
    elif ended is not None:
        ended.valid_until = change.day - timedelta(days=1)
        ended.save()
    return Done(_made(change, series, until), None if replaced is not None else ended)


def _series(change: Change) -> dict[str, Any]:
    given = {name: getattr(change.row, name) if change.row else change.values[name] for name in _names(change)}
    return {"commission": change.commission, **given}


def _names(change: Change) -> list[str]:
    return series_fields(change.model)


def _until(change: Change, rows: list[Dated], ended: Dated | None) -> date | None:
    """The last day of the new row: what is planned after it stays planned."""
    if ended is not None:
        return ended.valid_until
    later = [row.valid_from for row in rows if row.valid_from > change.day]
    return min(later) - timedelta(days=1) if later else None


def _never_held(row: Dated) -> None:
    if row.valid_from <= timezone.localdate():
        raise ValidationError({"from_day": _("A rule has begun on this very day. Choose a later day.")})


def _made(change: Change, series: dict[str, Any], until: date | None) -> Dated:
    values = {name: value for name, value in change.values.items() if name not in series}
    many = {name: value for name, value in values.items() if _is_many(change.model, name)}
    plain = {name: value for name, value in values.items() if name not in many}
    row = change.model(**series, **plain, valid_from=change.day, valid_until=until)
    for name, value in many.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
    return row


def _is_many(model: type[Dated], name: str) -> bool:
    return isinstance(model._meta.get_field(name), ManyToManyField)
