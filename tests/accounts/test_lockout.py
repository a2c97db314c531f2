"""Guessing is stopped for all processes at once, for passwords and codes together."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts import actions, lockout
from accounts.models import Lock
from vault.models import Counter

CODE = "/admin/sign-in/code/"
ROOT = Path(__file__).resolve().parents[2]


def guess(password_step, email: str, times: int) -> None:
    for _ in range(times):
        password_step(Client(), email, "not the password")


def test_six_wrong_passwords_stop_the_right_one_from_any_browser(cast, password_step, events):
    guess(password_step, cast.maya.email, 6)
    page = password_step(Client(), cast.maya.email).content.decode()
    assert "Try again after" in page
    assert "ask your administrator" in page
    assert events("sign_in_locked", actor=cast.maya.pk)
    assert password_step(Client(), cast.tom.email).url == CODE


def test_five_wrong_passwords_do_not(cast, password_step):
    guess(password_step, cast.maya.email, 5)
    assert password_step(Client(), cast.maya.email).url == CODE


def test_wrong_codes_count_with_wrong_passwords(cast, password_step, code):
    guess(password_step, cast.maya.email, 3)
    client = Client()
    password_step(client, cast.maya.email)
    for wrong in range(3):
        client.post(CODE, {"code": f"00000{wrong}"})
    assert "Try again after" in client.post(CODE, {"code": code()}).content.decode()


def test_an_e_mail_without_an_account_is_stopped_just_the_same(cast, password_step):
    guess(password_step, "nobody.here@waymark.example", 6)
    assert "Try again after" in password_step(Client(), "nobody.here@waymark.example").content.decode()


def test_a_whole_sign_in_forgives_what_went_wrong_before(cast, password_step, sign_in):
    guess(password_step, cast.maya.email, 4)
    sign_in(cast.maya)
    guess(password_step, cast.maya.email, 4)
    assert password_step(Client(), cast.maya.email).url == CODE


def test_half_a_sign_in_forgives_nothing(cast, password_step):
    guess(password_step, cast.maya.email, 4)
    password_step(Client(), cast.maya.email)
    guess(password_step, cast.maya.email, 2)
    assert "Try again after" in password_step(Client(), cast.maya.email).content.decode()


def test_after_half_an_hour_it_is_over(cast):
    now = timezone.now()
    for _ in range(6):
        lockout.take_try("password", cast.maya.email, now)
        lockout.failed(cast.maya.email, "192.0.2.1", now)
    assert lockout.locked_until(cast.maya.email, now) == now + lockout.LOCKED_FOR
    assert not lockout.take_try("password", cast.maya.email, now + timedelta(minutes=29))
    assert lockout.take_try("password", cast.maya.email, now + timedelta(minutes=31))


def test_one_network_cannot_try_a_few_passwords_on_everybody(cast, password_step):
    now = timezone.now()
    for number in range(lockout.NETWORK_FAILURES):
        lockout.failed(f"{number}@waymark.example", "127.0.0.1", now)
    assert "Wait an hour" in password_step(Client(), cast.maya.email).content.decode()


def test_guessing_inside_a_session_is_counted_like_guessing_at_the_door(cast, sign_in, password_step):
    client = sign_in(cast.maya)
    for _ in range(5):
        client.post("/admin/sign-in/password/", {"oldpassword": "no", "password1": "x", "password2": "x"})
    guess(password_step, cast.maya.email, 1)
    assert "Try again after" in password_step(Client(), cast.maya.email).content.decode()


def test_nothing_readable_is_kept_about_who_tried(cast, password_step):
    guess(password_step, cast.maya.email, 6)
    keys = [*Lock.objects.values_list("key", flat=True), *Counter.objects.values_list("key", flat=True)]
    assert keys
    assert not any("@" in key or "127.0.0.1" in key for key in keys)


GUESSER = """
import django
django.setup()
from concurrent.futures import ThreadPoolExecutor
from accounts import lockout
from django.db import connections

def one_try(number):
    try:
        return lockout.take_try("password", "maya@waymark.example")
    finally:
        connections.close_all()

with ThreadPoolExecutor(10) as pool:
    print(sum(pool.map(one_try, range(10))), lockout.locked_until("maya@waymark.example") is not None)
"""


def address_for_other_processes(folder: Path) -> str:
    """Where others reach this database; one that is only in memory is copied to a file first."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(folder / "copy.sqlite3")) as copy:
            connection.ensure_connection()
            connection.connection.backup(copy)
        return f"sqlite:///{folder / 'copy.sqlite3'}"
    to = connection.settings_dict
    return f"postgres://{to['USER']}:{to['PASSWORD']}@{to['HOST']}:{to['PORT']}/{to['NAME']}"


@pytest.mark.django_db(transaction=True)
def test_two_processes_guessing_at_the_same_moment_get_no_further_than_six(tmp_path):
    environment = {
        **os.environ,
        "WAYMARK_MODE": "test",
        "WAYMARK_VAR": str(tmp_path),
        "DATABASE_URL": address_for_other_processes(tmp_path),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "site"), str(ROOT)]),
    }
    guessers = [
        subprocess.Popen([sys.executable, "-c", GUESSER], env=environment, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    answers = [guesser.communicate(timeout=120)[0].split() for guesser in guessers]
    assert sum(int(allowed) for allowed, _locked in answers) == lockout.FAILURES
    assert "True" in {locked for _allowed, locked in answers}


def test_an_administrator_unlocks_and_nothing_else_changes(cast, signed_in, password_step, events):
    guess(password_step, cast.maya.email, 6)
    ada, address = signed_in(cast.ada), f"/admin/people/{cast.maya.pk}/unlock/"
    assert address in ada.get(f"/admin/people/{cast.maya.pk}/").content.decode()
    assert ada.post(address).status_code == 302
    assert lockout.locked_until(cast.maya.email) is None
    assert len(events("unlocked", actor=cast.ada.pk, subject=cast.maya.pk)) == 1
    assert Authenticator.objects.filter(user=cast.maya, type="totp").exists()
    assert password_step(Client(), cast.maya.email).url == "/admin/sign-in/code/"
    assert address not in ada.get(f"/admin/people/{cast.maya.pk}/").content.decode()


def test_nobody_unlocks_themselves_nor_without_the_permission(cast, signed_in, password_step):
    guess(password_step, cast.ada.email, 6)
    assert signed_in(cast.ada).post(f"/admin/people/{cast.ada.pk}/unlock/").status_code == 404
    assert signed_in(cast.jo).post(f"/admin/people/{cast.ada.pk}/unlock/").status_code == 404
    assert signed_in(cast.ada).get(f"/admin/people/{cast.maya.pk}/unlock/").status_code == 405
    assert lockout.locked_until(cast.ada.email)


def test_resetting_somebody_lifts_their_lock(cast, password_step):
    guess(password_step, cast.maya.email, 6)
    actions.reset_sign_in(cast.ada, cast.maya)
    assert lockout.locked_until(cast.maya.email) is None
    assert not Authenticator.objects.filter(user=cast.maya).exists()
