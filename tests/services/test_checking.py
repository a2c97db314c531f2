"""Entries stay true because a person checks them: when that is due, who is reminded, what staff see."""

import csv
import io
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import ModelLogEntry

from accounts import reference as roles
from accounts.models import User
from accounts.roles import Role
from services import checking
from services.checking import reminders, tasks
from services.checking.withdrawing import Why, withdraw_number
from services.keepers.contacts import Contact, write_contact
from services.models import AccessPoint, CheckIntervals, Keeper, Organisation, Service
from tests.cast import person
from vault import outbox
from vault.models import Event, Message

NOW = datetime(2027, 3, 10, 9, tzinfo=UTC)
TODAY = date(2027, 3, 10)


@pytest.fixture
def edie(demonstration) -> User:
    roles.load()
    return person("Edie", Role.COMMUNICATIONS_EDITOR)


@pytest.fixture
def room(demonstration) -> AccessPoint:
    """The only entry that is not checked today: everything else is out of the way."""
    for model in (AccessPoint, Service, Organisation):
        model.objects.update(checked_on=TODAY, keeper=None)
    AccessPoint.objects.update(phone_checked_on=TODAY)
    return AccessPoint.objects.get(slug="the-orchard-room", locale__language_code="en")


def keeper(email: str = "kay@plumtree.example", **more) -> Keeper:
    row = Keeper(role="Manager, Plumtree", **more)
    write_contact(row, Contact("Kay Example", email))
    row.save()
    return row


def set_checked(room: AccessPoint, days_ago: int | None, phone_days_ago: int | None = None, **more) -> AccessPoint:
    def ago(days: int | None) -> date | None:
        return None if days is None else TODAY - timedelta(days=days)

    AccessPoint.objects.filter(pk=room.pk).update(
        checked_on=ago(days_ago), phone_checked_on=ago(phone_days_ago), **more
    )
    room.refresh_from_db()
    return room


@pytest.mark.parametrize(
    ("checked", "number_checked", "number", "late"),
    [
        (90, None, True, False),
        (91, None, True, True),
        (91, 90, True, False),
        (91, None, False, False),
        (180, 0, True, False),
        (181, 0, True, True),
        (181, None, False, True),
        (None, None, False, True),
        (None, 0, True, True),
    ],
)
def test_a_number_is_due_after_90_days_and_the_rest_after_180(room, checked, number_checked, number, late):
    """In Python, for a page, and in the database, for a report: the same answer."""
    set_checked(room, checked, number_checked, phone="01632 960100" if number else "")
    assert checking.overdue(room, TODAY, checking.Intervals()) is late
    rows = checking.standing.with_standing(
        "access-point", checking.standing.public("access-point"), TODAY, checking.Intervals()
    )
    assert (rows.get(pk=room.pk).standing == "overdue") is late


def test_only_the_number_is_overdue_where_only_it_is(room):
    set_checked(room, 100)
    assert checking.phone_overdue(room, TODAY)
    assert not checking.phone_overdue(set_checked(room, 100, 5), TODAY)
    set_checked(room, 100, phone="")
    assert not checking.phone_overdue(room, TODAY)
    assert not checking.overdue(room, TODAY)


def test_the_day_it_is_due_is_the_last_on_which_it_still_counts(room):
    set_checked(room, 10, 10)
    assert checking.due_on(room) == TODAY + timedelta(days=80)
    set_checked(room, 10, phone="")
    assert checking.due_on(room) == TODAY + timedelta(days=170)
    assert checking.due_on(set_checked(room, None)) is None


def test_the_intervals_are_a_setting_read_in_one_query(room, django_assert_num_queries):
    CheckIntervals.objects.create(phone_days=30, other_days=60, remind_days=7)
    set_checked(room, 31)
    with django_assert_num_queries(1):
        every = checking.intervals()
    with django_assert_num_queries(0):
        assert checking.phone_overdue(room, TODAY, every)
        assert not checking.phone_overdue(set_checked_in_memory(room, 30), TODAY, every)


def set_checked_in_memory(room: AccessPoint, days_ago: int) -> AccessPoint:
    room.checked_on, room.phone_checked_on = TODAY - timedelta(days=days_ago), None
    return room


def test_reading_the_intervals_writes_nothing(room):
    checking.intervals()
    assert not CheckIntervals.objects.exists()


def test_a_keeper_gets_one_mail_for_all_their_entries_before_they_are_due(room, mailoutbox):
    kay = keeper()
    due = AccessPoint.objects.filter(locale__language_code="en").order_by("pk")[:3]
    AccessPoint.objects.filter(pk__in=list(due.values_list("pk", flat=True))).update(
        keeper=kay, phone_checked_on=TODAY - timedelta(days=76)
    )
    assert reminders.remind_keepers(NOW - timedelta(days=1)) == 0
    assert reminders.remind_keepers(NOW) == 1
    outbox.deliver_due(NOW)
    [mail] = mailoutbox
    assert mail.to == ["kay@plumtree.example"]
    assert mail.subject == "Please check your entries"
    assert "3 entries are due soon." in mail.body
    assert "/en/keep/" in mail.body
    assert "Kay" not in mail.body
    assert "Plumtree" not in mail.body


def test_a_reminder_comes_once_and_again_after_a_fortnight_while_nothing_happens(room, mailoutbox):
    kay = keeper()
    set_checked(room, 95, keeper=kay)
    told = [reminders.remind_keepers(NOW + timedelta(days=day)) for day in range(30)]
    assert [day for day, number in enumerate(told) if number] == [0, 14, 28]
    checking.marking.checked([room], TODAY + timedelta(days=29), by=kay.pk, now=NOW)
    assert reminders.remind_keepers(NOW + timedelta(days=50)) == 0


def test_a_reminder_waits_while_mail_is_down(room, settings, mailoutbox):
    set_checked(room, 95, keeper=keeper())
    settings.EMAIL_BACKEND = "no.such.backend"
    reminders.remind_keepers(NOW)
    outbox.deliver_due(NOW)
    assert Message.objects.filter(sent_at=None).count() == 1
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    outbox.deliver_due(NOW + timedelta(hours=2))
    assert len(mailoutbox) == 1


def test_no_address_stands_in_clear_in_the_outbox(room):
    set_checked(room, 95, keeper=keeper())
    reminders.remind_keepers(NOW)
    row = Message.objects.values().get()
    assert b"plumtree" not in bytes(row["content"])
    assert "plumtree" not in row["key"]


def test_somebody_who_has_left_gets_no_mail(room):
    set_checked(room, 95, keeper=keeper(is_active=False))
    assert reminders.remind_keepers(NOW) == 0


def test_editors_hear_of_entries_without_a_keeper_once_a_fortnight(room, edie, mailoutbox):
    set_checked(room, 95)
    for day in range(14):
        reminders.tell_editors(NOW + timedelta(days=day))
    outbox.deliver_due(NOW + timedelta(days=20))
    ours = [mail for mail in mailoutbox if mail.to == [edie.email]]
    assert 1 <= len(ours) <= 2
    assert "1 entry is due and has nobody who keeps it true." in ours[0].body


@pytest.mark.parametrize(("days", "told"), [(104, False), (105, True)])
def test_editors_hear_of_a_keeper_who_does_nothing_for_a_fortnight(room, edie, mailoutbox, days, told):
    set_checked(room, days, keeper=keeper())
    tasks.remind_keepers(NOW)
    outbox.deliver_due(NOW)
    bodies = [mail.body for mail in mailoutbox if mail.to == [edie.email]]
    assert ["1 entry has been overdue for two weeks." in body for body in bodies] == ([True] if told else [])


def test_an_entry_that_nobody_ever_checked_is_the_editors_after_a_fortnight(room, edie, mailoutbox):
    set_checked(room, None, keeper=keeper())
    tasks.remind_keepers(NOW)
    outbox.deliver_due(NOW)
    assert [mail for mail in mailoutbox if mail.to == [edie.email]] == []
    tasks.remind_keepers(NOW + timedelta(days=14))
    outbox.deliver_due(NOW + timedelta(days=14))
    assert [mail for mail in mailoutbox if mail.to == [edie.email]] != []


def test_nobody_is_written_to_when_all_is_checked(room, edie):
    AccessPoint.objects.update(keeper=keeper())
    tasks.remind_keepers(NOW)
    assert not Message.objects.exists()


def due(browser, query: str = "") -> str:
    return browser.get(reverse("directory_due") + query).content.decode()


@pytest.fixture
def on_the_day(monkeypatch) -> None:
    """The report asks for today's date; the tests have a day of their own."""
    monkeypatch.setattr("services.checking.views.timezone.localdate", lambda now=None: TODAY)


def test_the_report_shows_what_is_overdue_first(room, edie, signed_in, on_the_day):
    soon = AccessPoint.objects.get(slug="the-tamarisk-room", locale__language_code="en")
    AccessPoint.objects.filter(pk=soon.pk).update(phone_checked_on=TODAY - timedelta(days=80))
    set_checked(room, 200)
    page = due(signed_in(edie))
    assert page.index("The Orchard Room") < page.index("The Tamarisk Room")
    assert "Overdue" in page
    assert "Checked on 22 August 2026" in page
    assert "The Tamarisk Room" not in due(signed_in(edie), "?show=overdue")
    assert "The Orchard Room" not in due(signed_in(edie), "?show=soon")
    assert "The Orchard Room" not in due(signed_in(edie), "?area=thanet")
    organisation = room.service.organisation_id
    assert "The Orchard Room" in due(signed_in(edie), f"?organisation={organisation}")


def test_an_entry_without_a_keeper_says_so(room, edie, signed_in, on_the_day):
    assert "No keeper" in due(signed_in(edie), "?show=unkept")
    AccessPoint.objects.update(keeper=keeper(is_active=False))
    assert "The keeper has left" in due(signed_in(edie), "?show=unkept")
    AccessPoint.objects.update(keeper=keeper())
    assert "The Orchard Room" not in due(signed_in(edie), "?show=unkept")


def test_editors_find_these_pages_in_the_menu_and_nobody_else_does(edie, signed_in):
    page = signed_in(edie).get(reverse("directory_due")).content.decode()
    # The menu is data for a script: the addresses stand there once more than in the page itself.
    for name in ("directory_due", "directory_proposals", "directory_gaps", "directory_keepers"):
        assert f'"url": "{reverse(name)}"' in page, name


@pytest.mark.parametrize("query", ["?organisation=x", "?organisation=99999999999999999999", "?kind=x&p=x", "?area='"])
def test_a_filter_that_makes_no_sense_breaks_nothing(room, edie, signed_in, query):
    assert signed_in(edie).get(reverse("directory_due") + query).status_code == 200


@pytest.mark.parametrize("kind", ["access-point", "service", "organisation"])
def test_services_and_organisations_are_checked_too(room, edie, signed_in, on_the_day, kind):
    model = checking.standing.KINDS[kind]
    entry = model.objects.filter(locale__language_code="en").first()
    model.objects.filter(pk=entry.pk).update(checked_on=None)
    browser = signed_in(edie)
    assert entry.name in due(browser, f"?kind={kind}")
    browser.post(reverse("directory_check", args=[kind, entry.pk]), {"back": f"kind={kind}"})
    entry.refresh_from_db()
    assert entry.checked_on == TODAY
    assert ModelLogEntry.objects.filter(action="services.checked", user=edie, object_id=entry.pk).exists()
    assert Event.objects.filter(action="services.checked", actor=edie.pk).exists()


def test_the_report_asks_as_much_for_many_rows_as_for_few(room, edie, signed_in, django_assert_max_num_queries):
    browser = signed_in(edie)
    AccessPoint.objects.exclude(pk=room.pk).update(live=False)
    with django_assert_max_num_queries(40) as few:
        due(browser, "?show=all")
    AccessPoint.objects.update(live=True)
    with django_assert_max_num_queries(40) as many:
        due(browser, "?show=all")
    assert len(many) <= len(few)


def test_the_report_downloads_as_a_sheet_that_runs_no_formula(room, edie, signed_in):
    AccessPoint.objects.filter(pk=room.pk).update(name="=HYPERLINK(1)", phone="+44 1632 960100")
    text = signed_in(edie).get(reverse("directory_due_sheet") + "?show=all").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert next(row for row in rows if row[1] == "'=HYPERLINK(1)")[6] == "'+44 1632 960100"
    assert len(rows) == 1 + AccessPoint.objects.filter(locale__language_code="en", live=True).count()


def test_a_check_outlives_the_draft_that_somebody_is_writing(room, edie):
    """Without it, publishing next week would bring the old date back."""
    set_checked(room, 200)
    room.summary = "Half a sentence"
    room.save_revision(user=edie)
    checking.marking.checked([room], TODAY, by=edie.pk, user=edie, now=NOW)
    room.refresh_from_db()
    assert room.checked_on == TODAY
    room.get_latest_revision().publish()
    room.refresh_from_db()
    assert (room.summary, room.checked_on, room.phone_checked_on) == ("Half a sentence", TODAY, TODAY)


def test_a_number_goes_only_when_a_person_withdraws_it_and_says_why(room, edie, signed_in, client):
    """domain H 4"""
    set_checked(room, 4000)
    path = room.get_absolute_url()
    assert room.phone in client.get(path).content.decode()
    browser, address = signed_in(edie), reverse("directory_withdraw", args=[room.pk])
    browser.get(address)
    refused = browser.post(address, {})
    assert refused.content.decode().count("Choose why the number goes.") == 2
    assert room.phone in client.get(path).content.decode()
    browser.post(address, {"why": "dead"})
    for language in ("en", "pl", "ar"):
        page = client.get(path.replace("/en/", f"/{language}/")).content.decode()
        assert room.phone not in page
    assert "0808 2000 247" in client.get(path).content.decode()
    assert ModelLogEntry.objects.filter(action="services.number_withdrawn.dead", user=edie).exists()
    assert Event.objects.get(action="services.number_withdrawn").detail == {"why": "dead"}


def test_withdrawing_a_number_reaches_a_draft_and_keeps_its_words(room, edie):
    room.summary = "Half a sentence"
    room.save_revision()
    before = AccessPoint.objects.get(pk=room.pk).summary
    withdraw_number(AccessPoint.objects.get(pk=room.pk), Why.WRONG, user=edie, now=NOW)
    row = AccessPoint.objects.get(pk=room.pk)
    assert (row.phone, row.phone_withdrawn_on, row.summary, row.has_unpublished_changes) == ("", TODAY, before, True)
    draft = row.get_latest_revision_as_object()
    assert (draft.phone, draft.summary) == ("", "Half a sentence")


def test_an_entry_is_published_with_a_keeper_or_not_at_all(room, edie, signed_in):
    """Every entry has an owner. A draft may still be without."""
    form_class = AccessPoint.snippet_viewset.get_edit_handler().get_form_class()
    form = form_class(instance=room, for_user=edie)
    assert form.fields["keeper"].required
    form.defer_required_fields()
    assert not form.fields["keeper"].required
    polish = AccessPoint.objects.get(slug="the-orchard-room", locale__language_code="pl")
    assert not form_class(instance=polish, for_user=edie).fields["keeper"].required


def test_a_withdrawal_that_the_entry_does_not_bear_changes_nothing(room, edie):
    AccessPoint.objects.filter(pk=room.pk).update(hours="nine to five")
    with pytest.raises(ValidationError):
        withdraw_number(AccessPoint.objects.get(pk=room.pk), Why.DEAD, user=edie)
    assert AccessPoint.objects.get(pk=room.pk).phone
