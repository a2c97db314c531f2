"""Demonstration people: one a role, the same on every run, able to sign in."""

import json
import stat

import pytest
from django.test import Client

from accounts import demo
from accounts.models import User
from accounts.roles import Role
from accounts.teams import alert_chain, team_for
from places.models import Area


@pytest.fixture
def credentials(world, settings, tmp_path):
    settings.VAR = tmp_path
    demo.load()
    return json.loads((tmp_path / "demo-credentials.json").read_text())


def test_there_is_one_of_each_role_and_the_file_is_its_owners_alone(credentials, tmp_path):
    assert sorted(row["role"] for row in credentials) == sorted(Role.values)
    assert stat.S_IMODE((tmp_path / "demo-credentials.json").stat().st_mode) == 0o600


def test_loading_twice_changes_nothing(credentials, tmp_path):
    before = list(User.objects.order_by("email").values_list("email", "password"))
    assert demo.load() == 0
    assert list(User.objects.order_by("email").values_list("email", "password")) == before
    assert json.loads((tmp_path / "demo-credentials.json").read_text()) == credentials


def test_each_can_sign_in(credentials, code):
    for row in credentials:
        client = Client()
        client.post("/admin/login/", {"login": row["email"], "password": row["password"]})
        client.post("/admin/sign-in/code/", {"code": code(row["totp_secret"])})
        assert client.get("/admin/", follow=True).status_code == 200, row["role"]


def test_somebody_who_was_reset_while_trying_things_out_is_mended(credentials, tmp_path):
    maya = User.objects.get(email="maya@waymark.example")
    maya.set_unusable_password()
    maya.save()
    assert demo.load() == 1
    maya.refresh_from_db()
    assert maya.check_password(next(row["password"] for row in credentials if row["email"] == maya.email))


def test_kent_and_medway_are_watched_and_the_north_east_is_not(credentials):
    for slug in (*demo.EAST_KENT, *demo.WEST_KENT, *demo.MEDWAY):
        assert len(alert_chain(team_for(Area.objects.get(slug=slug)))) >= 2, slug
    assert team_for(Area.objects.get(slug="darlington")) is None


def test_demo_accounts_are_known_as_such_and_made_nowhere_else(credentials, settings):
    assert demo.exists()
    settings.DEMO = settings.TESTING = False
    with pytest.raises(RuntimeError):
        demo.load()
