"""Who keeps entries true: editors make them, give them entries, and end their links."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.urls import reverse

from accounts import reference as roles
from accounts.models import User
from accounts.roles import Role
from services.keepers import actions, contact, entries, links
from services.keepers.contacts import Contact
from services.models import AccessPoint, Keeper, Organisation, Service
from tests.cast import person
from vault import outbox
from vault.models import Event

NOW = datetime(2027, 3, 10, 9, tzinfo=UTC)
KAY = {"role": "Manager, Plumtree", "name": "Kay Canary", "email": "kay@plumtree.example"}


@pytest.fixture
def edie(demonstration) -> User:
    roles.load()
    return person("Edie", Role.COMMUNICATIONS_EDITOR)


@pytest.fixture
def organisation(demonstration) -> Organisation:
    return AccessPoint.objects.get(slug="the-orchard-room", locale__language_code="en").service.organisation


@pytest.fixture
def kay(edie, organisation) -> Keeper:
    keeper = Keeper(role=KAY["role"], organisation=organisation)
    return actions.save(edie, keeper, Contact(KAY["name"], KAY["email"]), now=NOW - timedelta(days=1))


def test_an_editor_makes_a_keeper_whose_name_stands_nowhere_in_clear(edie, organisation, signed_in):
    browser = signed_in(edie)
    browser.post(reverse("directory_new_keeper"), {**KAY, "organisation": organisation.pk})
    keeper = Keeper.objects.get(role=KAY["role"])
    assert contact(keeper) == Contact("Kay Canary", "kay@plumtree.example")
    with connection.cursor() as cursor:
        cursor.execute("SELECT contact FROM services_keeper WHERE role = %s", [KAY["role"]])
        assert b"anary" not in bytes(cursor.fetchone()[0])
    assert "Canary" not in browser.get(reverse("directory_keepers")).content.decode()
    assert "Canary" in browser.get(reverse("directory_keeper", args=[keeper.pk])).content.decode()
    assert "anary" not in str(list(Event.objects.values()))


def test_a_wrong_address_is_told_and_what_was_typed_is_kept(edie, signed_in):
    page = signed_in(edie).post(reverse("directory_new_keeper"), {**KAY, "email": "kay at plumtree"}).content.decode()
    assert "Enter a valid email address." in page
    assert 'value="kay at plumtree"' in page
    assert not Keeper.objects.filter(role=KAY["role"]).exists()


def test_all_entries_of_an_organisation_get_a_keeper_at_once_in_every_language(kay, edie, organisation, signed_in):
    other = Keeper.objects.create(role="Somebody else")
    room = AccessPoint.objects.get(slug="the-orchard-room", locale__language_code="en")
    mine = AccessPoint.objects.filter(service__organisation=organisation)
    for model in (AccessPoint, Service, Organisation):
        model.objects.update(keeper=None)
    AccessPoint.objects.filter(pk=room.pk).update(keeper=other)
    browser = signed_in(edie)
    browser.post(reverse("directory_assign", args=[kay.pk]), {"organisation": organisation.pk})
    assert set(mine.exclude(pk=room.pk).values_list("keeper", flat=True)) <= {kay.pk}
    room.refresh_from_db()
    organisation.refresh_from_db()
    assert (room.keeper, organisation.keeper) == (other, kay)
    browser.post(reverse("directory_assign", args=[kay.pk]), {"organisation": organisation.pk, "also_kept": "on"})
    for row in AccessPoint.objects.filter(translation_key=room.translation_key):
        assert row.keeper == kay, row.locale
    count = entries.counts()[kay.pk]
    assert f"{count} entries" in browser.get(reverse("directory_keepers")).content.decode()


def test_giving_an_entry_reaches_the_draft_that_somebody_is_writing(kay, edie):
    room = AccessPoint.objects.get(slug="the-orchard-room", locale__language_code="en")
    room.summary = "Half a sentence"
    room.save_revision()
    actions.assign(edie, kay, [room], now=NOW)
    room.refresh_from_db()
    room.get_latest_revision().publish()
    room.refresh_from_db()
    assert (room.keeper, room.summary) == (kay, "Half a sentence")


def test_whoever_leaves_hands_over_what_they_looked_after(kay, edie, organisation, signed_in):
    actions.assign(edie, kay, entries.of_organisation(organisation, also_kept=True), now=NOW)
    number = entries.counts()[kay.pk]
    heir = Keeper.objects.create(role="Heir")
    signed_in(edie).post(reverse("directory_hand_over", args=[kay.pk]), {"keeper": heir.pk})
    assert entries.counts()[heir.pk] == number
    assert kay.pk not in entries.counts()


def test_a_link_opens_for_thirty_days_and_shows_nothing_of_whom_it_is_for(kay):
    token = links.token(kay, NOW)
    assert links.keeper_of(token, NOW + timedelta(days=29, hours=23)) == kay
    assert links.keeper_of(token, NOW + timedelta(days=30)) is None
    assert str(kay.pk) not in token
    assert "lumtree" not in token
    assert links.token(kay, NOW) != token


@pytest.mark.parametrize(
    "spoil",
    [
        lambda t: t[:-2],
        lambda t: t[:40] + ("A" if t[40] != "A" else "B") + t[41:],
        lambda t: "",
        lambda t: "ÄÖ",
        lambda t: t * 9,
    ],
)
def test_a_link_that_is_not_ours_opens_nothing(kay, spoil):
    assert links.keeper_of(spoil(links.token(kay, NOW)), NOW) is None


def test_a_link_ends_when_its_keeper_leaves_and_stays_dead_when_they_come_back(kay, edie):
    token = links.token(kay, NOW)
    actions.set_active(edie, kay, False, now=NOW + timedelta(hours=1))
    assert links.keeper_of(token, NOW + timedelta(hours=2)) is None
    actions.set_active(edie, kay, True, now=NOW + timedelta(hours=3))
    assert links.keeper_of(token, NOW + timedelta(hours=4)) is None
    later = NOW + timedelta(hours=4)
    assert links.keeper_of(links.token(kay, later), later) == kay


def test_a_new_address_is_another_persons_so_the_old_link_ends(kay, edie):
    token = links.token(kay, NOW)
    same = Contact("Kay Married", "KAY@plumtree.example")
    actions.save(edie, kay, same, now=NOW + timedelta(hours=1))
    assert links.keeper_of(token, NOW + timedelta(hours=2)) == kay
    actions.save(edie, kay, Contact("Lee", "lee@plumtree.example"), now=NOW + timedelta(hours=1))
    assert links.keeper_of(token, NOW + timedelta(hours=2)) is None


def test_an_editor_sends_a_link_by_hand(kay, edie, signed_in, mailoutbox):
    signed_in(edie).post(reverse("directory_keeper_link", args=[kay.pk]))
    outbox.deliver_due()
    [mail] = mailoutbox
    assert mail.to == ["kay@plumtree.example"]
    assert "Canary" not in mail.body + mail.subject
    assert "/en/keep/" in mail.body


def test_only_editors_change_keepers(kay, edie):
    with pytest.raises(PermissionDenied):
        actions.set_active(person("Maya", Role.TRIAGE_WORKER), kay, False)


def test_the_list_of_keepers_asks_as_much_for_many_as_for_one(kay, edie, signed_in, django_assert_max_num_queries):
    browser, address = signed_in(edie), reverse("directory_keepers")
    with django_assert_max_num_queries(40) as one:
        browser.get(address)
    Keeper.objects.bulk_create(Keeper(role=f"Manager {number}") for number in range(20))
    with django_assert_max_num_queries(40) as many:
        browser.get(address)
    assert len(many) == len(one)
