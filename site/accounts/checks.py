"""House rules of signing in, as system checks."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register


@register()
def every_sign_in_has_two_steps(app_configs: Sequence[Any] | None, **_: Any) -> list[CheckMessage]:
    """Settings that would open a way around the second step or the roles."""
    faults: list[CheckMessage] = []
    if settings.AUTHENTICATION_BACKENDS != ["accounts.backends.RoleBackend"]:
        faults.append(Error("Only accounts.backends.RoleBackend may say who somebody is.", id="accounts.E001"))
    if "accounts.middleware.StaffMiddleware" not in settings.MIDDLEWARE:
        faults.append(Error("Without StaffMiddleware a password alone opens every case.", id="accounts.E002"))
    if getattr(settings, "MFA_TRUST_ENABLED", False) or getattr(settings, "ACCOUNT_LOGIN_BY_CODE_ENABLED", False):
        faults.append(
            Error("No browser is trusted and no code mailed: both pass the second step by.", id="accounts.E003")
        )
    return faults
