"""The signed link by which a keeper comes in without an account.

Whoever holds it may say that entries are right, and propose changes; nothing else. It is sealed, so nothing can be
read from it; it dies after thirty days, and at once when the keeper leaves or another person takes over.
"""

import base64
import binascii
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from services.models import Keeper
from vault.sealing import Unreadable, dump, load, seal_with_ring, unseal_with_ring

LIFE = timedelta(days=30)
PLACE = "services.keeping"


def token(keeper: Keeper, now: datetime) -> str:
    sealed = seal_with_ring(dump([str(keeper.pk), now.timestamp()]), PLACE)
    return base64.urlsafe_b64encode(sealed).decode().rstrip("=")


def address(keeper: Keeper, now: datetime) -> str:
    """For a mail: whole, and in the first language; the page offers the others."""
    with translation.override(settings.LANGUAGE_CODE):
        path = reverse("keep", args=[token(keeper, now)])
    return settings.BASE_URL.rstrip("/") + path


def keeper_of(text: str, now: datetime) -> Keeper | None:
    """None for a link that is not ours, is too old, was called back, or whose keeper has left."""
    try:
        sealed = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        key, made = load(unseal_with_ring(sealed, PLACE))
    except (Unreadable, binascii.Error, ValueError):
        return None
    made_at = datetime.fromtimestamp(made, UTC)
    if now >= made_at + LIFE:
        return None
    keeper = Keeper.objects.select_related("organisation").filter(pk=UUID(key), is_active=True).first()
    if keeper is None or (keeper.links_since and made_at < keeper.links_since):
        return None
    return keeper
