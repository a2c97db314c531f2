"""Lists of entries in Wagtail's admin: in which language, whether public, and in few queries, however many they are."""

from typing import Any

from django.db.models import CharField, Exists, OuterRef, Prefetch, QuerySet
from django.db.models.functions import Cast
from django.http import HttpRequest
from wagtail.admin.ui.tables import LiveStatusTagColumn, LocaleColumn
from wagtail.models import Revision, WorkflowState
from wagtail.snippets.views.snippets import SnippetViewSet

# Wagtail's own column asks the cache, which is the database here, once a row.
LANGUAGE = LocaleColumn(accessor="locale")
STATUS = LiveStatusTagColumn()


class EntryViewSet(SnippetViewSet):
    # What the columns name besides.
    list_read_with: tuple[str, ...] = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = self.model._default_manager.select_related("locale", *self.list_read_with)
        return with_status(rows)


def with_status(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Reads with the rows what their status is made of, as Wagtail does for pages."""
    planned = Revision.objects.filter(
        base_content_type__app_label=rows.model._meta.app_label,
        base_content_type__model=rows.model._meta.model_name,
        object_id=Cast(OuterRef("pk"), CharField()),
        approved_go_live_at__isnull=False,
    )
    active = WorkflowState.objects.active().select_related("current_task_state__task")
    return rows.annotate(_approved_schedule=Exists(planned)).prefetch_related(
        Prefetch("_workflow_states", queryset=active, to_attr="_current_workflow_states")
    )
