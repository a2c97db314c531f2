"""Commissions and their dated rows: what holds on which day."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from places import policy, reference
from places.models import (
    Area,
    Commission,
    Commissioner,
    Eligibility,
    Extension,
    Level,
    ResponseTarget,
    StaffedHours,
    Town,
)

TODAY = date(2026, 11, 18)


def test_there_are_fifteen_councils_and_twelve_lots_without_a_name(places) -> None:
    """D-1: twelve Local Networks, whose names have no source."""
    assert Area.objects.councils().count() == 15
    assert len({area.gss for area in Area.objects.councils()}) == 15
    networks = Area.objects.networks()
    assert [area.name for area in networks] == [f"Local Network {n} (name to be confirmed)" for n in range(1, 13)]
    assert {(area.gss, area.parent.name) for area in networks} == {(None, "County Durham")}


@pytest.mark.parametrize(
    ("slug", "day", "key"),
    [
        ("thanet", TODAY, "kent"),
        ("medway", TODAY, "kent"),
        ("thanet", date(2016, 7, 1), "kent"),
        ("thanet", date(2016, 6, 30), None),
        ("county-durham", date(2025, 12, 31), None),
        ("county-durham", date(2026, 1, 1), "durham"),
        ("local-network-7", TODAY, "durham"),
        ("darlington", date(2028, 1, 1), "durham"),
        ("darlington", date(2028, 1, 2), None),
    ],
)
def test_an_area_is_served_within_its_commissions_term(places, slug: str, day: date, key: str | None) -> None:
    """D-1: from 1 January 2026 to 1 January 2028, as written; Kent's end is left open."""
    commission = policy.commission_for(Area.objects.get(slug=slug), day)
    assert (commission.key if commission else None) == key


def test_an_extension_counts_once_it_is_decided(places) -> None:
    durham = Commission.objects.get(key="durham")
    assert [extension.months for extension in durham.extensions.all()] == [12, 12]
    Extension.objects.filter(pk=durham.extensions.first().pk).update(decided_on=date(2027, 10, 1))
    durham = Commission.objects.get(key="durham")
    assert durham.last_day == date(2029, 1, 1)
    assert policy.commission_for(Area.objects.get(slug="darlington"), date(2028, 6, 1)) == durham


def test_kent_is_for_people_from_sixteen_and_for_those_who_flee_there(places) -> None:
    """K-7.1, K-7.2, K-9.2; Medway is a setting."""
    rules = policy.eligibility(Commission.objects.get(key="kent"), TODAY)
    assert (rules.minimum_age, rules.younger_by_exception, rules.women_only) == (16, True, False)
    assert rules.moving_here
    assert rules.no_recourse == Eligibility.NoRecourse.INDIVIDUAL
    assert rules.covers(Area.objects.get(slug="swale"))
    assert rules.covers(Area.objects.get(slug="medway"))
    assert not rules.covers(Area.objects.get(slug="darlington"))
    rules.areas.remove(Area.objects.get(slug="medway"))
    rules.save()
    assert not Eligibility.objects.get(pk=rules.pk).covers(Area.objects.get(slug="medway"))


def test_durham_is_for_women_from_eighteen_whatever_their_recourse_to_public_funds(places) -> None:
    """D-3.2, D-3.4a."""
    rules = policy.eligibility(Commission.objects.get(key="durham"), TODAY)
    assert (rules.minimum_age, rules.younger_by_exception, rules.women_only) == (18, False, True)
    assert rules.no_recourse == Eligibility.NoRecourse.INCLUDED
    assert rules.covers(Area.objects.get(slug="local-network-2"))
    assert not rules.covers(Area.objects.get(slug="medway"))


def test_the_police_and_crime_commissioner_ends_in_2028(places) -> None:
    durham = Commission.objects.get(key="durham")
    assert policy.commissioner(durham, TODAY).role == "Police and crime commissioner"
    assert policy.commissioner(durham, date(2029, 1, 1)) is None


def test_the_more_urgent_is_answered_no_later_than_the_less(places) -> None:
    kent = Commission.objects.get(key="kent")
    minutes = [policy.response_target(kent, level, TODAY).staffed_minutes for level in Level.values]
    assert minutes == sorted(minutes)
    assert all(target.provisional for target in ResponseTarget.objects.all())


def test_an_alert_comes_after_a_quarter_of_an_hour_unless_a_commissioner_says_otherwise(places) -> None:
    kent = Commission.objects.get(key="kent")
    assert policy.alert_minutes(kent, TODAY) == 15
    assert policy.alert_minutes(None, TODAY) == 15
    assert policy.alert_minutes(kent, date(2010, 1, 1)) == 15
    ResponseTarget.objects.filter(commission=kent, level=Level.ACT_NOW).update(alert_after_staffed_minutes=5)
    assert policy.alert_minutes(kent, TODAY) == 5


def test_a_new_rule_holds_from_its_day_on(places) -> None:
    kent = Commission.objects.get(key="kent")
    old = policy.response_target(kent, Level.HIGH, TODAY)
    old.valid_until = date(2026, 12, 31)
    old.save()
    ResponseTarget.objects.create(commission=kent, level=Level.HIGH, staffed_minutes=240, valid_from=date(2027, 1, 1))
    assert policy.response_target(kent, Level.HIGH, date(2026, 12, 31)).staffed_minutes == 480
    assert policy.response_target(kent, Level.HIGH, date(2027, 1, 1)).staffed_minutes == 240


@pytest.mark.parametrize(
    ("first", "last", "refused"),
    [
        (date(2026, 3, 1), None, True),
        (date(2025, 1, 1), date(2026, 1, 1), True),
        (date(2026, 1, 31), date(2026, 2, 5), True),
        (date(2026, 2, 1), None, False),
        (date(2025, 1, 1), date(2025, 12, 31), False),
    ],
)
def test_rows_of_one_series_do_not_overlap(places, first: date, last: date | None, refused: bool) -> None:
    kent = Commission.objects.get(key="kent")
    january = {"valid_from": date(2026, 1, 1), "valid_until": None if first.month == 3 else date(2026, 1, 31)}
    StaffedHours.objects.create(commission=kent, hours="24/7", **january)
    row = StaffedHours(commission=kent, hours="Mo 09:00-10:00", valid_from=first, valid_until=last)
    if refused:
        with pytest.raises(ValidationError, match="holds from 1 January 2026"):
            row.full_clean()
    else:
        row.full_clean()


def test_a_row_of_another_series_is_in_nobodys_way(places) -> None:
    kent = Commission.objects.get(key="kent")
    StaffedHours.objects.create(commission=kent, hours="24/7", valid_from=date(2026, 1, 1))
    thanet = Area.objects.get(slug="thanet")
    StaffedHours(commission=kent, area=thanet, hours="24/7", valid_from=date(2026, 1, 1)).full_clean()


def test_a_row_does_not_end_before_it_begins(places) -> None:
    kent = Commission.objects.get(key="kent")
    with pytest.raises(ValidationError, match="must not be before"):
        StaffedHours(
            commission=kent, hours="24/7", valid_from=date(2026, 2, 1), valid_until=date(2026, 1, 1)
        ).full_clean()


def test_loading_again_changes_nothing_that_staff_changed(places) -> None:
    """Renamed, moved, deleted: all of it stands."""
    Area.objects.filter(slug="local-network-3").update(name="Somewhere")
    Area.objects.get(slug="local-network-12").delete()
    Town.objects.filter(name="Whitstable").delete()
    Commission.objects.filter(key="kent").update(name="Another name")
    ResponseTarget.objects.filter(level=Level.HIGH).delete()
    Commissioner.objects.filter(commission__key="durham").update(name="Somebody else")
    models = (Area, Town, Commission, ResponseTarget, Commissioner)
    before = [list(model.objects.order_by("pk").values()) for model in models]
    assert reference.load() == 0
    assert [list(model.objects.order_by("pk").values()) for model in models] == before


def test_the_command_loads_what_every_app_has(db, capsys) -> None:
    call_command("load_reference")
    call_command("load_reference")
    assert "Reference data, places: 0 new." in capsys.readouterr().out
    assert Area.objects.councils().count() == 15


def test_an_area_keeps_its_address_when_it_is_named(places) -> None:
    area = Area.objects.get(slug="local-network-3")
    area.name = "A name that was confirmed"
    area.full_clean()
    area.save()
    assert Area.objects.get(pk=area.pk).slug == "local-network-3"


def test_a_network_lies_in_a_council_and_a_council_in_none(places) -> None:
    durham = Area.objects.get(slug="county-durham")
    with pytest.raises(ValidationError, match="Choose the council"):
        Area(name="Nowhere", kind=Area.Kind.NETWORK).full_clean()
    with pytest.raises(ValidationError, match="in no other council"):
        Area(name="Nowhere", kind=Area.Kind.COUNCIL, parent=durham).full_clean()
