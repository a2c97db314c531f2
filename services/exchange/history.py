"""Histories of many entries at once: what each said before, and what the import made of it."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from modelcluster.models import get_serializable_data_for_fields
from wagtail.models import Revision

from services.models import HoursException

from .columns import MANY, Level
from .statements import Statements, reserve

# So that what was before stands before.
A_MOMENT = timedelta(milliseconds=1)


def content(
    level: Level, row: Any, many: Mapping[str, Sequence[int]], hours: Sequence[HoursException]
) -> dict[str, Any]:
    """The same as `row.serializable_data()`, without a query for each."""
    whole = get_serializable_data_for_fields(row)
    if level == Level.POINT:
        whole["exceptions"] = [get_serializable_data_for_fields(each) for each in hours]
    return whole | {name: list(many[name]) for name in MANY[level]}


class Historian:
    """Collects revisions of one level, and stores them in bulk."""

    def __init__(self, level: Level, model: type[Any], user: Any, now: datetime) -> None:
        self.level = level
        self.kind = ContentType.objects.get_for_model(model)
        self.user, self.now = user, now
        self.before: list[Revision] = []
        self.after: list[tuple[Any, Revision]] = []

    def was(self, row: Any, whole: dict[str, Any]) -> None:
        """An entry that came in without a history: its first page is what it says now."""
        self.before.append(self._revision(row, whole, (row.last_published_at or self.now) - A_MOMENT, None))

    def becomes(self, row: Any, whole: dict[str, Any]) -> None:
        self.after.append((row, self._revision(row, whole, self.now, self.user)))

    def store(self, statements: Statements) -> list[tuple[Any, Revision]]:
        """(row, its newest revision) for each that becomes something."""
        revisions = [*self.before, *(revision for _row, revision in self.after)]
        for revision, key in zip(revisions, reserve(Revision, len(revisions)), strict=True):
            revision.pk = key
        statements.insert(revisions)
        return self.after

    def _revision(self, row: Any, whole: dict[str, Any], at: datetime, user: Any) -> Revision:
        return Revision(
            content_type=self.kind,
            base_content_type=self.kind,
            object_id=str(row.pk),
            object_str=str(row),
            content=whole,
            created_at=at,
            user=user,
        )
