"""Which organisations sign their own people in, from the setting REFERRER_SIGN_IN."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

ADAPTER = "referral_forms.referrals.professional.oidc.ReferrerAdapter"


def providers() -> list[dict[str, str]]:
    """`id` and `name` of each, for the page that offers them."""
    return [{"id": app["provider_id"], "name": app["name"]} for app in _apps()]


def _apps() -> list[dict[str, Any]]:
    apps: Any = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    return list(apps)


@register()
def nobody_of_ours_comes_in_this_way(app_configs: Sequence[Any] | None, **_: Any) -> list[CheckMessage]:
    """Settings by which another site could open a staff session, or vouch for addresses that are not its own."""
    faults: list[CheckMessage] = []
    if settings.SOCIALACCOUNT_ADAPTER != ADAPTER:
        faults.append(Error("Only our own adapter may answer another site's sign-in.", id="referrals.E001"))
    if getattr(settings, "SOCIALACCOUNT_EMAIL_AUTHENTICATION", False):
        faults.append(Error("An address proven elsewhere opens no account of ours.", id="referrals.E002"))
    for app in _apps():
        if not app["settings"].get("domains"):
            fault = f"REFERRER_SIGN_IN: {app['provider_id']} names no domains whose addresses it may vouch for."
            faults.append(Error(fault, id="referrals.E003"))
    return faults
