from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.locks import WorkflowLock
from wagtail.models import AbstractGroupApprovalTask, LockableMixin, TaskState, WorkflowState

UNLOCKED = {"locked": False, "locked_by": None, "locked_at": None}


class Awaited(WorkflowLock):
    def get_message(self, user: Any) -> str | None:
        if _asked(self.object, user):
            return gettext("A second person is looking at this. To change something before that, cancel the workflow.")
        message: str | None = super().get_message(user)
        return message


class SecondLook(AbstractGroupApprovalTask):
    """Somebody of the groups decides, and never the person who asked.

    From asking to the decision the asker changes nothing: what is approved is what was looked at. They may cancel,
    and whoever may publish still publishes without asking.
    """

    lock_class = Awaited

    class Meta:
        verbose_name = _("second look")
        verbose_name_plural = _("second looks")

    def start(self, workflow_state: WorkflowState, user: Any = None) -> TaskState:
        """Whoever asks again after changes were wanted has asked, whoever it was before."""
        # From one step of a workflow to the next it is whoever approved who begins it, and they have not asked.
        if user and workflow_state.current_task_state is None:
            _unlock(workflow_state.content_object, user)
            workflow_state.requested_by = user
        return super().start(workflow_state, user=user)

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        return super().locked_for_user(obj, user) or _asked(obj, user)

    def user_can_lock(self, obj: Any, user: Any) -> bool:
        return super().user_can_lock(obj, user) and not _asked(obj, user)

    def user_can_unlock(self, obj: Any, user: Any) -> bool:
        """A decision must not wait until a colleague who locked the entry is back."""
        return self._user_in_groups(user)

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        return [] if _asked(obj, user) else super().get_actions(obj, user)

    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> None:
        """Raises PermissionDenied. `get_actions` heard of the entry in an address; this may be about another."""
        if task_state.workflow_state.requested_by_id == user.pk:
            raise PermissionDenied
        super().on_action(task_state, user, action_name, **kwargs)

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> QuerySet[TaskState]:
        return super().get_task_states_user_can_moderate(user, **kwargs).exclude(workflow_state__requested_by=user)


def _asked(obj: Any, user: Any) -> bool:
    state = obj.current_workflow_state
    return state is not None and state.requested_by_id == user.pk


def _unlock(obj: Any, user: Any) -> None:
    """The asker's own lock would keep out everybody who could decide."""
    if isinstance(obj, LockableMixin) and obj.locked_by_id == user.pk:
        for name, value in UNLOCKED.items():
            setattr(obj, name, value)
        obj.save(update_fields=list(UNLOCKED))
