"""Text messages, through GOV.UK Notify."""

from django.conf import settings
from notifications_python_client.notifications import NotificationsAPIClient

PATIENCE_SECONDS = 10


class NotAvailable(Exception):
    """Nobody has set up texts: NOTIFY_API_KEY and NOTIFY_TEXT_TEMPLATE."""


def available() -> bool:
    return bool(settings.NOTIFY_API_KEY and settings.NOTIFY_TEXT_TEMPLATE)


def send(to: str, body: str) -> None:
    """Hand one text over; raises NotAvailable, or whatever the provider or the line does."""
    if not available():
        raise NotAvailable
    client = NotificationsAPIClient(settings.NOTIFY_API_KEY, base_url=settings.NOTIFY_URL, timeout=PATIENCE_SECONDS)
    client.send_sms_notification(
        phone_number=to, template_id=settings.NOTIFY_TEXT_TEMPLATE, personalisation={"message": body}
    )
