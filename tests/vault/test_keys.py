"""Data keys, sealed fields, blind indexes."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from referral_forms.inbox.models import Case
from vault import blind, keys, schedule, sealing
from vault.models import BlindEntry, DataKey, ScheduledRun

pytestmark = pytest.mark.django_db


def test_destroying_a_key_makes_what_it_sealed_unreadable_and_not_findable(arrive):
    case = arrive()
    blind.add(case.id, [("telephone", "01632 960123")])
    keys.destroy(case.id)
    with pytest.raises(keys.Destroyed):
        _ = Case.objects.get(pk=case.pk).why
    assert blind.find("telephone", "01632960123") == set()
    assert not BlindEntry.objects.filter(owner=case.id).exists()


def test_rewrapping_changes_the_wrapping_and_no_content(arrive, settings):
    case = arrive(why=["stalking"])
    settings.KEY_RING = "new:" + "33" * 32 + "," + settings.KEY_RING
    assert keys.rewrap() == 1
    settings.KEY_RING = "new:" + "33" * 32
    keys.forget()
    assert Case.objects.get(pk=case.pk).why == ["stalking"]
    assert keys.rewrap() == 0


def test_an_orphaned_key_is_swept_and_a_cases_key_stays(arrive):
    case, orphan = arrive(), uuid4()
    keys.create(orphan)
    known = set(Case.objects.values_list("pk", flat=True))
    assert [swept(known, hours) for hours in (0.9, 25, 1.1)] == [0, 0, 1]
    assert list(DataKey.objects.values_list("owner", flat=True)) == [case.id]


def swept(known: set[UUID], hours: float) -> int:
    """So many hours after the keys were made."""
    return keys.sweep(lambda owners: owners & known, timezone.now() + timedelta(hours=hours))


def test_no_key_is_swept_when_the_main_database_holds_no_case_at_all(arrive):
    """An empty or a wrong database must not destroy what everybody sent."""
    arrive()
    with pytest.raises(keys.Implausible):
        swept(set(), 2)
    assert DataKey.objects.count() == 1


def test_no_key_is_swept_when_many_would_go_at_once(arrive):
    """An older copy of the main database lacks the newest cases, not their keys."""
    case = arrive()
    for _number in range(keys.MOST_ORPHANS + 1):
        keys.create(uuid4())
    with pytest.raises(keys.Implausible):
        swept({case.id}, 2)
    assert DataKey.objects.count() == keys.MOST_ORPHANS + 2


def test_the_scheduled_sweep_shows_its_fault_when_there_is_no_case():
    keys.create(uuid4())
    schedule.run_due(timezone.now() + timedelta(hours=2))
    assert ScheduledRun.objects.get(name="inbox.sweep_keys").last_fault == "Implausible"
    assert DataKey.objects.count() == 1


def test_two_spellings_of_one_value_find_the_same_case(arrive):
    case = arrive()
    blind.add(case.id, [("name", "Żofia Ó Brien"), ("name", "")])
    assert blind.find("name", "zofia o'brien") == {case.id}
    assert blind.find("name", "") == set()
    assert blind.find("email", "zofia o'brien") == set()


def test_a_sealed_field_cannot_be_written_or_asked_for_in_clear(arrive):
    arrive(why=["stalking"])
    with pytest.raises(TypeError, match="sealed"):
        Case.objects.update(why=["child"])
    with pytest.raises(TypeError, match="sealed"):
        Case.objects.filter(why=["stalking"]).exists()


def test_a_sealed_value_moved_to_another_row_does_not_open(arrive):
    one, other = arrive(why=["stalking"]), arrive(why=["child"])
    Case.objects.filter(pk=one.pk).update(why=Case.objects.get(pk=other.pk).__dict__["why"])
    with pytest.raises(sealing.Unreadable):
        _ = Case.objects.get(pk=one.pk).why
