"""Commands an operator types."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts import demo
from config.management.commands.demo_code import totp
from vault import audit, triggers
from vault.models import Event

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def test_one_time_codes_are_those_of_rfc_6238():
    """The test vector of the RFC, appendix B, shortened to six digits."""
    assert totp("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", 59) == "287082"
    assert totp("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", 1111111109) == "081804"


def test_a_demo_person_gets_password_and_code(db, settings, tmp_path: Path, capsys):
    settings.VAR = tmp_path
    with pytest.raises(CommandError, match="no demo people yet"):
        call_command("demo_code", "olu@waymark.example")
    demo.load()
    call_command("demo_code", "Olu@waymark.example")
    assert "stepping stones olu" in capsys.readouterr().out
    # A second editor stands in no file, and can sign in like the first.
    call_command("demo_code", "hope@waymark.example")
    assert "stepping stones hope" in capsys.readouterr().out
    with pytest.raises(CommandError, match="No demo person"):
        call_command("demo_code", "nobody@waymark.example")


def test_the_demo_is_never_loaded_in_production(settings):
    settings.DEMO = settings.TESTING = False
    with pytest.raises(CommandError, match="WAYMARK_MODE=demo"):
        call_command("load_demo")


def test_a_sound_chain_is_called_sound(capsys):
    audit.record("test.one", actor=None)
    call_command("verify_audit")
    assert "sound: 1 line" in capsys.readouterr().out


def test_a_chain_that_was_cut_ends_with_one_and_names_the_line(capsys):
    audit.record("test.one", actor=None)
    audit.record("test.two", actor=None)
    audit.anchor_head()
    triggers.take_down()
    Event.objects.filter(sequence=2)._raw_delete("default")
    triggers.put_up()
    with pytest.raises(SystemExit) as stop:
        call_command("verify_audit")
    assert stop.value.code == 1
    assert "line 2: cut" in capsys.readouterr().err


def test_scheduled_jobs_can_be_run_once_by_a_timer(capsys):
    call_command("tick")
    assert "config.heartbeat" in capsys.readouterr().out
