"""The invented directory: enough of everything to try every choice, marked as invented, and never out of date."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db import transaction
from django.db.models import Q

from places.hours import check
from places.models import Area, Commission, Town
from services import demo
from services.models import AccessPoint, Facet, HoursException, Keeper, Listing, Organisation, Service
from tests.cast import lay_foundations, settle

Kind = AccessPoint.Kind
NUMBER = re.compile(r"01632 960\d{3}|0808 157 0\d{3}|07700 900\d{3}")
MODELS = (Organisation, Service, AccessPoint, Facet, Keeper, HoursException)
FAR_OFF = datetime(2031, 3, 5, 10, tzinfo=UTC)


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        lay_foundations()
        demo.load()
        settle()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def directory(made, db) -> None:
    """The invented directory alone, without the site's pages."""


def english() -> list[AccessPoint]:
    rows = AccessPoint.objects.filter(locale__language_code="en").select_related("area", "service__organisation")
    return list(rows.prefetch_related("areas", "access", "languages", "service__support", "exceptions"))


def by_area() -> dict[str, list[AccessPoint]]:
    served = defaultdict(list)
    for point in english():
        for area in point.areas.all():
            served[area.slug].append(point)
    return served


def councils() -> set[str]:
    return set(Area.objects.councils().values_list("slug", flat=True))


def test_every_area_has_a_dozen_entries_of_its_own_and_two_hundred_stand_in_all(directory):
    own = Counter(point.area.slug for point in english())
    assert set(own) == councils()
    assert min(own.values()) >= 12
    assert 190 <= sum(own.values()) <= 230


def test_every_area_has_every_way_of_getting_help(directory):
    for slug, points in by_area().items():
        assert {point.kind for point in points} == set(Kind.values), slug


def test_every_choice_is_used_by_an_entry(directory):
    used: set[int] = set()
    for model, fields in (
        (Organisation, ("partners",)),
        (Service, ("support", "people", "needs", "abuse")),
        (AccessPoint, ("access", "languages")),
    ):
        for field in fields:
            rows = model.objects.filter(locale__language_code="en")
            used |= set(rows.exclude(**{field: None}).values_list(field, flat=True))
    # A service counts only where it can be had.
    assert not Service.objects.filter(locale__language_code="en", access_points=None).exists()
    assert [f for f in Facet.objects.filter(locale__language_code="en") if f.pk not in used] == []


def test_every_kind_of_support_can_be_had_in_each_commission(directory):
    """K-6.1.1 to K-6.1.14, K-3.1.12"""
    kinds = set(Facet.objects.filter(group="support", locale__language_code="en").values_list("key", flat=True))
    for commission in Commission.objects.prefetch_related("areas"):
        slugs = {area.slug for area in commission.areas.all()}
        points = [point for slug, several in by_area().items() if slug in slugs for point in several]
        assert {facet.key for point in points for facet in point.service.support.all()} == kinds


def test_some_areas_have_gaps_for_the_report_to_find(directory):
    """K-6.1.5, K-11.1"""
    kinds = set(Facet.objects.filter(group="support", locale__language_code="en").values_list("key", flat=True))
    gaps = {
        slug: kinds - {facet.key for point in points for facet in point.service.support.all()}
        for slug, points in by_area().items()
    }
    assert sum(bool(missing) for missing in gaps.values()) >= 3


def test_everything_says_that_it_is_made_up(directory):
    """domain H 20"""
    for model in (Organisation, Service, AccessPoint):
        assert not model.objects.filter(is_demo=False).exists()


def test_no_number_is_anybodys_and_none_is_given_out_twice(directory):
    """domain H 20"""
    numbers = [point.phone for point in english()]
    for number in filter(None, numbers):
        assert NUMBER.fullmatch(number), number
    assert max(Counter(filter(None, numbers)).values()) == 1
    # Some can only be written to, and then say where.
    assert all(point.website for point in english() if not point.phone)


def test_mail_and_websites_lead_nowhere(directory):
    """RFC 2606"""
    for row in (*english(), *Organisation.objects.all()):
        assert not row.website or re.fullmatch(r"https://[a-z]+\.example/", row.website)
        assert not row.email or re.fullmatch(r"[a-z]+@[a-z]+\.example", row.email)


def test_every_entry_has_a_keeper_of_its_own_organisation(directory):
    for model in (Organisation, Service, AccessPoint):
        assert not model.objects.filter(keeper=None).exists()
    for point in english():
        assert point.keeper.organisation == point.service.organisation
    for keeper in Keeper.objects.all():
        assert re.fullmatch(r"[a-z]+@[a-z]+\.example", keeper.contact["email"])
        assert keeper.contact["name"].endswith(" Example")
        assert keeper.contact["name"].split()[0] not in keeper.role


def test_nothing_that_is_kept_secret_has_a_location(directory):
    """K-6.1.10, domain B"""
    hidden = AccessPoint.objects.filter(Q(confidential=True) | Q(kind=Kind.GROUP, venue_public=False))
    assert hidden.filter(kind=Kind.GROUP).exists()
    assert hidden.filter(kind=Kind.APPOINTMENT).exists()
    for point in hidden:
        assert (point.town, point.address, point.postcode, point.directions) == ("", "", "", "")
        assert point.easting is point.northing is None
    assert not hidden.filter(kind=Kind.GROUP).exclude(hours="").exists()
    assert not AccessPoint.objects.filter(kind=Kind.SAFE_ACCOMMODATION, confidential=False).exists()


def test_some_groups_have_agreed_to_show_where_they_meet(directory):
    open_groups = AccessPoint.objects.filter(kind=Kind.GROUP, venue_public=True)
    assert open_groups.exists()
    assert not open_groups.filter(Q(town="") | Q(address="") | Q(hours="")).exists()


def test_places_stand_in_real_towns_of_their_area_and_no_two_on_one_spot(directory):
    towns = {(town.area_id, town.name): town for town in Town.objects.all()}
    spots = []
    for point in english():
        if not point.town:
            assert point.easting is None
            continue
        town = towns[point.area_id, point.town]
        assert abs(point.easting - town.easting) < 1000 > abs(point.northing - town.northing)
        spots.append((point.easting, point.northing))
        assert not point.postcode
    assert len(spots) == len(set(spots)) > 60


def test_every_entry_would_pass_the_editors_form(directory):
    for point in AccessPoint.objects.select_related("service").prefetch_related("exceptions"):
        # Once for every text of hours is enough: below.
        point.clean_fields(exclude=["hours"])
        point.clean()
        for exception in point.exceptions.all():
            exception.clean()
    for service in Service.objects.all():
        service.clean_fields()
        service.clean()


def test_the_hours_are_of_all_sorts_and_can_be_promised(directory):
    """K-11.3"""
    written = set(AccessPoint.objects.values_list("hours", flat=True))
    written |= set(HoursException.objects.values_list("hours", flat=True))
    for hours in written - {""}:
        check(hours, FAR_OFF.date())
    assert {"", "24/7", "Mo-Su 18:00-08:00"} <= written
    for part in ("PH off", "PH 1", "Su", "-21:00", "[1]"):
        assert any(part in hours for hours in written), part


def test_some_can_be_asked_only_by_professionals_and_some_have_ages(directory):
    assert {point.self_referral for point in english()} == {True, False}
    ages = {(point.service.minimum_age, point.service.maximum_age) for point in english()}
    assert {(16, None), (11, 18), (None, None)} <= ages


def test_an_entry_that_serves_many_areas_stands_once(directory):
    wide = [point for point in english() if point.areas.count() > 1]
    assert len(wide) >= 6
    for point in wide:
        assert point.area in point.areas.all()
    assert len({point.slug for point in english()}) == len(english())


def test_translated_areas_are_translated_whole_but_for_one_entry(directory):
    for code in ("pl", "ar"):
        translated = set(
            AccessPoint.objects.filter(locale__language_code=code).values_list("translation_key", flat=True)
        )
        left = [p.slug for p in english() if p.area.slug in {"canterbury", "medway", "county-durham"}]
        done = [p.slug for p in english() if p.translation_key in translated]
        assert sorted(set(left) - set(done)) == ["ten-tuesdays-gillingham"]
        assert set(done) < set(left)


def test_a_translation_has_words_of_its_own_wherever_the_english_has(directory):
    for model, fields in (
        (Organisation, ("description",)),
        (Service, ("name", "summary", "description", "for_whom")),
        (AccessPoint, ("what_happens", "directions", "hours_note", "closed_note")),
    ):
        originals = {row.translation_key: row for row in model.objects.filter(locale__language_code="en")}
        for row in model.objects.exclude(locale__language_code="en"):
            for field in fields:
                own, original = getattr(row, field), getattr(originals[row.translation_key], field)
                assert bool(own) == bool(original), (row, field)
                assert not own or own != original, (row, field)
                assert own.count("\n") == original.count("\n"), (row, field)


def test_no_entry_uses_a_word_that_hurts(directory):
    """domain H 22"""
    text = " ".join(
        str(getattr(row, field))
        for model, fields in (
            (Service, ("name", "summary", "description", "for_whom")),
            (AccessPoint, ("name", "what_happens", "hours_note", "closed_note")),
        )
        for row in model.objects.filter(locale__language_code="en")
        for field in fields
    ).lower()
    for word in ("victim", "perpetrator", "eligib", "reject", "survivor", "client", "violen", "disclos"):
        assert word not in text


def test_loading_again_changes_nothing(directory):
    before = [sorted(model.objects.values_list("pk", flat=True)) for model in MODELS]
    demo.load(FAR_OFF)
    assert [sorted(model.objects.values_list("pk", flat=True)) for model in MODELS] == before


def test_what_an_editor_takes_away_stays_away(directory):
    gone = AccessPoint.objects.filter(slug="canterbury-steps")
    gone.delete()
    demo.load()
    assert not gone.exists()


def test_what_is_made_can_be_found_at_once(directory):
    """Rows made in bulk pass no signal: loading itself makes what finding reads."""
    assert set(Listing.objects.values_list("pk", flat=True)) == {point.pk for point in english()}
