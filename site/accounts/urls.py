"""Signing in, under `/admin/` because that is how far the session cookie reaches. Goes before Wagtail's addresses.

The names are allauth's where a page is allauth's: its own redirects use them. What is not here (sign-up,
password reset, change of e-mail, trusted browsers) does not exist.
"""

from allauth.account import views as account
from allauth.mfa.base import views as second_step
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from django.contrib.auth.decorators import login_required
from django.urls import path, re_path
from django.views.decorators.cache import never_cache

from . import sign_in_views as own

second_step_urls = [
    path("", second_step.index, name="mfa_index"),
    path("app/", app.activate_totp, name="mfa_activate_totp"),
    path("app/remove/", app.deactivate_totp, name="mfa_deactivate_totp"),
    path("codes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("codes/new/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("passkeys/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("passkeys/add/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("passkeys/<int:pk>/name/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path("passkeys/<int:pk>/remove/", own.remove_passkey, name="mfa_remove_webauthn"),
]

sign_in_urls = [
    path("sign-in/code/", second_step.authenticate, name="mfa_authenticate"),
    path("sign-in/passkey/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("sign-in/out/", account.logout, name="account_logout"),
    path("sign-in/confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("sign-in/confirm/code/", second_step.reauthenticate, name="mfa_reauthenticate"),
    path("sign-in/confirm/passkey/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("sign-in/password/", login_required(own.change_password), name="account_change_password"),
    path("sign-in/help/", own.help_page, name="account_reset_password"),
    path("sign-in/no-role-yet/", login_required(own.waiting), name="sign_in_waiting"),
    path("sign-in/link/<str:token>/", own.open_link, name="sign_in_link"),
    path("sign-in/start/", own.choose_password, name="sign_in_start"),
]

urlpatterns = [
    path("login/", account.login, name="account_login"),
    re_path(r"^password_reset/", own.help_page),
    *sign_in_urls,
    *(path("sign-in/second-step/" + str(url.pattern), url.callback, name=url.name) for url in second_step_urls),
]
for url in urlpatterns:
    url.callback = never_cache(url.callback)
