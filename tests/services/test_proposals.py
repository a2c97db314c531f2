"""An organisation's own person says that entries are right, or proposes a change; an editor decides."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from accounts import reference as roles
from accounts.models import User
from accounts.roles import Role
from services.keepers import links
from services.keepers.actions import set_active
from services.keepers.contacts import Contact, write_contact
from services.models import AccessPoint, Keeper, Proposal
from services.models.access_point import LOCATION_WORDS
from services.proposals import actions, difference, facts
from services.proposals.forms import ProposalForm
from tests.cast import person
from vault import outbox
from vault.models import Event

State = Proposal.State


@pytest.fixture
def edie(demonstration) -> User:
    roles.load()
    return person("Edie", Role.COMMUNICATIONS_EDITOR)


@pytest.fixture
def refuge(demonstration) -> AccessPoint:
    return AccessPoint.objects.get(slug="juniper-house", locale__language_code="en")


@pytest.fixture
def kay(room) -> Keeper:
    """Her organisation has a handful of entries, so that all of them stand on one page."""
    organisation = room.service.organisation
    theirs = AccessPoint.objects.filter(service__organisation=organisation, locale__language_code="en")
    kept = [room.pk, *theirs.exclude(pk=room.pk).values_list("pk", flat=True)[:2]]
    theirs.exclude(pk__in=kept).update(live=False)
    keeper = Keeper(role="Manager, Plumtree", organisation=organisation)
    write_contact(keeper, Contact("Kay Canary", "kay@plumtree.example"))
    keeper.save()
    return keeper


@pytest.fixture
def kim(refuge) -> Keeper:
    """Looks after the refuge."""
    return Keeper.objects.create(role="Refuge lead", organisation=refuge.service.organisation, contact=None)


def path(keeper: Keeper, point: AccessPoint | None = None, language: str = "en") -> str:
    token = links.token(keeper, timezone.now())
    return f"/{language}/keep/{token}/" + (f"{point.translation_key}/" if point else "")


def filled(point: AccessPoint, **changed: object) -> dict[str, object]:
    """What a browser sends when somebody opens the form and changes only this."""
    form = ProposalForm(point)
    data: dict[str, object] = {}
    for name, field in form.fields.items():
        value = form.initial.get(name)
        if name in facts.DAYS or re.fullmatch(r"(first|last)_\d+", name):
            for part in ("day", "month", "year"):
                data[f"{name}_{part}"] = getattr(value, part) if value else ""
        elif name in form.hours_names:
            data[name] = value or ""
        elif name in facts.CHOICES:
            data |= {name: "on"} if value else {}
        else:
            data[name] = value if value is not None else ""
        assert field is not None
    return {name: value for name, value in {**data, **changed}.items() if value is not None}


def days(name: str, day: date) -> dict[str, int]:
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def proposed(client: Client, keeper: Keeper, point: AccessPoint, **changed: object) -> Proposal:
    response = client.post(path(keeper, point), filled(point, **changed))
    assert response.status_code == 303, re.findall(r"error-message.*?</p>", response.content.decode(), re.S)
    return Proposal.objects.get(keeper=keeper, point=point, state=State.OPEN)


# The link and what it opens


def test_opening_the_link_shows_the_entries_and_changes_nothing(kay, room, client):
    before = list(AccessPoint.objects.order_by("pk").values_list("checked_on", "latest_revision"))
    response = client.get(path(kay))
    page = response.content.decode()
    assert "The Orchard Room" in page
    assert room.phone in page
    assert list(AccessPoint.objects.order_by("pk").values_list("checked_on", "latest_revision")) == before
    assert not Event.objects.exists()
    assert response.cookies == {}


def test_the_page_is_kept_by_nobody_and_leads_out_without_its_address(kay, client):
    response = client.get(path(kay))
    assert response["Cache-Control"] == "no-store, private"
    assert "noindex" in response["X-Robots-Tag"]
    assert response["Referrer-Policy"] == "same-origin"
    assert 'rel="alternate"' not in response.content.decode()


def test_whoever_holds_the_link_sees_their_own_organisation_only(kay, refuge, client):
    others = AccessPoint.objects.filter(live=True, locale__language_code="en").exclude(
        service__organisation=kay.organisation
    )
    page = client.get(path(kay)).content.decode()
    for other in others:
        assert f">{other.name}<" not in page
    assert client.get(path(kay, others.first())).status_code == 404
    client.post(path(kay), {"entry": [f"access-point:{others.first().pk}"]})
    assert not Event.objects.filter(action="services.checked").exists()


def test_an_entry_of_another_organisation_that_they_were_given_is_theirs_too(kay, client):
    other = AccessPoint.objects.filter(live=True, locale__language_code="en").exclude(
        service__organisation=kay.organisation
    )[0]
    AccessPoint.objects.filter(pk=other.pk).update(keeper=kay)
    assert client.get(path(kay, other)).status_code == 200


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_dead_link_says_so_neutrally(kay, edie, client, method):
    address = path(kay)
    set_active(edie, kay, False)
    for each in (address, address[:40] + "x" + address[41:], "/en/keep/nothing/", f"/en/keep/nothing/{uuid4()}/"):
        response = getattr(client, method)(each)
        assert response.status_code == 410
        assert "Plumtree" not in response.content.decode()


def test_a_machine_that_tries_links_is_stopped(kay, client):
    answers = [client.get("/en/keep/nothing/").status_code for _ in range(35)]
    assert (answers[0], answers[-1]) == (410, 429)
    assert client.get(path(kay)).status_code == 200


def test_no_token_is_written_to_a_log(kay, client, capsys, settings):
    address = path(kay)
    client.get(address)
    assert address.split("/")[3] not in "".join(capsys.readouterr())


# Everything is still right


def test_saying_that_an_entry_is_right_counts_as_a_check_at_once(kay, room, client):
    AccessPoint.objects.update(checked_on=date(2020, 1, 1), phone_checked_on=None)
    response = client.post(path(kay), {"entry": f"access-point:{room.pk}"})
    assert response.status_code == 303
    room.refresh_from_db()
    assert room.checked_on == room.phone_checked_on == timezone.localdate()
    assert AccessPoint.objects.filter(checked_on=timezone.localdate()).count() == 1
    assert Event.objects.get(action="services.checked").actor == kay.pk
    assert ModelLogEntry.objects.filter(action="services.checked", object_id=room.pk).exists()
    assert "Thank you." in client.get(response["Location"]).content.decode()


def test_all_entries_of_a_page_are_said_to_be_right_with_one_button(kay, room, client):
    page = client.get(path(kay)).content.decode()
    first_form = page[page.index("<form", page.index("<main")) : page.index("</form>", page.index("<main"))]
    names = re.findall(r'name="entry" value="([^"]+)"', first_form)
    assert len(names) > 2
    client.post(path(kay), {"entry": names})
    kay.organisation.refresh_from_db()
    room.service.refresh_from_db()
    assert kay.organisation.checked_on == room.service.checked_on == timezone.localdate()


@pytest.mark.parametrize("entry", ["", "x", "access-point:", "access-point:-1", "access-point:9999999999999999", "a:1"])
def test_nonsense_is_no_check(kay, client, entry):
    assert client.post(path(kay), {"entry": entry}).status_code == 303
    assert not Event.objects.exists()


# Proposing


def test_a_proposal_changes_nothing_until_an_editor_accepts_it(kay, room, edie, client, signed_in):
    public = client.get(room.get_absolute_url()).content.decode()
    proposal = proposed(client, kay, room, phone="01632 960555", summary="Drop in, or ring us.")
    assert client.get(room.get_absolute_url()).content.decode() == public
    assert set(proposal.content["fields"]) == {"phone", "summary"}
    browser = signed_in(edie)
    assert "The Orchard Room" in browser.get(reverse("directory_proposals")).content.decode()
    browser.post(
        reverse("directory_proposal", args=[proposal.pk]), {"decision": "accept", "field": ["phone", "summary"]}
    )
    page = client.get(room.get_absolute_url()).content.decode()
    assert "01632 960555" in page
    assert "Drop in, or ring us." in page
    row = AccessPoint.objects.get(pk=room.pk)
    assert row.checked_on == row.phone_checked_on == timezone.localdate()
    assert row.live_revision_id == row.latest_revision_id is not None
    assert ModelLogEntry.objects.filter(action="services.proposal_accepted", user=edie).exists()
    proposal.refresh_from_db()
    assert (proposal.state, proposal.decided_by) == (State.ACCEPTED, edie)
    assert {event.action for event in Event.objects.filter(subject=proposal.pk)} == {
        "services.proposed",
        "services.proposal_accepted",
    }


def test_what_was_proposed_stands_nowhere_in_clear(kay, room, client):
    proposed(client, kay, room, note="Canarywords", directions="Canarywords")
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM services_proposal")
        assert b"anarywords" not in bytes(cursor.fetchone()[0])
    assert "anarywords" not in str(list(Event.objects.values()))


def test_editors_are_told_once_a_day_that_something_waits(kay, room, edie, client, mailoutbox):
    proposed(client, kay, room, phone="01632 960555")
    proposed(client, kay, room, phone="01632 960556")
    outbox.deliver_due()
    [mail] = [mail for mail in mailoutbox if mail.to == [edie.email]]
    assert "01632" not in mail.body
    assert "Orchard" not in mail.body + mail.subject


def test_a_newer_proposal_takes_the_place_of_the_older(kay, room, client):
    first = proposed(client, kay, room, phone="01632 960555")
    second = proposed(client, kay, room, phone="01632 960556")
    first.refresh_from_db()
    assert (first.state, second.state) == (State.OVERTAKEN, State.OPEN)


def test_the_form_shows_what_waits_so_that_it_can_be_put_right(kay, room, client):
    proposed(client, kay, room, phone="01632 960555", note="Please hurry.")
    page = client.get(path(kay, room)).content.decode()
    assert 'value="01632 960555"' in page
    assert "Please hurry." in page


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("phone", "ring us", "Use digits and spaces only"),
        ("email", "kay at plumtree", "Enter a valid email address."),
        ("website", "not a site", "Enter a valid URL."),
        ("postcode", "ZZ99 9ZZ", "We could not find it."),
        ("hours", "nine to five", "hours"),
        ("summary", "x" * 201, "at most 200 characters"),
        ("summary", "Come \u202ein", "signs in it that cannot be seen"),
        ("what_happens", "Come\x01in", "signs in it that cannot be seen"),
        ("note", "Come\x01in", "signs in it that cannot be seen"),
    ],
)
def test_bad_input_is_told_beside_the_field_and_what_was_typed_is_kept(kay, room, client, field, typed, told):
    response = client.post(path(kay, room), filled(room, **{field: typed, "town": "Margate"}))
    page = response.content.decode()
    assert response.status_code == 200
    assert told in page
    assert f'href="#id_{field}"' in page
    assert typed in page
    assert 'value="Margate"' in page
    assert "<title>Error: " in page
    assert not Proposal.objects.exists()


def test_a_form_without_any_change_asks_what_is_meant(kay, room, client):
    page = client.post(path(kay, room), filled(room)).content.decode()
    assert "Nothing is changed yet." in page
    assert not Proposal.objects.exists()


def test_a_note_alone_is_enough(kay, room, client):
    assert proposed(client, kay, room, note="Our name will change in May.").content["fields"] == {}


def test_hours_are_proposed_in_boxes_by_somebody_who_knows_no_syntax(kay, room, edie, client):
    data = {"hours": None, "hours-mode": "boxes", "hours-Mo-1-from": "09:00", "hours-Mo-1-to": "12:30"}
    proposal = proposed(client, kay, room, **data, **{"hours-holidays": "closed"})
    actions.accept(edie, proposal, ["hours"])
    assert AccessPoint.objects.get(pk=room.pk).hours == "Mo 09:00-12:30; PH off"


def test_exceptions_closure_and_choices_are_proposed_too(kay, room, edie, client):
    begins, ends = timezone.localdate() + timedelta(days=20), timezone.localdate() + timedelta(days=22)
    proposal = proposed(
        client, kay, room, **days("first_1", begins), **days("last_1", ends), **days("closed_from", begins),
        closed_note="Holidays", hours_1="10:00-13:00", access=["step-free", "bsl"], languages=["en", "uk"],
        self_referral=None,
    )  # fmt: skip
    actions.accept(edie, proposal, facts.ALL)
    row = AccessPoint.objects.get(pk=room.pk)
    assert [(each.first_day, each.last_day, each.hours) for each in row.exceptions.all()] == [
        (begins, ends, "10:00-13:00")
    ]
    assert (row.closed_from, row.closed_note, row.self_referral) == (begins, "Holidays", False)
    assert {facet.key for facet in row.access.all()} == {"step-free", "bsl"}
    assert {facet.key for facet in row.languages.all()} == {"en", "uk"}


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        (lambda day: days("first_1", day) | days("last_1", day - timedelta(days=1)), "last_1"),
        (lambda day: days("last_1", day), "first_1"),
        (lambda day: {"hours_1": "10:00-13:00"}, "first_1"),
        (lambda day: days("first_1", day) | days("first_2", day), "first_2"),
        (lambda day: days("closed_until", day), "closed_from"),
        (lambda day: days("closed_from", day) | days("closed_until", day - timedelta(days=1)), "closed_until"),
        (lambda day: {"first_1_day": "31", "first_1_month": "2", "first_1_year": "2027"}, "first_1"),
    ],
)
def test_days_that_make_no_sense_are_told_beside_their_boxes(kay, room, client, typed, field):
    page = client.post(path(kay, room), filled(room, **typed(date(2027, 5, 3)))).content.decode()
    assert f'href="#id_{field}-day"' in page
    assert not Proposal.objects.exists()


def test_a_new_postcode_moves_the_place_on_the_map(kay, room, edie, client):
    proposal = proposed(client, kay, room, postcode="ct1 2nn", address="1 New Street")
    actions.accept(edie, proposal, ["postcode", "address"])
    row = AccessPoint.objects.get(pk=room.pk)
    assert (row.easting, row.northing) != (room.easting, room.northing)
    assert abs(row.easting - 614900) < 3000
    assert row.address == "1 New Street"


# Confidential places


def test_no_location_can_be_proposed_for_a_confidential_place(kim, refuge, edie, client):
    """K-6.1.10"""
    page = client.get(path(kim, refuge)).content.decode()
    for name in LOCATION_WORDS:
        assert f'name="{name}"' not in page
    forged = {"address": "77 Canary Cottage", "town": "Canaryton", "postcode": "CT1 2NN", "directions": "Canary"}
    proposal = proposed(client, kim, refuge, phone="01632 960555", **forged)
    assert set(proposal.content["fields"]) == {"phone"}
    written = actions.propose(kim, refuge, {"address": ["", "77 Canary Cottage"]}, "")
    assert written.content["fields"] == {}


def test_a_postcode_in_the_words_of_a_confidential_place_is_refused(kim, refuge, client):
    page = client.post(path(kim, refuge), filled(refuge, summary="We are at CT1 2NN.")).content.decode()
    assert "This reads like a postcode." in page
    assert not Proposal.objects.exists()


def test_a_place_that_becomes_confidential_forgets_what_was_proposed_about_where_it_is(kay, room, client):
    proposal = proposed(client, kay, room, address="77 Canary Cottage", phone="01632 960555", note="Canary")
    room.refresh_from_db()
    room.kind, room.confidential = "safe_accommodation", True
    room.town = room.address = room.postcode = room.directions = ""
    room.easting = room.northing = None
    room.save_revision().publish()
    proposal = Proposal.objects.get(pk=proposal.pk)
    assert "anary" not in str(proposal.content)
    assert set(proposal.content["fields"]) == {"phone"}


def test_a_group_that_takes_its_consent_back_loses_place_and_times(kay, room, edie, client):
    AccessPoint.objects.filter(pk=room.pk).update(kind="group", venue_public=True)
    room.refresh_from_db()
    proposal = proposed(client, kay, room, venue_public=None)
    assert set(proposal.content["fields"]) == {"venue_public"}
    actions.accept(edie, proposal, ["venue_public"])
    row = AccessPoint.objects.get(pk=room.pk)
    assert (row.town, row.address, row.hours, row.easting) == ("", "", "", None)


# Deciding


def difference_of(proposal: Proposal) -> dict[str, difference.Change]:
    point = AccessPoint.objects.get(pk=proposal.point_id)
    return {each.name: each for each in difference.changes(proposal, point, facts.Speaker.for_points())}


def test_the_difference_is_shown_word_by_word_and_in_words(kay, room, edie, client, signed_in):
    AccessPoint.objects.filter(pk=room.pk).update(summary="Drop in and talk.")
    room.refresh_from_db()
    proposal = proposed(client, kay, room, summary="Drop in and ring.")
    parts = [(part.kind, part.text) for part in difference_of(proposal)["summary"].parts]
    assert parts == [("same", "Drop in and "), ("old", "talk."), ("new", "ring.")]
    page = signed_in(edie).get(reverse("directory_proposal", args=[proposal.pk])).content.decode()
    assert re.search(r"<del>.*?Out:.*?talk\..*?</del><ins>.*?In:.*?ring\..*?</ins>", page, re.S)


def test_what_changed_meanwhile_is_marked_and_compared_with_what_stands_now(kay, room, client):
    proposal = proposed(client, kay, room, phone="01632 960555", town="Herne Bay")
    AccessPoint.objects.filter(pk=room.pk).update(phone="01632 960777", town="Herne Bay")
    found = difference_of(proposal)
    assert found["phone"].conflict
    assert found["phone"].stood == (room.phone,)
    assert [part.text.strip() for part in found["phone"].parts] == ["01632 960777", "01632 960555"]
    assert (found["town"].conflict, found["town"].done) == (False, True)


def test_fields_are_accepted_one_by_one(kay, room, edie, client):
    checked = date(2020, 1, 1)
    AccessPoint.objects.filter(pk=room.pk).update(checked_on=checked, phone_checked_on=checked)
    proposal = proposed(client, kay, room, phone="01632 960555", website="https://plumtree.example")
    actions.accept(edie, proposal, ["website"])
    row = AccessPoint.objects.get(pk=room.pk)
    assert (row.website, row.phone) == ("https://plumtree.example", room.phone)
    # They say that the number is another one: it was not found right.
    assert (row.checked_on, row.phone_checked_on) == (timezone.localdate(), checked)
    page = client.get(path(kay)).content.decode()
    assert "We took over part of your change." in page


def test_fields_that_cannot_stand_alone_are_refused_and_nothing_changes(kay, room, edie, client, signed_in):
    AccessPoint.objects.filter(pk=room.pk).update(closed_from=None, closed_until=None)
    begins, ends = date(2027, 5, 3), date(2027, 5, 9)
    proposal = proposed(client, kay, room, **days("closed_from", begins), **days("closed_until", ends))
    address = reverse("directory_proposal", args=[proposal.pk])
    page = signed_in(edie).post(address, {"decision": "accept", "field": "closed_until"}).content.decode()
    assert "would not be right with these changes alone" in page
    proposal.refresh_from_db()
    assert proposal.state == State.OPEN
    assert AccessPoint.objects.get(pk=room.pk).closed_until is None


def test_declining_needs_a_reason_that_only_the_keeper_reads(kay, room, edie, client, signed_in, mailoutbox):
    proposal = proposed(client, kay, room, phone="01632 960555")
    browser, address = signed_in(edie), reverse("directory_proposal", args=[proposal.pk])
    page = browser.post(address, {"decision": "decline", "reason": " "}).content.decode()
    assert "Say why." in page
    browser.post(address, {"decision": "decline", "reason": "That number rings a shop."})
    proposal.refresh_from_db()
    assert proposal.state == State.DECLINED
    outbox.deliver_due()
    [mail] = [mail for mail in mailoutbox if mail.to == ["kay@plumtree.example"]]
    assert "shop" not in mail.body + mail.subject
    assert "declined" not in (mail.body + mail.subject).lower()
    assert AccessPoint.objects.get(pk=room.pk).phone == room.phone
    assert "That number rings a shop." in client.get(path(kay)).content.decode()


def test_a_proposal_is_decided_once(kay, room, edie, client):
    proposal = proposed(client, kay, room, phone="01632 960555")
    actions.decline(edie, proposal, "No.")
    with pytest.raises(actions.AlreadyDecided):
        actions.accept(edie, proposal, ["phone"])
    assert AccessPoint.objects.get(pk=room.pk).phone == room.phone


def test_an_overtaken_proposal_can_no_longer_be_accepted(kay, room, edie, client, signed_in):
    first = proposed(client, kay, room, phone="01632 960555")
    proposed(client, kay, room, phone="01632 960556")
    address = reverse("directory_proposal", args=[first.pk])
    response = signed_in(edie).post(address, {"decision": "accept", "field": "phone"}, follow=True)
    assert "a newer proposal has taken its place" in response.content.decode()
    assert AccessPoint.objects.get(pk=room.pk).phone == room.phone


def test_only_editors_decide(kay, room, edie, client):
    proposal = proposed(client, kay, room, phone="01632 960555")
    with pytest.raises(PermissionDenied):
        actions.accept(person("Maya", Role.TRIAGE_WORKER), proposal, ["phone"])


def test_accepting_keeps_the_draft_that_somebody_is_writing(kay, room, edie, client):
    draft = AccessPoint.objects.get(pk=room.pk)
    draft.closed_note = "Half a sentence"
    draft.save_revision(user=edie)
    proposal = proposed(client, kay, room, phone="01632 960555")
    actions.accept(edie, proposal, ["phone"])
    row = AccessPoint.objects.get(pk=room.pk)
    assert (row.phone, row.closed_note, row.has_unpublished_changes) == ("01632 960555", room.closed_note, True)
    later = row.get_latest_revision_as_object()
    assert (later.phone, later.closed_note) == ("01632 960555", "Half a sentence")


def test_what_was_decided_long_ago_is_deleted(kay, room, edie, client):
    proposal = proposed(client, kay, room, phone="01632 960555")
    now = timezone.now()
    actions.sweep(now + timedelta(days=400))
    actions.decline(edie, proposal, "No.", now=now)
    actions.sweep(now + timedelta(days=179))
    assert Proposal.objects.exists()
    actions.sweep(now + timedelta(days=181))
    assert not Proposal.objects.exists()


def test_the_page_of_a_keeper_asks_as_much_for_many_entries_as_for_few(kay, client, django_assert_max_num_queries):
    with django_assert_max_num_queries(40) as before:
        client.get(path(kay))
    AccessPoint.objects.filter(locale__language_code="en").update(keeper=kay)
    with django_assert_max_num_queries(40) as after:
        client.get(path(kay))
    assert len(after) <= len(before)
