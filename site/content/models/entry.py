from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from django.utils import timezone
from modelcluster.models import ClusterableModel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    Revision,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)

from content.translations import refuse_unfinished


class Entry(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    TranslatableMixin,
    ClusterableModel,
):
    """A record that editors keep outside the page tree: drafts, history, workflow, locks, preview, translations."""

    # A translation begins unlocked, whoever has locked its original.
    exclude_fields_in_copy = ["locked", "locked_by", "locked_at"]

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

    @property
    def approved_schedule(self) -> bool:
        """Lists ask for all rows at once; see `content.entry_lists`."""
        known: bool | None = getattr(self, "_approved_schedule", None)
        return bool(super().approved_schedule) if known is None else known

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        """Raises UnfinishedTranslation; see `content.translations`."""
        refuse_unfinished(self)
        if self.live and self.live_revision_id is None and _is_planned(revision):
            # Wagtail makes the entry from the revision, this too.
            revision.content["live_revision"] = self._keep_what_is_live(before=revision.created_at).pk
        return super().publish(revision, *args, **kwargs)

    def _keep_what_is_live(self, before: datetime) -> Revision:
        """A row that came in live without a history gets the page of it that says what it is now.

        Wagtail takes what has none for never published, and takes it down until the time of a planned change.
        """
        row = type(self)._default_manager.get(pk=self.pk)
        kept: Revision = row.revisions.create(
            content_type=row.get_content_type(),
            base_content_type=row.get_base_content_type(),
            object_id=str(row.pk),
            object_str=str(row),
            content=row.serializable_data(),
            created_at=before - timedelta(milliseconds=1),
        )
        type(self)._default_manager.filter(pk=self.pk).update(live_revision=kept)
        return kept

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises UnfinishedTranslation: wagtail-localize writes to the live row before it publishes."""
        if self.live and kwargs.get("update_fields") is None:
            refuse_unfinished(self)
        super().save(*args, **kwargs)


def _is_planned(revision: Revision) -> bool:
    begins = revision.as_object().go_live_at
    return begins is not None and begins > timezone.now()
