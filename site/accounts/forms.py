"""Forms of signing in: allauth's, in our words, behind our lock-out."""

from typing import Any

from allauth.account import forms as account_forms
from allauth.mfa.base import forms as code_forms
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.webauthn import forms as passkey_forms
from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .adapters import AccountAdapter, refuse_if_locked
from .models import User


def _plain(field: forms.Field, label: Any = None, hint: Any = "") -> None:
    """A label above the field instead of a placeholder inside it."""
    field.widget.attrs.pop("placeholder", None)
    field.label = label or field.label
    field.help_text = hint


class LoginForm(account_forms.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        _plain(self.fields["login"], _("Work e-mail"))
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        _plain(self.fields["password"], _("Password"))


class ReauthenticateForm(account_forms.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        _plain(self.fields["password"], _("Password"))


class ChangePasswordForm(account_forms.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        _plain(self.fields["oldpassword"], _("Your password now"))
        _plain(self.fields["password1"], _("New password"), _("At least 12 characters. Three words are good."))
        _plain(self.fields["password2"], _("New password, once more"))

    def clean_oldpassword(self) -> str:
        # Through the adapter, so that guessing here is counted like guessing at the door.
        password = self.cleaned_data["oldpassword"]
        if not AccountAdapter().reauthenticate(self.user, password):
            raise ValidationError(_("The password is not right. Try again."))
        return password


CODE_HINT = _("Six digits from your app, or one of your recovery codes.")


class _LockedCode:
    """Counts a code like a password, before it is checked."""

    def clean_code(self) -> str:
        refuse_if_locked(self.user.email, AccountAdapter().network(), "code")  # type: ignore[attr-defined]
        return super().clean_code()  # type: ignore[misc]


class AuthenticateForm(_LockedCode, code_forms.AuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        _plain(self.fields["code"], _("Code"), CODE_HINT)


class ReauthenticateCodeForm(_LockedCode, code_forms.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        _plain(self.fields["code"], _("Code"), CODE_HINT)


class ActivateTOTPForm(totp_forms.ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        _plain(self.fields["code"], _("Code from the app"), _("Six digits. They change every 30 seconds."))
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class AddPasskeyForm(passkey_forms.AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        _plain(self.fields["name"], _("Name of this passkey"), _("So that you can tell it from others."))
        _plain(
            self.fields["passwordless"],
            _("Sign in with this passkey alone"),
            _("It then asks for your finger, your face or a PIN instead of the password."),
        )


class ChoosePasswordForm(forms.Form):
    """The first password, behind a one-time link."""

    password1 = forms.CharField(
        label=_("Password"),
        help_text=_("At least 12 characters. Three words are good."),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label=_("Password, once more"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any):
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_password1(self) -> str:
        password: str = self.cleaned_data["password1"]
        password_validation.validate_password(password, self.user)
        return password

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("password1") and cleaned.get("password1") != cleaned.get("password2"):
            self.add_error("password2", _("The two passwords differ. Type the same one twice."))
        return cleaned
