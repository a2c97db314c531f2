"""What happens around a sign-in, however it was done: clock, forgiveness, Events, notices."""

from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.signals import password_changed
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
    authenticator_used,
)
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db import transaction
from django.db.models.signals import post_init, pre_save
from django.dispatch import receiver
from django.http import HttpRequest

from . import authenticators, lockout, notices, record, sessions
from .adapters import AccountAdapter
from .models import User

pre_save.connect(authenticators.bind, sender=Authenticator)
post_init.connect(authenticators.refuse_others, sender=Authenticator)


@receiver(authenticator_used)
def came_through(user: User, authenticator: Authenticator, **_: Any) -> None:
    lockout.forgive(user.email)
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        _changed(user, "recovery_code_used")


@receiver(user_logged_in)
def signed_in(request: HttpRequest | None, user: User, **_: Any) -> None:
    if request is None:
        return
    sessions.start(request.session)
    # Bound to this user: what another pending sign-in of the same browser proved does not count.
    strong = any(entry.get("method") == "mfa" for entry in get_authentication_records(request, user))
    if strong:
        sessions.mark_strong(request.session)
    record.event("signed_in", user, second_factor=strong)


@receiver(user_logged_out)
def signed_out(user: User | None, **_: Any) -> None:
    if user is not None:
        record.event("signed_out", user)


@receiver(authentication_failed)
def wrong_code(user: User, **_: Any) -> None:
    record.failure(user, "code", lockout.failed(user.email, AccountAdapter().network()))


@receiver(authenticator_added)
def enrolled(request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        record.event("recovery_codes_made", user)
        return
    sessions.mark_strong(request.session)
    _changed(user, "authenticator_added", type=authenticator.type)


@receiver(authenticator_removed)
def removed(user: User, authenticator: Authenticator, **_: Any) -> None:
    _changed(user, "authenticator_removed", type=authenticator.type)


@receiver(authenticator_reset)
def renewed(user: User, **_: Any) -> None:
    _changed(user, "recovery_codes_renewed")


@receiver(password_changed)
def new_password(user: User, **_: Any) -> None:
    _changed(user, "password_changed")


def _changed(user: User, action: str, **detail: str) -> None:
    with transaction.atomic():
        notices.sign_in_changed(user)
        record.event(action, user, **detail)
