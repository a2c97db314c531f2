"""How allauth behaves here: no sign-up, sealed secrets, one lock-out for passwords and codes."""

from datetime import datetime, timedelta
from time import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from . import authenticators, lockout, record
from .models import User

# A sensitive change asks for the password or a code again, unless one was given so lately.
FRESH = timedelta(minutes=10)


def refuse_if_locked(email: str, network: str, step: str, now: datetime | None = None) -> None:
    """Take a try; raises ValidationError that says when to come back and whom to ask."""
    if lockout.network_is_tired(network, now):
        raise ValidationError(_("Too many tries from here went wrong. Wait an hour, then try again."))
    if not lockout.take_try(step, email, now):
        until = lockout.locked_until(email, now) or timezone.now()
        raise ValidationError(locked_message(until))


def locked_message(until: datetime) -> str:
    at = time_format(timezone.localtime(until + timedelta(minutes=1)), "H:i")
    return gettext(
        "Signing in with this e-mail is stopped, because too many tries went wrong. "
        "Try again after %(time)s, or ask your administrator."
    ) % {"time": at}


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("The e-mail or the password is not right. Check both and try again."),
        "incorrect_password": _("The password is not right. Try again."),
        "enter_current_password": _("The password is not right. Try again."),
        "too_many_login_attempts": _("Too many tries. Wait five minutes, then try again, or ask your administrator."),
        "rate_limited": _("Too many tries. Wait five minutes, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        refuse_if_locked(credentials.get("email", ""), self.network(), "password")
        super().pre_authenticate(request, **credentials)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        user = super().authenticate(request, **credentials)
        if user is not None and not user.is_active:
            # A closed account answers like one that never was.
            self.authentication_failed(request, **credentials)
            return None
        return user

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        email = credentials.get("email", "")
        user = User.objects.filter(email=email.lower()).first()
        locked = lockout.failed(email, self.network())
        record.failure(user, "password", locked)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        records = get_authentication_records(self.request, self.request.user)
        return not any(time() - entry["at"] < FRESH.total_seconds() for entry in records)

    def network(self) -> str:
        """The caller's network address; counted as a digest only, never stored."""
        return self.get_client_ip(self.request)

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        return redirect(settings.LOGIN_URL)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return settings.LOGIN_REDIRECT_URL

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        raise RuntimeError("Mail goes through the outbox, inside the transaction of its change.")


class MFAAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("The code is not right, or was used before. Wait for the next one and try again."),
        "cannot_delete_authenticator": _("Add another way to sign in first. You cannot be without one."),
    }

    def encrypt(self, text: str) -> str:
        return authenticators.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return authenticators.unseal(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Never the last one: whoever had only the password could then enrol their own."""
        if authenticator.type == Authenticator.Type.RECOVERY_CODES:
            return False
        others = Authenticator.objects.filter(user_id=authenticator.user_id).exclude(pk=authenticator.pk)
        return others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Passkey %(number)s") % {"number": number}

    def _get_site_name(self) -> str:
        return settings.WAGTAIL_SITE_NAME
