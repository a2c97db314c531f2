"""\"When shall we call?\": live times that vanish when they are full."""

from datetime import UTC, date, datetime, time

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from places import calling
from places.models import Area, CallTimes, Commission
from referral_forms.inbox import calls
from referral_forms.inbox.models import CallBooking, Case

# A Monday in winter, when London's clock shows UTC.
NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)


@pytest.fixture
def thanet(world) -> Area:
    return Area.objects.get(slug="thanet")


@pytest.fixture
def hours(world) -> CallTimes:
    row = CallTimes.objects.get()
    row.hours, row.notice_minutes, row.days_ahead = "Mo-Fr 09:00-11:00", 60, 5
    row.save()
    return row


def on(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def starts(area: Area, now: datetime = NOW, safe: tuple[str, ...] = ()) -> list[datetime]:
    return [slot.starts_at for slot in calls.free(area, now, safe)]


def test_times_of_the_next_days_are_offered_at_most_a_dozen_and_none_too_soon(thanet, hours):
    offered = starts(thanet)
    assert offered[:5] == [on(23, 9), on(23, 9, 30), on(23, 10), on(23, 10, 30), on(24, 9)]
    assert len(offered) == 12
    assert starts(thanet, on(23, 8, 1))[0] == on(23, 9, 30)


def test_a_day_with_many_times_shows_a_few_from_its_first_to_its_last(thanet, hours):
    CallTimes.objects.update(hours="Mo-Fr 09:00-17:00")
    assert starts(thanet)[:5] == [on(23, 9), on(23, 11, 30), on(23, 14), on(23, 16, 30), on(24, 9)]


def test_only_times_that_somebody_said_are_safe_are_offered_where_there_are_any(thanet, hours):
    CallTimes.objects.update(hours="Mo-Su 10:00-11:00,13:00-14:00,18:00-19:00")
    assert {calls.part_of_week(start) for start in starts(thanet, safe=("weekday_afternoon",))} == {"weekday_afternoon"}
    assert {calls.part_of_week(start) for start in starts(thanet, safe=("weekday_evening",))} == {"weekday_evening"}
    assert {calls.part_of_week(start) for start in starts(thanet, on(26, 8), ("weekend",))} == {"weekend"}
    CallTimes.objects.update(hours="Mo-Fr 10:00-11:00")
    assert starts(thanet, safe=("weekday_evening",))[0] == on(23, 10)


def test_on_a_bank_holiday_nobody_is_promised_a_call(thanet, hours):
    CallTimes.objects.update(hours="Mo-Fr 09:00-11:00; PH off", days_ahead=2)
    assert starts(thanet, datetime(2026, 12, 25, 6, tzinfo=UTC)) == []


def test_where_bank_holidays_are_not_known_nothing_is_promised(thanet, hours):
    CallTimes.objects.update(hours="Mo-Fr 09:00-11:00; PH off")
    assert starts(thanet, datetime(2090, 1, 2, 6, tzinfo=UTC)) == []


@pytest.mark.parametrize(("day", "utc_hour"), [(date(2027, 3, 26), 9), (date(2027, 3, 29), 8)])
def test_times_stand_on_londons_clock_across_its_changes(thanet, hours, day, utc_hour):
    found = calling.starts_on(hours, day)
    assert found[0] == datetime.combine(day, time(utc_hour), tzinfo=UTC)


def test_an_areas_own_times_count_before_the_commissions(thanet, hours):
    CallTimes.objects.create(
        commission=Commission.objects.get(key="kent"), area=thanet, hours="Tu 14:00-15:00", valid_from=date(2026, 1, 1)
    )
    assert starts(thanet) == [on(24, 14), on(24, 14, 30)]
    assert starts(Area.objects.get(slug="dover"))[0] == on(23, 9)


def test_an_area_without_call_times_offers_none(world):
    assert starts(Area.objects.get(slug="darlington")) == []


def test_a_time_vanishes_when_it_is_full_and_never_takes_one_more(thanet, hours, arrive):
    CallTimes.objects.update(places=2)
    wanted = on(24, 9)
    results = [calls.book(arrive(), wanted, NOW) for _number in range(3)]
    assert results == [True, True, False]
    assert wanted not in starts(thanet)
    # Another area of the same row shares its places.
    assert not calls.book(arrive("dover"), wanted, NOW)


@pytest.mark.parametrize("wanted", [on(24, 9, 7), on(24, 12), on(28, 9), on(23, 8, 15)])
def test_only_times_that_are_there_can_be_booked(hours, arrive, wanted):
    """Nor one that has come too near since it was offered."""
    assert not calls.book(arrive(), wanted, NOW)
    assert not CallBooking.objects.exists()


def test_a_case_without_an_area_books_nothing(hours, arrive):
    assert not calls.book(arrive(None), on(24, 9), NOW)


def test_hours_that_nobody_can_read_are_refused(thanet):
    kent = Commission.objects.get(key="kent")
    row = CallTimes(commission=kent, area=thanet, hours="nine to five", valid_from=date(2030, 1, 1))
    with pytest.raises(ValidationError, match="cannot be read"):
        row.full_clean()


def choose(visitor) -> str:
    """A time from the page, as its form names it."""
    page = visitor.answer_all(until="call-time").content.decode()
    return page.split('name="time"')[1].split('value="')[1].split('"')[0]


def test_somebody_chooses_a_time_and_the_worker_sees_it_above_everything(visitor, cast, signed_in):
    wanted = choose(visitor)
    visitor.answer("call-time", time=wanted, send_now="1")
    page = visitor.send().content.decode()
    case = Case.objects.get()
    assert case.call_booking.starts_at == datetime.fromisoformat(wanted)
    assert "We call you on" in page
    assert "If you cannot talk then, do not answer." in page
    shown = signed_in(cast.maya).get(f"/admin/inbox/{case.reference}/").content.decode()
    assert "Call booked:" in shown
    assert shown.index("Call booked:") < shown.index("What they told us")


def test_a_time_that_filled_up_before_sending_has_gone_and_the_rest_is_sent(visitor, cast, signed_in, arrive):
    wanted = choose(visitor)
    visitor.answer("call-time", time=wanted, send_now="1")
    assert calls.book(arrive(), datetime.fromisoformat(wanted), timezone.now())
    page = visitor.send().content.decode()
    case = Case.objects.get(call_booking=None)
    assert case.reference in page
    assert "has gone" in page
    assert "We try to call you within 8 working hours" in page
    assert "We call you on" not in page
    shown = signed_in(cast.maya).get(f"/admin/inbox/{case.reference}/").content.decode()
    assert "nothing is booked" in shown


def test_a_time_that_is_taken_while_the_page_is_open_is_explained_beside_the_others(visitor, cast, arrive):
    wanted = choose(visitor)
    assert calls.book(arrive(), datetime.fromisoformat(wanted), timezone.now())
    page = visitor.answer("call-time", time=wanted).content.decode()
    assert "Somebody else has just taken that time. Choose another one." in page
    assert f'value="{wanted}"' not in page


def test_when_every_time_is_taken_the_page_says_so_and_goes_on(visitor, cast):
    CallTimes.objects.update(hours="Mo 09:00-09:10")
    response = visitor.answer_all(until="call-time")
    assert "All the times for calls are taken at the moment." in response.content.decode()
    assert visitor.answer("call-time").request["PATH_INFO"].endswith("/who-we-are/")


@pytest.mark.parametrize(
    "contact",
    [
        {"call": "no"},
        {"call": "unsure"},
        {},
        {"call": "yes", "call_to": "01632 960123", "will_call": "on"},
        {"text": "yes", "text_to": "01632 960123"},
    ],
)
def test_times_are_offered_only_to_who_said_that_a_call_is_safe(visitor, cast, contact):
    visitor.answer_all(until="safe-times", safe_contact=contact)
    assert visitor.answer("safe-times").request["PATH_INFO"].endswith("/who-we-are/")


def test_a_time_chosen_before_a_call_was_said_to_be_unsafe_is_not_booked(visitor, cast):
    wanted = choose(visitor)
    visitor.answer("call-time", time=wanted)
    visitor.answer("safe-contact", call="no", send_now="1")
    visitor.send()
    assert not CallBooking.objects.exists()
    assert Case.objects.get().safe_contact.content["call_wanted"] == ""


def test_without_call_times_nobody_is_asked(visitor, cast):
    CallTimes.objects.all().delete()
    visitor.answer_all(until="safe-times")
    assert visitor.answer("safe-times").request["PATH_INFO"].endswith("/who-we-are/")


def test_a_booked_time_tells_nothing_of_who_it_is(thanet, hours, arrive):
    case = arrive()
    assert calls.book(case, on(24, 9), NOW)
    assert {field.name for field in CallBooking._meta.fields} == {"case", "commission", "area", "starts_at"}
