"""Wagtail sends no mail.

Its mails name entries, people and what they wrote, and would go out within the request, past the outbox. What waits
for somebody's decision stands on the start page of the admin, and under Reports.
"""

from typing import Any

from wagtail.admin.mail import EmailNotificationMixin
from wagtail.admin.views.account import NotificationsSettingsPanel
from wagtail.admin.views.pages.edit import EditView


def silence() -> None:
    EmailNotificationMixin.get_valid_recipients = _nobody
    EditView.send_commenting_notifications = _nothing
    # Nobody is asked which mails they would like.
    NotificationsSettingsPanel.is_active = _never


def _nobody(self: EmailNotificationMixin, instance: Any, **kwargs: Any) -> set[Any]:
    return set()


def _nothing(self: EditView, changes: Any) -> None:
    return None


def _never(self: NotificationsSettingsPanel) -> bool:
    return False
