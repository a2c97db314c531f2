"""Runs every room's own loader, the lowest room first: what a room builds on is there before it."""

from collections.abc import Iterator
from importlib import import_module
from types import ModuleType

from django.apps import apps
from django.utils.module_loading import module_has_submodule


def rooms_with(name: str) -> Iterator[ModuleType]:
    """Each of our apps' modules of that name (`reference`, `demo`), in the order in which they may be loaded."""
    # INSTALLED_APPS follows the one-way order of imports, from the top down.
    for app in reversed(list(apps.get_app_configs())):
        if app.module and "site-packages" not in app.path and module_has_submodule(app.module, name):
            yield import_module(f"{app.name}.{name}")
