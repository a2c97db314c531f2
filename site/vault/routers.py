"""Which model lives in which database."""

from typing import Any

from .keys import ALIAS

KEYS_MODELS = {"datakey", "blindentry"}


class KeysRouter:
    def _alias(self, app_label: str, model_name: str | None) -> str | None:
        return ALIAS if app_label == "vault" and model_name in KEYS_MODELS else None

    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        return self._alias(model._meta.app_label, model._meta.model_name)

    db_for_write = db_for_read

    def allow_migrate(self, db: str, app_label: str, model_name: str | None = None, **hints: Any) -> bool:
        home = self._alias(app_label, model_name) or "default"
        return db == home
