"""A change that a person has decided: on the public page at once, and in the draft that somebody may be writing."""

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from services.models import AccessPoint

Write = Callable[[AccessPoint], None]


@transaction.atomic
def publish_change(point: AccessPoint, write: Write, *, user: User, log_action: str) -> AccessPoint:
    """Publish `point` as it stands with what `write` does to it; an unpublished draft goes on, with the same change.

    If somebody asked for a second look at the draft, it is still asked for.

    Raises ValidationError where the entry would not be right with it; then nothing has changed.
    """
    row = AccessPoint.objects.select_for_update().get(pk=point.pk)
    draft = row.get_latest_revision() if row.has_unpublished_changes else None
    draft_row = draft.as_object() if draft else None
    asked = row.current_workflow_state if draft and row.workflow_in_progress else None
    write(row)
    if row.go_live_at and row.go_live_at > timezone.now():
        row.go_live_at = None  # that time is the draft's
    row.save_revision(user=user).publish(user=user, log_action=log_action)
    if draft and draft_row:
        write(draft_row)
        # A draft may be unfinished: it is not asked to be right.
        draft_row.save_revision(
            user=draft.user, approved_go_live_at=draft.approved_go_live_at, changed=True, clean=False
        )
    if asked:
        # Publishing has cancelled it.
        asked.workflow.start(row, asked.requested_by)
    return row
