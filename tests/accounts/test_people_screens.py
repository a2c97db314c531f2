"""The screens about people and teams: for those permitted; for others they do not exist."""

import pytest
from django.test import Client

from accounts import actions, teams
from accounts.models import Membership, Team, User
from accounts.roles import Role
from places.models import Area

READERS, MANAGERS = {"jo", "sam", "ada", "dot"}, {"ada"}
EVERYBODY = ["maya", "tom", "jo", "sam", "edie", "ada", "olu", "dot"]


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_sees_which_screen(cast, signed_in, who):
    client = signed_in(getattr(cast, who))
    team = Team.objects.get()
    expected = {
        "/admin/people/": READERS,
        "/admin/teams/": READERS,
        f"/admin/people/{cast.tom.pk}/": READERS,
        "/admin/people/invite/": MANAGERS,
        f"/admin/people/{cast.tom.pk}/role/": MANAGERS - {"tom"},
        f"/admin/people/{cast.tom.pk}/reset/": MANAGERS,
        f"/admin/people/{cast.tom.pk}/close/": MANAGERS,
        f"/admin/teams/{team.pk}/": {"jo", "ada"},
        "/admin/teams/new/": {"jo", "ada"},
    }
    answers = {address: client.get(address).status_code for address in expected}
    assert answers == {address: 200 if who in allowed else 404 for address, allowed in expected.items()}


def test_the_menu_shows_people_to_those_permitted_only(cast, signed_in):
    assert "/admin/people/" in signed_in(cast.ada).get("/admin/").content.decode()
    assert "/admin/people/" not in signed_in(cast.maya).get("/admin/").content.decode()


def test_inviting_proposing_and_agreeing_on_the_screens(cast, signed_in, link_for):
    ada, jo = signed_in(cast.ada), signed_in(cast.jo)
    thanet = Area.objects.get(slug="thanet")
    form = {"name": "Ines Example", "email": "Ines@Waymark.example", "role": Role.TRIAGE_WORKER, "areas": [thanet.pk]}
    assert ada.post("/admin/people/invite/", form).status_code == 302
    ines = User.objects.get(email="ines@waymark.example")
    assert link_for(ines)
    row = Membership.objects.get(user=ines)
    assert "Somebody else decides this" in ada.get("/admin/people/").content.decode()
    assert ada.post(f"/admin/people/roles/{row.pk}/approve/").status_code == 404
    assert "Agree" in jo.get("/admin/people/").content.decode()
    jo.post(f"/admin/people/roles/{row.pk}/approve/")
    row.refresh_from_db()
    assert (row.state, row.approved_by) == ("active", cast.jo)


def test_changes_are_posts_only(cast, signed_in):
    row = actions.propose(cast.ada, cast.nobody, Role.TRIAGE_WORKER)
    jo, ada = signed_in(cast.jo), signed_in(cast.ada)
    assert jo.get(f"/admin/people/roles/{row.pk}/approve/").status_code == 405
    for address in (f"roles/{row.pk}/end/", f"{cast.maya.pk}/reset/", f"{cast.maya.pk}/close/"):
        assert ada.get(f"/admin/people/{address}").status_code == 200
    row.refresh_from_db()
    assert row.state == "waiting"
    assert User.objects.get(pk=cast.maya.pk).has_usable_password()


def test_a_change_without_the_forms_token_is_refused(cast, signed_in):
    careless = signed_in(cast.ada)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = careless.cookies
    assert strict.post(f"/admin/people/{cast.maya.pk}/close/").status_code == 403


def test_ending_resetting_and_closing_ask_first_and_then_happen(cast, signed_in):
    ada = signed_in(cast.ada)
    row = Membership.objects.get(user=cast.edie)
    assert (
        "End “Communications editor” for Edie Example?"
        in ada.get(f"/admin/people/roles/{row.pk}/end/").content.decode()
    )
    ada.post(f"/admin/people/roles/{row.pk}/end/")
    ada.post(f"/admin/people/{cast.maya.pk}/reset/")
    ada.post(f"/admin/people/{cast.tom.pk}/close/")
    row.refresh_from_db()
    assert row.state == "ended"
    assert not User.objects.get(pk=cast.maya.pk).has_usable_password()
    assert not User.objects.get(pk=cast.tom.pk).is_active


def test_ones_own_page_offers_no_change(cast, signed_in):
    page = signed_in(cast.ada).get(f"/admin/people/{cast.ada.pk}/").content.decode()
    assert "This is you" in page
    assert "Reset how they sign in" not in page
    assert "End this role" not in page
    assert "Propose a role" not in page


def test_an_e_mail_that_is_known_is_said_beside_the_field(cast, signed_in):
    form = {"name": "Maya Twice", "email": cast.maya.email, "role": Role.AUDITOR}
    page = signed_in(cast.ada).post("/admin/people/invite/", form).content.decode()
    assert "already has an account" in page
    assert "There is a problem" in page


def test_a_team_is_changed_and_its_alert_chain_follows(cast, signed_in, events):
    team = Team.objects.get()
    form = {
        "name": "East Kent",
        "mailbox": team.mailbox,
        "areas": [area.pk for area in Area.objects.filter(slug__in=("thanet", "dover"))],
        "chain_1": cast.sam.pk,
        "chain_2": cast.maya.pk,
        "on_call": cast.jo.pk,
    }
    assert signed_in(cast.jo).post(f"/admin/teams/{team.pk}/", form).status_code == 302
    team.refresh_from_db()
    assert teams.alert_chain(team) == [cast.sam, cast.maya, cast.jo]
    assert team.on_call == cast.jo
    assert events("team_saved", actor=cast.jo.pk)


def test_the_chain_ends_with_the_managers_who_answer_for_its_areas(cast):
    assert teams.alert_chain(Team.objects.get()) == [cast.maya, cast.jo]


def test_somebody_who_may_no_longer_read_cases_is_not_alerted(cast):
    actions.end(cast.ada, Membership.objects.get(user=cast.maya))
    assert teams.alert_chain(Team.objects.get()) == [cast.jo]


def test_a_network_is_watched_by_the_team_of_its_council(cast):
    team = Team.objects.get()
    durham = Area.objects.get(slug="county-durham")
    team.areas.add(durham)
    assert teams.team_for(Area.objects.filter(parent=durham).first()) == team
    assert teams.team_for(Area.objects.get(slug="medway")) is None
