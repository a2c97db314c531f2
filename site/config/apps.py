from importlib import import_module

from django.apps import AppConfig


class WaymarkConfig(AppConfig):
    name = "config"
    verbose_name = "Waymark"

    def ready(self) -> None:
        import_module("config.tasks")
        import_module("config.checks")
