"""What finding reads follows what editors do: saved, published, withdrawn, deleted, translated."""

from datetime import date, datetime, timedelta
from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from places.hours import LONDON
from services import listing, search, tasks
from services.asking import Question
from services.models import AccessPoint, Facet, HoursException, Listing, ListingArea, ListingSpan, Posting, Term
from tests.services.asking import NIGHT, NOON, asked, names
from tests.services.directory import Directory


@pytest.fixture
def directory(world) -> Directory:
    return Directory()


@pytest.fixture
def dover(directory) -> Question:
    return Question((directory.area("dover").pk,))


def tallied(directory: Directory, value: str, slug: str = "dover") -> int:
    return {area.slug: number for area, number in search.areas_with(value)}[slug]


def open_at(point: AccessPoint, moment: datetime) -> bool:
    """Whether finding says that it is open."""
    listing.refresh([point.pk], moment)
    question = Question((point.area_id,), chosen=frozenset({"when:now"}))
    return point.name in names(asked(question, now=moment))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def test_what_is_saved_is_found_and_what_is_withdrawn_is_not(directory, dover):
    service = directory.service("Rooms", "people:women")
    point = directory.point("Room", "dover", service=service)
    assert (names(asked(dover)), tallied(directory, "people:women")) == (["Room"], 1)
    point.unpublish()
    assert (names(asked(dover)), tallied(directory, "people:women")) == ([], 0)
    point.save_revision().publish()
    assert (names(asked(dover)), tallied(directory, "people:women")) == (["Room"], 1)


@pytest.mark.parametrize("owner", ["service", "organisation"])
def test_withdrawing_what_it_belongs_to_withdraws_it(directory, dover, owner):
    point = directory.point("Room", "dover")
    row = point.service if owner == "service" else point.service.organisation
    row.unpublish()
    assert names(asked(dover)) == []
    assert not Posting.objects.filter(listing_id=point.pk).exists()


def test_what_is_deleted_leaves_nothing(directory, dover):
    point = directory.point("Room", "dover", hours="24/7", service=directory.service("Rooms", "people:men"))
    point.delete()
    assert [model.objects.count() for model in (Listing, ListingArea, ListingSpan, Posting)] == [0, 0, 0, 0]
    assert tallied(directory, "people:men") == 0


def test_a_draft_changes_nothing_until_it_is_published(directory, dover):
    point = directory.point("Room", "dover")
    point.name = "Chamber"
    revision = point.save_revision()
    assert asked(Question(dover.areas, words="chamber")).count == 0
    revision.publish()
    assert asked(Question(dover.areas, words="chamber")).count == 1


def test_moving_to_another_area_moves_it(directory, dover):
    point = directory.point("Room", "dover")
    point.area = directory.area("thanet")
    point.areas.set([point.area])
    point.save()
    assert names(asked(dover)) == []
    assert names(asked(Question((point.area_id,)))) == ["Room"]


def test_a_choice_of_the_service_shows_at_its_access_points(directory, dover):
    point = directory.point("Room", "dover")
    point.service.people.add(directory.facets["people:men"])
    point.service.save()
    assert asked(Question(dover.areas, chosen=frozenset({"people:men"}))).count == 1
    assert tallied(directory, "people:men") == 1


def test_a_choice_that_editors_rename_or_delete(directory, dover):
    directory.point("Room", "dover", service=directory.service("Rooms", "people:men"))
    facet = Facet.objects.get(pk=directory.facets["people:men"].pk)
    facet.key = "gentlemen"
    facet.save()
    assert asked(Question(dover.areas, chosen=frozenset({"people:gentlemen"}))).count == 1
    facet.delete()
    assert asked(Question(dover.areas, chosen=frozenset({"people:gentlemen"}))).count == 0
    assert "gentlemen" not in Listing.objects.get().marks


def test_a_choice_is_found_by_its_new_name_at_once(directory, dover):
    directory.point("Room", "dover", service=directory.service("Rooms", "people:men"))
    Facet.objects.filter(pk=directory.facets["people:men"].pk).update(name="Gentlemen")
    assert asked(Question(dover.areas, words="gentlemen")).count == 1


def test_a_translation_brings_words_and_takes_them_away_again(directory, dover):
    point = directory.point("Room", "dover")
    row = directory.translated(point, "pl", summary="Cichy pokój przy parku.")
    assert asked(Question(dover.areas, words="parku"), "pl").count == 1
    row.delete()
    assert asked(Question(dover.areas, words="parku"), "pl").count == 0
    assert names(asked(dover, "pl")) == ["Room"]


def test_many_entries_of_one_organisation_are_left_to_the_worker(directory, dover, monkeypatch):
    service = directory.service("Rooms")
    with listing.held():
        for number in range(60):
            directory.point(f"Room {number:02}", "dover", service=service)
    queued: list[list[int]] = []
    made_again = tasks.refresh_listing.func
    monkeypatch.setattr(tasks, "refresh_listing", SimpleNamespace(enqueue=queued.append))
    directory.organisation.name = "Another"
    directory.organisation.save()
    assert sum(map(len, queued)) == 60
    # Ids and nothing else.
    assert all(isinstance(pk, int) for ids in queued for pk in ids)
    for ids in queued:
        made_again(ids)
    assert asked(Question(dover.areas, words="another")).count == 60


def test_a_batch_takes_the_same_number_of_queries_however_many_it_holds(directory):
    service = directory.service("Rooms", "people:men")

    def queries(number: int) -> int:
        with listing.held():
            ids = [
                directory.point(f"Room {number} {each}", "dover", service=service, hours="24/7").pk
                for each in range(number)
            ]
        Listing.objects.all().delete()
        with CaptureQueriesContext(connection) as made:
            listing.refresh(ids, NOON)
        assert Listing.objects.count() == number
        return len(made)

    queries(2)
    assert queries(40) <= queries(4)


def test_what_did_not_change_is_not_written_again(directory):
    directory.point("Room", "dover", hours="24/7")
    listing.rebuild(now=NOON)
    before = list(Posting.objects.values_list("pk", flat=True))
    listing.rebuild(now=NIGHT)
    assert list(Posting.objects.values_list("pk", flat=True)) == before


def test_the_daily_job_mends_what_was_written_past_the_signals(directory, dover):
    AccessPoint.objects.filter(pk=directory.point("Room", "dover").pk).update(live=False)
    other = directory.point("Chamber", "dover")
    Listing.objects.filter(pk=other.pk).delete()
    tasks.renew_listing(NOON)
    assert names(asked(dover)) == ["Chamber"]
    assert asked(dover).count == 1


def test_words_that_stand_nowhere_any_more_are_forgotten(directory):
    directory.point("Xylophone", "dover").delete()
    assert Term.objects.filter(stem__startswith="xylophon").exists()
    listing.rebuild(now=NOON)
    assert not Term.objects.filter(stem__startswith="xylophon").exists()


def test_everything_can_be_made_again_by_hand(directory, dover):
    directory.point("Room", "dover", service=directory.service("Rooms", "people:men"))
    Listing.objects.all().delete()
    out = StringIO()
    call_command("rebuild_directory", stdout=out)
    assert "1 of 1" in out.getvalue()
    assert names(asked(dover)) == ["Room"]
    assert tallied(directory, "people:men") == 1


def test_where_a_confidential_place_is_stands_nowhere(directory, dover):
    """K-6.1.10"""
    point = directory.point("House", "dover", kind="safe_accommodation", confidential=True)
    row = Listing.objects.get(pk=point.pk)
    assert (row.easting, row.northing, row.shore) == (None, None, "")


class TestOpenNow:
    """K-11.3"""

    def test_usual_hours(self, directory):
        point = directory.point("Room", "dover", hours="Mo-Fr 09:00-17:00; PH off")
        assert open_at(point, at("2026-11-19 12:00"))
        assert not open_at(point, at("2026-11-19 17:00"))
        assert not open_at(point, at("2026-12-25 12:00"))

    def test_a_night_goes_on_after_midnight_and_over_the_change_of_the_clock(self, directory):
        point = directory.point("Room", "dover", hours="Mo-Su 20:00-06:00")
        assert open_at(point, at("2026-11-20 03:00"))
        assert open_at(point, at("2026-10-25 05:30"))
        assert not open_at(point, at("2026-10-25 06:30"))

    def test_other_hours_and_closed_for_now(self, directory):
        point = directory.point("Room", "dover", hours="24/7")
        HoursException.objects.create(
            point=point, first_day=date(2026, 11, 19), last_day=date(2026, 11, 19), hours="10:00-11:00"
        )
        assert not open_at(AccessPoint.objects.get(pk=point.pk), at("2026-11-19 12:00"))
        assert open_at(AccessPoint.objects.get(pk=point.pk), at("2026-11-19 10:30"))
        AccessPoint.objects.filter(pk=point.pk).update(closed_from=date(2026, 11, 19))
        assert not open_at(AccessPoint.objects.get(pk=point.pk), at("2026-11-19 10:30"))

    def test_where_the_bank_holidays_are_not_known_nothing_is_promised(self, directory):
        point = directory.point("Room", "dover", hours="Mo-Su 09:00-17:00; PH off")
        assert not open_at(point, at("2099-11-19 12:00"))

    def test_the_job_may_be_a_week_late(self, directory, dover):
        directory.point("Room", "dover", hours="24/7")
        tasks.renew_listing(NOON)
        question = Question(dover.areas, chosen=frozenset({"when:now"}))
        assert asked(question, now=NOON + timedelta(days=7)).count == 1
