"""One-time links with which somebody chooses a password."""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vault import audit, ring

from . import notices
from .models import Invitation, User

VALID_FOR = timedelta(days=3)


def digest(token: str) -> str:
    return hmac.new(ring.derive("invitation", ring.ring()[-1]), token.encode(), hashlib.sha256).hexdigest()


def send(user: User, now: datetime) -> None:
    """Make a link and queue its mail, inside the caller's transaction. Older links of the person stop working."""
    token = secrets.token_urlsafe(32)
    user.invitations.all().delete()
    Invitation.objects.create(user=user, digest=digest(token), made_at=now, ends_at=now + VALID_FOR)
    notices.send_link(user, reverse("sign_in_link", args=[token]))


def find(token_digest: str, now: datetime | None = None) -> Invitation | None:
    """The invitation, if its link still works."""
    now = now or timezone.now()
    live = Invitation.objects.filter(digest=token_digest, used_at=None, ends_at__gt=now, user__is_active=True)
    return live.select_related("user").first()


@transaction.atomic
def accept(invitation: Invitation, password: str, *, now: datetime | None = None) -> User:
    """Set the password and use the link up. Raises ValidationError when somebody was quicker."""
    now = now or timezone.now()
    if not Invitation.objects.filter(pk=invitation.pk, used_at=None).update(used_at=now):
        raise ValidationError(_("This link was used already."))
    user = invitation.user
    user.set_password(password)
    user.save(update_fields=["password"])
    audit.record("accounts.password_chosen", actor=user.pk, subject=user.pk, now=now)
    return user
