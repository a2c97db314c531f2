"""Signing in at /admin/: password, then a code; nothing else opens the door (domain D, architecture)."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import Permission
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.models import User
from tests.cast import PASSWORD, TOTP_SECRET

CODE = "/admin/sign-in/code/"


def test_a_password_and_a_code_open_the_staff_pages(cast, sign_in):
    client = sign_in(cast.maya)
    assert client.get("/admin/account/").status_code == 200


def test_a_password_alone_signs_nobody_in(cast, password_step):
    client = Client()
    password_step(client, cast.maya.email)
    assert SESSION_KEY not in client.session
    assert client.get("/admin/").url.startswith("/admin/login/")


def test_a_wrong_code_signs_nobody_in(cast, password_step, events):
    client = Client()
    password_step(client, cast.maya.email)
    page = client.post(CODE, {"code": "000000"})
    assert "The code is not right" in page.content.decode()
    assert SESSION_KEY not in client.session
    assert events("sign_in_failed", actor=cast.maya.pk)[0].detail == {"step": "code"}


def test_a_code_works_once(cast, password_step, code):
    # The same one, though its half minute may be over by the second time.
    typed = {"code": code()}
    first, second = Client(), Client()
    password_step(first, cast.maya.email)
    assert first.post(CODE, typed).url == "/admin/"
    password_step(second, cast.maya.email)
    assert "used before" in second.post(CODE, typed).content.decode()


def test_the_e_mail_may_be_typed_in_capitals(cast, password_step):
    assert password_step(Client(), cast.maya.email.upper()).url == CODE


def test_an_unknown_e_mail_and_a_wrong_password_get_the_same_answer(cast, password_step):
    def answer(email: str) -> str:
        page = password_step(Client(), email, "not the password").content.decode()
        assert "The e-mail or the password is not right" in page
        return page.split("<main")[1].replace(email, "").split("csrfmiddlewaretoken")[0]

    assert answer(cast.maya.email) == answer("nobody.here@waymark.example")


def test_a_failed_try_leaves_no_word_of_what_was_typed(cast, password_step, events):
    password_step(Client(), "stranger@elsewhere.example", "not the password")
    event = events("sign_in_failed")[0]
    assert (event.actor, event.subject, event.detail) == (None, None, {"step": "password"})


def test_a_closed_account_is_answered_like_one_that_never_was(cast, password_step):
    User.objects.filter(pk=cast.maya.pk).update(is_active=False)
    assert "not right" in password_step(Client(), cast.maya.email).content.decode()


def test_the_session_key_changes_at_sign_in(cast, password_step, code):
    client = Client()
    password_step(client, cast.maya.email)
    before = client.cookies["staff"].value
    client.post(CODE, {"code": code()})
    assert client.cookies["staff"].value != before


def test_signing_in_and_out_are_events(cast, sign_in, events):
    client = sign_in(cast.maya)
    client.post("/admin/logout/")
    assert events("signed_in", actor=cast.maya.pk)[0].detail == {"second_factor": True}
    assert len(events("signed_out", actor=cast.maya.pk)) == 1
    assert client.get("/admin/").url.startswith("/admin/login/")


@pytest.mark.parametrize("address", ["/admin/password_reset/", "/admin/password_reset/confirm/x/y/"])
def test_nobody_resets_a_password_by_mail(cast, address):
    page = Client().get(address)
    assert "Nobody can reset a password by mail" in page.content.decode()
    assert Client().post(address, {"email": cast.maya.email}).status_code == 405


@pytest.mark.parametrize("address", ["signup/", "sign-in/signup/", "sign-in/email/", "sign-in/second-step/trust/"])
def test_there_is_no_way_to_sign_up_or_change_the_e_mail(cast, sign_in, address):
    assert sign_in(cast.maya).get(f"/admin/{address}").status_code == 404


def test_secrets_stand_sealed_in_the_authenticator_table(cast):
    rows = json.dumps(list(Authenticator.objects.filter(user=cast.maya).values_list("data", flat=True)))
    codes = Authenticator.objects.get(user=cast.maya, type="recovery_codes").wrap()
    assert TOTP_SECRET not in rows
    assert not any(one in rows for one in codes.generate_codes())
    assert "seed" in rows
    assert "secret" in rows


def test_every_answer_under_admin_stays_out_of_caches(cast, sign_in):
    client = sign_in(cast.maya)
    for address in ("/admin/", "/admin/account/", "/admin/sign-in/second-step/", "/admin/nothing-here/"):
        assert "no-store" in client.get(address)["Cache-Control"], address
    assert "no-store" in Client().get("/admin/login/")["Cache-Control"]


def test_a_recovery_code_stands_in_for_the_phone_once(cast, password_step, events):
    recovery = Authenticator.objects.get(user=cast.maya, type="recovery_codes").wrap().get_unused_codes()[0]
    client = Client()
    password_step(client, cast.maya.email)
    assert client.post(CODE, {"code": recovery}).status_code == 302
    assert client.get("/admin/account/").status_code == 200
    assert events("recovery_code_used", actor=cast.maya.pk)
    again = Client()
    password_step(again, cast.maya.email)
    assert again.post(CODE, {"code": recovery}).status_code == 200


def test_no_account_can_be_a_superuser(cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=cast.ada.pk).update(is_superuser=True)


def test_createsuperuser_says_what_to_do_instead(db):
    with pytest.raises(CommandError, match="invite_administrator"):
        call_command("createsuperuser")


def test_a_permission_given_to_a_person_directly_counts_nothing(cast):
    cast.maya.user_permissions.add(Permission.objects.get(codename="change_user"))
    assert not User.objects.get(pk=cast.maya.pk).has_perm("accounts.change_user")


def test_changing_the_password_keeps_this_session_and_ends_the_others(cast, sign_in, events):
    here, elsewhere = sign_in(cast.maya), sign_in(cast.maya, step=1)
    new = "a harbour full of lanterns"
    form = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert here.post("/admin/sign-in/password/", form).status_code == 302
    assert here.get("/admin/account/").status_code == 200
    assert elsewhere.get("/admin/").status_code == 302
    assert events("password_changed", actor=cast.maya.pk)


@pytest.mark.parametrize("weak", ["short", "password1234", "mayaexample12"])
def test_a_weak_password_is_refused(cast, sign_in, weak):
    form = {"oldpassword": PASSWORD, "password1": weak, "password2": weak}
    assert sign_in(cast.maya).post("/admin/sign-in/password/", form).status_code == 200
    cast.maya.refresh_from_db()
    assert cast.maya.check_password(PASSWORD)


@pytest.mark.parametrize("language", ["en", "pl", "ar"])
@pytest.mark.parametrize("address", ["_util/login/", "_util/authenticate_with_password/1/1/"])
def test_wagtails_own_way_in_does_not_exist(cast, language, address):
    """It would take a password without our lock and without the second step."""
    answers = {"username": cast.maya.email, "password": PASSWORD}
    assert Client().get(f"/{language}/{address}").status_code == 404
    assert Client().post(f"/{language}/{address}", answers).status_code == 404
