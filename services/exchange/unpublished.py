"""Which entries somebody has changed without publishing it yet: an import would hide that work."""

import json
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Q
from modelcluster.models import get_serializable_data_for_fields
from wagtail.models import Revision, WorkflowState

from . import links
from .columns import FACTS, MODELS, Kind, Level

LINKED = (Kind.FACETS, Kind.AREAS, Kind.OTHER_HOURS)


def newer_drafts(level: Level) -> frozenset[int]:
    """Rows with a draft that is newer than they are, with a day set for publishing, or before somebody's decision."""
    model = MODELS[level]
    kind = ContentType.objects.get_for_model(model)
    changed = set(model._default_manager.filter(live=True, has_unpublished_changes=True).values_list("pk", flat=True))
    waiting = WorkflowState.objects.active().filter(base_content_type=kind).values_list("object_id", flat=True)
    scheduled = Revision.objects.filter(base_content_type=kind, approved_go_live_at__isnull=False)
    set_aside = {int(pk) for pk in (*waiting, *scheduled.values_list("object_id", flat=True))}
    return frozenset(changed | set_aside | _edited(level))


def _edited(level: Level) -> set[int]:
    """Of those never published: whose last draft says something else than the row, as after an edit."""
    never = MODELS[level]._default_manager.filter(
        Q(live=False), has_unpublished_changes=True, latest_revision__isnull=False
    )
    names = [name for name, column in FACTS[level].items() if column.kind not in LINKED]
    many = links.linked(level)
    found = set()
    row: Any
    for row in never.select_related("latest_revision").iterator(chunk_size=500):
        stands, draft = _plain(get_serializable_data_for_fields(row)), row.latest_revision.content
        same = all(stands.get(name) == draft.get(name) for name in names if name in draft)
        same &= all(sorted(draft.get(name, rows[row.pk])) == sorted(rows[row.pk]) for name, rows in many.items())
        if not same:
            found.add(row.pk)
    return found


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return json.loads(json.dumps(values, cls=DjangoJSONEncoder))
