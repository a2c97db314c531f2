"""The page of one entry: everything that somebody needs before they call or go, and how sure it is."""

import json
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from places.models import StaffedHours
from services import hours, search
from services.models import AccessPoint, HoursException, Organisation, Service
from tests.services import entries
from tests.services.entries import ROOM

TODAY = date(2026, 11, 21)


@pytest.fixture(autouse=True)
def clock(monkeypatch) -> None:
    """It is Saturday 21 November 2026, midday."""
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 11, 21, 12, tzinfo=UTC))


@pytest.fixture
def room(world) -> AccessPoint:
    return entries.point()


def page(client: Client, path: str = ROOM) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def data(text: str) -> dict:
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.S)[1])


def test_it_says_what_one_needs_to_know(room, client):
    text = page(client)
    for words in (
        "Closed now, opens Monday 9:30am",
        'href="tel:01632960456"',
        "3 Invented Walk",
        "Left of the bakery.",
        "You can ask for help yourself.",
        "It is free.",
        "16 years old and over",
        "Women and their children.",
        "Step-free door",
        "Dover, Thanet",
        "Hazel Trust",
        "Charity number 000000",
        "9:30am to 5pm, 6pm to 8pm",
        "Last checked on 2 November 2026.",
        "Print this without our name",
        "Tell us if something here is wrong",
    ):
        assert words in text, words


def test_days_with_other_hours_are_told_in_words(room, client):
    entries.other_hours(room, date(2026, 12, 24), date(2026, 12, 24), "09:00-12:00")
    entries.other_hours(room, date(2026, 12, 25), date(2026, 12, 27))
    text = page(client)
    assert "Thursday 24 December: 9am to midday" in text
    assert "Friday 25 December to Sunday 27 December: Closed" in text


def test_a_closed_place_says_so_first_and_until_when(room, client):
    AccessPoint.objects.filter(pk=room.pk).update(
        closed_from=TODAY, closed_until=date(2026, 11, 30), closed_note="The roof leaks."
    )
    text = page(client)
    assert text.count("Closed for now") == 1
    assert "Closed for now, up to and including Monday 30 November." in text
    assert "The roof leaks." in text
    AccessPoint.objects.filter(pk=room.pk).update(closed_from=TODAY + timedelta(days=1), closed_until=None)
    text = page(client)
    assert "Closed from Sunday 22 November. We do not know until when." in text
    assert "Closed now, opens" not in text  # within the week it does not open any more


@pytest.mark.parametrize(
    ("from_age", "to_age", "words"),
    [(16, None, "16 years old and over"), (None, 25, "Up to 25 years old"), (11, 18, "From 11 to 18 years old")],
)
def test_ages_are_said_in_words(room, client, from_age, to_age, words):
    Service.objects.update(minimum_age=from_age, maximum_age=to_age)
    assert words in page(client)


def test_a_referral_is_needed_and_by_whom(room, client):
    AccessPoint.objects.filter(pk=room.pk).update(self_referral=False)
    assert "Someone who works with you asks for you" in page(client)


def test_an_overdue_entry_stays_and_names_a_national_line_beside_it(room, client):
    """domain H 4"""
    AccessPoint.objects.filter(pk=room.pk).update(checked_on=date(2026, 2, 1), phone_checked_on=date(2026, 8, 1))
    text = page(client)
    assert "01632 960456" in text
    assert "We last checked this number on 1 August 2026. You can also call National Domestic Abuse Helpline" in text
    assert (
        "Last checked on 1 February 2026. The number was last checked on 1 August 2026. That is some time ago" in text
    )
    assert "something may have changed" in text
    assert text.count("You can also call") == 1


def test_an_entry_that_was_checked_names_no_line_in_its_place(room, client):
    text = page(client)
    assert "You can also call" not in text


def test_while_nobody_is_there_it_says_whom_to_call_now(room, client):
    assert "To talk to someone now, call National Domestic Abuse Helpline" in page(client)
    AccessPoint.objects.filter(pk=room.pk).update(hours="24/7")
    assert "To talk to someone now" not in page(client)


@pytest.mark.parametrize(
    ("phone", "words"), [("01632 960456", "Hours not given. Call first.</span>"), ("", "Hours not given</span>")]
)
def test_where_nobody_told_us_the_hours_it_says_what_to_do_instead(room, client, phone, words):
    AccessPoint.objects.filter(pk=room.pk).update(hours="", phone=phone)
    text = page(client)
    assert words in text
    assert "To talk to someone now" in text


@pytest.mark.parametrize(
    ("hours", "words"),
    [("Sa 18:00-20:00", "Closed now, opens today 6pm"), ("Su 12:00-14:00", "Closed now, opens tomorrow midday")],
)
def test_a_day_that_is_close_is_called_today_or_tomorrow(room, client, hours, words):
    AccessPoint.objects.filter(pk=room.pk).update(hours=hours)
    assert words in page(client)


def test_why_a_number_was_taken_away_is_not_told(room, client):
    """It may have stopped working, but calling it may also be dangerous."""
    AccessPoint.objects.filter(pk=room.pk).update(phone="", phone_withdrawn_on=TODAY)
    text = page(client)
    assert "please do not use it. You can also call National Domestic Abuse Helpline" in text
    assert "did not work" not in text
    assert text.count("National Domestic Abuse Helpline:") == 1


def test_the_form_of_this_site_is_offered_where_a_team_works(room, client):
    """domain H 3"""
    link = 'href="/en/get-help/for-yourself/"'
    assert link in page(client)
    StaffedHours.objects.all().delete()
    assert link not in page(client)


def test_an_entry_that_nobody_checked_says_so(room, client):
    AccessPoint.objects.filter(pk=room.pk).update(checked_on=None)
    assert "We have not checked this yet" in page(client)


@pytest.mark.parametrize("part", ["", "print/", "card/", "problem/", "problem/thanks/"])
def test_every_page_of_an_entry_has_one_address(room, client, part):
    response = client.get(f"/en/find-support/thanet/the-hazel-room/{part}")
    assert (response.status_code, response.headers["Location"]) == (301, ROOM + part)
    assert client.get(f"/en/find-support/medway/the-hazel-room/{part}").status_code == 404
    assert client.get(ROOM + part).status_code == 200


def test_the_canonical_address_of_an_untranslated_entry_is_the_english_page(room, client):
    def canonical(text: str) -> str:
        return re.search(r'<link rel="canonical" href="http://testserver(.*?)">', text)[1]

    entries.translated(room, "pl")
    assert canonical(page(client)) == ROOM
    assert canonical(page(client, ROOM.replace("/en/", "/pl/"))) == ROOM.replace("/en/", "/pl/")
    assert canonical(page(client, ROOM.replace("/en/", "/ar/"))) == ROOM


@pytest.mark.parametrize("part", ["print/", "card/", "problem/"])
def test_search_engines_keep_no_copy_of_what_is_for_one_reader(room, client, part):
    assert '<meta name="robots" content="noindex, nofollow">' in page(client, ROOM + part)


def test_no_card_without_a_number(room, client):
    AccessPoint.objects.filter(pk=room.pk).update(phone="")
    assert client.get(ROOM + "card/").status_code == 404
    assert "small card" not in page(client)


# schema.org


def test_search_engines_learn_who_helps_whom_when_and_where(room, client):
    entries.other_hours(room, date(2026, 12, 24), date(2026, 12, 24), "09:00-12:00")
    entries.other_hours(room, date(2026, 12, 25), date(2026, 12, 25))
    told = data(page(client))
    assert told["@context"] == "https://schema.org"
    assert told["@type"] == "Service"
    assert told["url"] == "http://testserver" + ROOM
    assert told["provider"] == {"@type": "NGO", "name": "Hazel Trust"}
    assert told["audience"]["suggestedMinAge"] == 16
    assert [area["name"] for area in told["areaServed"]] == ["Dover", "Thanet"]
    channel = told["availableChannel"]
    assert channel["servicePhone"]["telephone"] == "01632 960456"
    assert channel["serviceLocation"]["address"]["streetAddress"] == "3 Invented Walk"
    thursday = [each for each in told["hoursAvailable"] if each.get("dayOfWeek") == ["https://schema.org/Thursday"]]
    assert [(each["opens"], each["closes"]) for each in thursday] == [("09:30", "17:00"), ("18:00", "20:00")]
    dated = {
        each["validFrom"]: (each["opens"], each["closes"]) for each in told["hoursAvailable"] if "validFrom" in each
    }
    assert dated == {"2026-12-24": ("09:00", "12:00"), "2026-12-25": ("00:00", "00:00")}


def test_it_is_never_called_an_emergency_service_and_empty_facts_are_left_out(room, client):
    text = page(client)
    assert "EmergencyService" not in text
    assert "null" not in json.dumps(data(text))
    assert '""' not in json.dumps(data(text))


def test_no_name_ends_the_data_early(room, client):
    AccessPoint.objects.filter(pk=room.pk).update(name="</script><script>x</script>")
    text = page(client)
    assert "<script>x" not in text
    assert data(text)["name"] == "</script><script>x</script>"


def test_a_secret_place_has_no_place_in_the_data(world, client):
    """K-6.1.10"""
    entries.refuge()
    told = data(page(client, "/en/find-support/dover/bracken-house/"))
    assert "serviceLocation" not in told["availableChannel"]
    assert "areaServed" not in told
    assert "Dover" not in json.dumps(told).replace("find-support/dover", "")


# Previews


def shown(row) -> str:
    response = row.make_preview_request()
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_a_preview_shows_hours_and_days_that_are_not_saved_yet(room):
    room.hours = "Mo-Su 10:00-11:00"
    room.exceptions = [HoursException(first_day=date(2026, 12, 24), last_day=date(2026, 12, 24), hours="09:00-12:00")]
    text = shown(room)
    assert "10am to 11am" in text
    assert "Thursday 24 December: 9am to midday" in text
    assert not HoursException.objects.exists()


def test_a_preview_of_a_translation_shows_its_words_over_the_facts_of_the_original(room):
    polish = entries.translated(room, "pl")
    polish.what_happens, polish.phone = "Przychodzisz.", "01632 960999"
    text = shown(polish)
    assert "Przychodzisz." in text
    assert "01632 960456" in text
    assert "01632 960999" not in text


def test_the_preview_of_a_service_is_the_page_on_which_its_words_stand(room):
    service = Service.objects.get(pk=room.service_id)
    service.description, service.minimum_age = "A new description.", 18
    text = shown(service)
    for words in ("The Hazel Room", "A new description.", "18 years old and over", "01632 960456"):
        assert words in text


def test_the_preview_of_a_service_without_an_access_point_says_that_nobody_finds_it(world):
    service = entries.service()
    text = shown(service)
    assert "A quiet room where you can talk" in text
    assert "Nobody can find this service yet." in text


def test_the_preview_of_an_organisation_shows_it_as_its_entries_do(room):
    organisation = Organisation.objects.get(pk=room.service.organisation_id)
    organisation.description = "A changed description."
    text = shown(organisation)
    for words in ("Hazel Trust", "A changed description.", "Charity number 000000", "Rooms"):
        assert words in text


def test_whether_it_is_open_is_read_once_for_all_days(room, django_assert_num_queries):
    entries.other_hours(room, TODAY, TODAY, "10:00-14:00")
    point = AccessPoint.objects.get(pk=room.pk)
    with django_assert_num_queries(1):
        assert hours.now(point, timezone.now()).open


def test_the_page_asks_the_database_the_same_few_times_whatever_it_shows(room, client, django_assert_max_num_queries):
    page(client)
    for day in range(1, 20):
        entries.other_hours(room, date(2026, 12, day), date(2026, 12, day), "09:00-12:00")
    with django_assert_max_num_queries(25):
        page(client)


def test_the_languages_of_an_entry_are_those_in_which_it_is_public(room):
    entries.translated(room, "pl", live=False)
    assert search.translations(room) == {}
