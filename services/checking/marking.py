"""Writing down that an entry was checked, or who keeps it: on the row, and in the draft that would follow it.

An entry that is only checked gets no revision of its own. But a draft that is published next week must not bring
the old date back, so what waits to be published is told as well.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, Q
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Revision

from accounts.models import User
from services.models import AccessPoint, Keeper
from vault import audit

# As many at a time as fit into one statement on every database.
AT_ONCE = 400
CHECKED = "services.checked"
GIVEN = "services.keeper_given"


@transaction.atomic
def checked(
    entries: Sequence[Any], day: date, *, by: UUID, user: User | None = None, now: datetime | None = None
) -> None:
    """A person has looked at these entries and found them right, their telephone numbers too.

    by: the keeper, or the member of staff; `user` is given for the latter, for the entries' history.
    """
    now = now or timezone.now()
    for model, rows in _by_model(entries).items():
        keys = [row.pk for row in rows]
        _write(model, keys, {"checked_on": day})
        if model is AccessPoint:
            _write(model, [row.pk for row in rows if row.phone], {"phone_checked_on": day})
        # Feeds say when an entry was last checked: whoever holds a copy fetches it again.
        model._default_manager.filter(pk__in=keys).update(changed_at=now)
        for row in rows:
            log(row, CHECKED, user=user)
    audit.record(CHECKED, actor=by, detail={"entries": len(entries)}, now=now)


@transaction.atomic
def give(entries: Sequence[Any], keeper: Keeper, *, user: User, now: datetime | None = None) -> None:
    """Let `keeper` look after these entries, and their translations, from now on."""
    for model, rows in _by_model(entries).items():
        for keys in _chunks([row.translation_key for row in rows]):
            all_languages = model._default_manager.filter(translation_key__in=keys)
            _write(model, list(all_languages.values_list("pk", flat=True)), {"keeper": keeper.pk})
        for row in rows:
            log(row, GIVEN, user=user)
    audit.record(
        GIVEN,
        actor=user.pk,
        subject=keeper.pk,
        detail={"entries": len(entries)},
        now=now or timezone.now(),
    )


def _by_model(entries: Iterable[Any]) -> dict[type[Model], list[Any]]:
    found: dict[type[Model], list[Any]] = defaultdict(list)
    for entry in entries:
        found[type(entry)].append(entry)
    return found


def _write(model: type[Model], keys: Sequence[int], values: dict[str, Any]) -> None:
    for some in _chunks(keys):
        rows = model._default_manager.filter(pk__in=some)
        rows.update(**values)
        _into_what_waits(model, some, rows.values("latest_revision"), values)


def _into_what_waits(model: type[Model], keys: Sequence[int], latest: Any, values: dict[str, Any]) -> None:
    """The newest revision, which an editor would go on with, and those with a time to go live."""
    kind = ContentType.objects.get_for_model(model)
    waiting = Revision.objects.filter(
        Q(pk__in=latest) | Q(approved_go_live_at__isnull=False),
        base_content_type=kind,
        object_id__in=[str(key) for key in keys],
    )
    revisions = list(waiting)
    for revision in revisions:
        revision.content.update({name: str(value) for name, value in values.items()})
    Revision.objects.bulk_update(revisions, ["content"])


def _chunks(items: Sequence[Any]) -> Iterable[Sequence[Any]]:
    return (items[start : start + AT_ONCE] for start in range(0, len(items), AT_ONCE))
