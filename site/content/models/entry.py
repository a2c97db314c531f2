from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from modelcluster.models import ClusterableModel
from wagtail.models import (
    DraftStateMixin,
    PreviewableMixin,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)

from content.translations import refuse_unfinished


class Entry(WorkflowMixin, DraftStateMixin, RevisionMixin, PreviewableMixin, TranslatableMixin, ClusterableModel):
    """A record that editors keep outside the page tree: drafts, history, workflow, preview, translations."""

    _revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="base_content_type",
        object_id_field="object_id",
        for_concrete_model=False,
    )
    _workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        for_concrete_model=False,
    )

    class Meta(TranslatableMixin.Meta):
        abstract = True

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        """Raises UnfinishedTranslation; see `content.translations`."""
        refuse_unfinished(self)
        return super().publish(revision, *args, **kwargs)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises UnfinishedTranslation: wagtail-localize writes to the live row before it publishes."""
        if self.live and kwargs.get("update_fields") is None:
            refuse_unfinished(self)
        super().save(*args, **kwargs)
