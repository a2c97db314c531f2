"""Production refuses to start half-made, and says why in words."""

from datetime import date

import pytest

from config import production, refusal
from config.checks import check_settings, settings_faults
from content import governance
from content.models import Governance

GOOD = {
    "DEMO": False,
    "TESTING": False,
    "DEBUG": False,
    "SECRET_KEY": "q8vX2hY5rT9wZ1kL4mN7pB3cD6fG0jS-aEuIoRtYbHnMkLpQwXzV",
    "KEY_RING": "y2026:000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
    "ALLOWED_HOSTS": ["help.example.org"],
    "HTTPS": True,
    "ALLOW_HTTP": False,
    "BASE_URL": "https://help.example.org",
}


@pytest.fixture
def well_set(settings):
    for name, value in GOOD.items():
        setattr(settings, name, value)
    return settings


@pytest.mark.parametrize(
    ("name", "value", "word"),
    [
        ("SECRET_KEY", "demo-" + GOOD["SECRET_KEY"], "SECRET_KEY"),
        ("SECRET_KEY", "test-" + GOOD["SECRET_KEY"], "SECRET_KEY"),
        ("SECRET_KEY", "django-insecure-" + GOOD["SECRET_KEY"], "SECRET_KEY"),
        ("SECRET_KEY", "short", "at least 50"),
        ("SECRET_KEY", "a" * 60, "easy to guess"),
        ("KEY_RING", GOOD["KEY_RING"].replace("y2026", "demo1"), "KEY_RING"),
        ("KEY_RING", GOOD["KEY_RING"] + "," + GOOD["KEY_RING"].replace("y2026", "Test1"), "KEY_RING"),
        ("KEY_RING", "y2026:" + "00" * 32, "easy to guess"),
        ("KEY_RING", "y2026:abcd", "KEY_RING"),
        ("DEBUG", True, "DEBUG"),
        ("ALLOWED_HOSTS", [], "ALLOWED_HOSTS"),
        ("ALLOWED_HOSTS", ["*"], "ALLOWED_HOSTS"),
        ("HTTPS", False, "HTTPS"),
        ("BASE_URL", "http://help.example.org", "BASE_URL"),
    ],
)
def test_one_wrong_setting_is_named(well_set, name: str, value: object, word: str):
    setattr(well_set, name, value)
    assert any(word in fault for fault in settings_faults())
    assert any(word in str(error.msg) for error in check_settings())


def test_right_settings_have_no_fault(well_set):
    assert list(settings_faults()) == []


def test_keys_in_a_local_file_beside_a_postgresql_database_are_a_fault(well_set, monkeypatch):
    monkeypatch.setitem(well_set.DATABASES, "default", {"ENGINE": "django.db.backends.postgresql"})
    monkeypatch.setitem(well_set.DATABASES, "keys", {"ENGINE": "django.db.backends.sqlite3"})
    assert [fault for fault in settings_faults() if fault.startswith("KEYS_DATABASE_URL")]
    monkeypatch.setitem(well_set.DATABASES, "keys", {"ENGINE": "django.db.backends.postgresql"})
    assert list(settings_faults()) == []


def test_plain_http_must_be_said_aloud(well_set):
    well_set.HTTPS, well_set.ALLOW_HTTP, well_set.BASE_URL = False, True, "http://10.0.0.1"
    assert list(settings_faults()) == []


def test_a_wrong_setting_stops_the_start_with_a_clear_message(well_set, monkeypatch, capsys):
    monkeypatch.setattr(production.demo, "exists", lambda: False)
    well_set.SECRET_KEY = "demo-" + GOOD["SECRET_KEY"]
    with pytest.raises(SystemExit) as stop:
        production.refuse_unsafe_start()
    assert stop.value.code == refusal.CODE
    assert "Waymark will not start:\n  - SECRET_KEY is one of the demo" in capsys.readouterr().err


@pytest.mark.django_db(databases=["default", "keys"])
def test_a_demo_account_stops_the_start(well_set, monkeypatch, capsys):
    monkeypatch.setattr(production.demo, "exists", lambda: True)
    with pytest.raises(SystemExit):
        production.refuse_unsafe_start()
    assert "demo account" in capsys.readouterr().err


@pytest.mark.django_db(databases=["default", "keys"])
def test_a_well_made_installation_starts(well_set):
    production.refuse_unsafe_start()


@pytest.mark.django_db(databases=["default", "keys"])
def test_what_is_not_recorded_is_named_until_it_is(well_set):
    assert len(governance.missing()) == 5
    record = Governance.load()
    record.controller = "Example Trust"
    record.save()
    assert len(governance.missing()) == 4
    record.dpia_signed_on = record.sharing_agreed_on = record.notices_published_on = date(2026, 1, 5)
    record.dpia_signed_by, record.sharing_agreement = "A. Officer", "ISA-1"
    record.complaints_contact = "dpo@example.org"
    record.save()
    assert governance.missing() == []


@pytest.mark.django_db(databases=["default", "keys"])
def test_a_signature_without_a_name_counts_as_none(well_set):
    record = Governance.load()
    record.dpia_signed_on = date(2026, 1, 5)
    record.save()
    assert any("impact assessment" in sentence for sentence in governance.missing())


@pytest.mark.parametrize(("folder", "warned"), [("", True), ("/mnt/elsewhere", False)])
def test_anchors_beside_the_database_they_guard_are_warned_of(well_set, folder: str, warned: bool):
    well_set.ANCHORS_DIR = folder
    assert any("ANCHORS_DIR" in message.msg for message in check_settings()) is warned
    assert list(settings_faults()) == []
