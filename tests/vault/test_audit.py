"""The audit chain finds what was changed, taken out or cut off."""

import stat
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from vault import audit, triggers
from vault.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def five_lines(db) -> None:
    Event.objects.none()
    for number in range(5):
        audit.record("case.opened", actor=uuid4(), subject=uuid4(), detail={"n": number})


def force(sql: str, *values: object) -> None:
    """As somebody with the database's own password would."""
    triggers.take_down()
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def faults() -> list[tuple[int, str]]:
    return [(fault.sequence, fault.kind) for fault in audit.verify()]


def test_an_untouched_chain_has_no_fault(five_lines):
    audit.anchor_head()
    assert faults() == []


@pytest.mark.parametrize("column", ["action", "actor", "subject", "detail", "at"])
def test_a_changed_line_is_found(five_lines, column):
    values = {
        "action": "case.noted",
        "actor": uuid4().hex,
        "subject": uuid4().hex,
        "detail": '{"n": 9}',
        "at": "2020-01-01 00:00:00+00",
    }
    force(f"UPDATE vault_event SET {column} = %s WHERE sequence = 3", values[column])
    assert faults() == [(3, "changed")]


def test_a_missing_line_is_found(five_lines):
    force("DELETE FROM vault_event WHERE sequence = 3")
    assert (3, "missing") in faults()


def test_a_cut_tail_is_found_by_the_anchor(five_lines):
    audit.anchor_head()
    force("DELETE FROM vault_event WHERE sequence > 3")
    assert faults() == [(4, "cut")]


def test_a_cut_tail_is_still_found_after_new_lines_have_grown(five_lines):
    audit.anchor_head()
    force("DELETE FROM vault_event WHERE sequence > 3")
    for _number in range(4):
        audit.record("case.opened", actor=None)
    assert (5, "changed") in faults()


def test_a_shorter_chain_is_never_anchored_over_a_longer_one(five_lines):
    audit.anchor_head()
    force("DELETE FROM vault_event WHERE sequence > 3")
    assert audit.anchor_head() is False


def test_a_cut_is_still_found_after_the_worker_has_anchored_what_grew(five_lines):
    """The worker must not sign away the proof: cut three, grow five, anchor."""
    audit.anchor_head()
    force("DELETE FROM vault_event WHERE sequence > 2")
    for _number in range(5):
        audit.record("case.opened", actor=None)
    assert audit.anchor_head() is False
    assert (5, "changed") in faults()


def test_every_anchor_is_kept_in_a_file_of_its_own_that_only_we_read(five_lines, settings):
    now = timezone.now()
    assert [audit.anchor_head(now), audit.anchor_head(now)] == [True, False]
    audit.record("case.opened", actor=None)
    assert audit.anchor_head(now) is True
    folder = Path(settings.STORAGES["anchors"]["OPTIONS"]["location"])
    assert len(list(folder.iterdir())) == 2
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert faults() == []


def test_only_the_newest_anchor_is_opened_to_store_the_next(five_lines, settings):
    for _number in range(3):
        audit.anchor_head()
        audit.record("case.opened", actor=None)
    folder = Path(settings.STORAGES["anchors"]["OPTIONS"]["location"])
    for file in sorted(folder.iterdir())[:-1]:
        file.write_text("{")
    assert audit.anchor_head() is True


@pytest.mark.parametrize(
    "forged", ['{"sequence": 5, "seal": "00", "signature": "00"}', '{"sequence": 5}', "[]", "no JSON"]
)
def test_an_anchor_that_is_not_signed_by_us_is_a_fault_and_stops_anchoring(five_lines, settings, forged):
    audit.anchor_head()
    [file] = Path(settings.STORAGES["anchors"]["OPTIONS"]["location"]).iterdir()
    file.write_text(forged)
    audit.record("case.opened", actor=None)
    assert audit.anchor_head() is False
    assert faults() == [(5, "anchor")]


def test_the_database_itself_refuses_to_change_or_delete_a_line(five_lines):
    for change in (lambda: Event.objects.update(action="x"), lambda: Event.objects.all().delete()):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()


def test_lines_stay_readable_after_the_ring_has_a_new_key(five_lines, settings):
    settings.KEY_RING = "new:" + "33" * 32 + "," + settings.KEY_RING
    audit.record("case.opened", actor=None)
    assert faults() == []


def test_a_line_whose_key_has_left_the_ring_is_said_to_be_unverifiable(five_lines, settings):
    settings.KEY_RING = "new:" + "33" * 32
    assert {kind for _sequence, kind in faults()} == {"no_key"}
