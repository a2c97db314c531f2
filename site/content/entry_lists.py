"""Lists of entries in Wagtail's admin: in which language, whether public, and in few queries, however many they are."""

from functools import reduce
from operator import or_
from typing import Any

from django import forms
from django.db.models import CharField, Exists, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm, LocaleFilterMixin
from wagtail.admin.ui.tables import LiveStatusTagColumn, LocaleColumn
from wagtail.models import Revision, WorkflowState
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from content.deciding import DecideView

# Wagtail's own column asks the cache, which is the database here, once a row.
LANGUAGE = LocaleColumn(accessor="locale")
STATUS = LiveStatusTagColumn()


class WordsFilter(forms.Form):
    """Wagtail's choosers search only what its search index holds, and that is pages and pictures."""

    q = forms.CharField(label=_("Search"), required=False)

    def filter(self, objects: QuerySet[Any]) -> QuerySet[Any]:
        objects = super().filter(objects)  # type: ignore[misc]  # of the forms it is mixed with
        if words := self.cleaned_data.get("q"):
            names = objects.model.snippet_viewset.search_fields
            objects = objects.filter(reduce(or_, (Q(**{f"{name}__icontains": words}) for name in names)))
            self.is_searching, self.search_query = True, words
        return objects


class EntryFilter(WordsFilter, LocaleFilterMixin, BaseFilterForm):
    pass


class ChooseEntry(ChooseView):
    filter_form_class = EntryFilter

    def get_object_list(self) -> QuerySet[Any]:
        return with_status(super().get_object_list())


class ChooseEntryResults(ChooseResultsView):
    filter_form_class = EntryFilter

    def get_object_list(self) -> QuerySet[Any]:
        return with_status(super().get_object_list())


class EntryChooserViewSet(SnippetChooserViewSet):
    choose_view_class = ChooseEntry
    choose_results_view_class = ChooseEntryResults


class EntryViewSet(SnippetViewSet):
    chooser_viewset_class = EntryChooserViewSet
    workflow_action_view_class = DecideView
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
