from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class VaultConfig(AppConfig):
    name = "vault"
    verbose_name = "Vault"

    def ready(self) -> None:
        triggers = import_module("vault.triggers")
        import_module("vault.tasks")
        post_migrate.connect(triggers.put_up, sender=self, dispatch_uid="vault.triggers")
