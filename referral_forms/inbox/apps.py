from importlib import import_module

from django.apps import AppConfig


class InboxConfig(AppConfig):
    name = "referral_forms.inbox"
    verbose_name = "Inbox"

    def ready(self) -> None:
        import_module("referral_forms.inbox.tasks")
