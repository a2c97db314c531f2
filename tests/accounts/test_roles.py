"""Who gives whom which role: a second person, never oneself, always on record (architecture: who may do what)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import actions, permissions, tasks
from accounts.actions import Refused
from accounts.models import Membership, User
from accounts.roles import PERMISSIONS, READS_CASES, Role
from places.models import Area
from tests.cast import person
from vault import audit


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


@pytest.fixture
def bea(cast) -> User:
    """A second administrator."""
    return person("Bea", Role.ADMINISTRATOR)


def proposal(cast, role: str = Role.TRIAGE_WORKER, areas: tuple[str, ...] = ("thanet",)) -> Membership:
    return actions.propose(cast.ada, cast.nobody, role, areas=Area.objects.filter(slug__in=areas))


def test_no_administrator_reads_a_case():
    assert not any(permission.startswith(("case.", "safeguarding.")) for permission in PERMISSIONS[Role.ADMINISTRATOR])


@pytest.mark.parametrize("role", sorted(READS_CASES))
def test_a_role_that_reads_cases_counts_only_after_a_second_person_agreed(cast, role):
    row = proposal(cast, role)
    assert not permissions.has(fresh(cast.nobody), "case.read")
    actions.approve(cast.jo, row)
    assert permissions.has(fresh(cast.nobody), "case.read")


def test_an_administrator_needs_a_second_person_too(cast, bea):
    row = proposal(cast, Role.ADMINISTRATOR, ())
    assert not permissions.has(fresh(cast.nobody), "account.manage")
    actions.approve(bea, row)
    assert permissions.has(fresh(cast.nobody), "account.manage")


def test_an_editor_counts_at_once(cast):
    proposal(cast, Role.COMMUNICATIONS_EDITOR, ())
    assert permissions.has(fresh(cast.nobody), "content.edit")
    assert fresh(cast.nobody).has_perm("wagtailadmin.access_admin")


def test_whoever_proposed_it_cannot_agree_to_it(cast):
    row = proposal(cast)
    with pytest.raises(PermissionDenied):
        actions.approve(cast.ada, row)


def test_nobody_agrees_to_their_own_role(cast, bea):
    row = actions.propose(bea, cast.jo, Role.SAFEGUARDING_LEAD)
    with pytest.raises(PermissionDenied):
        actions.approve(cast.jo, row)


def test_nobody_proposes_a_role_for_themselves(cast):
    with pytest.raises(PermissionDenied):
        actions.propose(cast.ada, cast.ada, Role.TRIAGE_WORKER)


def test_nobody_ends_their_own_role(cast, bea):
    with pytest.raises(PermissionDenied):
        actions.end(cast.ada, Membership.objects.get(user=cast.ada))


@pytest.mark.parametrize("field", ["proposed_by", "approved_by"])
def test_the_database_refuses_a_role_that_somebody_gave_themselves(cast, field):
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.filter(user=cast.maya).update(**{field: cast.maya})


@pytest.mark.parametrize("who", ["maya", "edie", "olu", "dot", "nobody"])
def test_others_give_and_end_nothing(cast, who):
    actor = getattr(cast, who)
    row = proposal(cast)
    for change in (
        lambda: actions.propose(actor, cast.tom, Role.AUDITOR),
        lambda: actions.approve(actor, row),
        lambda: actions.end(actor, Membership.objects.get(user=cast.tom)),
        lambda: actions.reset_sign_in(actor, cast.tom),
        lambda: actions.close_account(actor, cast.tom),
        lambda: actions.invite(actor, name="X", email="x@waymark.example", role=Role.AUDITOR),
    ):
        with pytest.raises(PermissionDenied):
            change()


def test_a_manager_of_some_areas_agrees_for_those_only(cast):
    local = person("Lee", Role.TRIAGE_MANAGER, ("thanet", "dover"))
    with pytest.raises(PermissionDenied):
        actions.approve(local, proposal(cast, areas=("medway",)))
    with pytest.raises(PermissionDenied):
        actions.approve(local, proposal(cast, areas=()))
    assert actions.approve(local, proposal(cast, areas=("thanet",))).state == "active"


def test_the_last_administrator_stays(cast, bea):
    with pytest.raises(PermissionDenied):
        actions.close_account(cast.ada, cast.ada)
    actions.end(cast.ada, Membership.objects.get(user=bea))
    row = Membership.objects.get(user=cast.ada)
    stray = person("Stray", Role.ADMINISTRATOR)
    Membership.objects.filter(user=stray).update(valid_until=timezone.now() + timedelta(hours=1))
    actor = fresh(stray)
    assert permissions.has(actor, "membership.propose")
    Membership.objects.filter(user=stray).update(ended_at=timezone.now())
    with pytest.raises(Refused, match="last administrator"):
        actions.end(actor, row)


def test_an_administrator_gets_no_end_date_that_could_leave_nobody(cast):
    with pytest.raises(Refused):
        actions.propose(cast.ada, cast.nobody, Role.ADMINISTRATOR, valid_until=timezone.now() + timedelta(days=1))


def test_a_role_past_its_date_counts_no_more_and_is_put_on_record(cast, events):
    now = timezone.now()
    row = actions.propose(cast.ada, cast.nobody, Role.AUDITOR, valid_until=now + timedelta(days=1), now=now)
    assert permissions.active(now + timedelta(hours=23)).filter(pk=row.pk).exists()
    assert not permissions.active(now + timedelta(hours=25)).filter(pk=row.pk).exists()
    tasks.end_expired(now + timedelta(hours=25))
    tasks.end_expired(now + timedelta(hours=26))
    assert len(events("role_expired", subject=cast.nobody.pk)) == 1
    assert not fresh(cast.nobody).groups.exists()


def test_every_change_is_an_event_and_told_to_the_data_protection_officer(cast, mails, events):
    row = proposal(cast)
    actions.approve(cast.jo, row)
    actions.end(cast.ada, row)
    actions.reset_sign_in(cast.ada, cast.tom)
    actions.close_account(cast.ada, cast.tom)
    said = mails(cast.dot.email)
    assert len(said) == 5
    for mail in said:
        words = mail["subject"] + mail["body"]
        assert not any(word in words for word in ("Nobody", "Tom", "Ada", "riage", "Thanet", str(row.pk) + " "))
    actors = [
        events(action)[0].actor
        for action in ("role_proposed", "role_approved", "role_ended", "sign_in_reset", "account_closed")
    ]
    assert actors == [cast.ada.pk, cast.jo.pk, cast.ada.pk, cast.ada.pk, cast.ada.pk]
    assert list(audit.verify()) == []


def test_those_who_may_agree_are_told_that_something_waits(cast, mails):
    proposal(cast)
    assert [len(mails(user.email)) for user in (cast.jo, cast.sam, cast.ada, cast.maya)] == [1, 1, 0, 0]


def test_a_change_that_fails_leaves_nothing_behind(cast, mails):
    with pytest.raises(Refused):
        actions.invite(cast.ada, name="Maya Twice", email=cast.maya.email.upper(), role=Role.AUDITOR)
    assert User.objects.filter(name="Maya Twice").count() == 0
    assert mails(cast.dot.email) == []


def test_a_reset_wipes_every_factor_ends_the_sessions_and_sends_a_link(cast, sign_in, link_for):
    client = sign_in(cast.maya)
    actions.reset_sign_in(cast.ada, cast.maya)
    assert client.get("/admin/").url.startswith("/admin/login/")
    assert not fresh(cast.maya).has_usable_password()
    assert not cast.maya.authenticator_set.exists()
    assert link_for(cast.maya)


def test_nobody_resets_their_own_sign_in(cast):
    with pytest.raises(PermissionDenied):
        actions.reset_sign_in(cast.ada, cast.ada)


def test_a_closed_account_has_no_role_no_session_and_no_place_in_a_chain(cast, sign_in):
    client = sign_in(cast.maya)
    actions.close_account(cast.ada, cast.maya)
    assert client.get("/admin/").url.startswith("/admin/login/")
    assert permissions.grants(fresh(cast.maya)) == []
    assert not cast.maya.team_places.exists()


def test_scopes_say_where(cast):
    thanet, dover = (Area.objects.get(slug=slug).pk for slug in ("thanet", "dover"))
    assert permissions.scopes(cast.maya, "case.read") == [permissions.Scope(None, frozenset({thanet, dover}))]
    assert permissions.scopes(cast.jo, "case.read") == [permissions.Scope(None, None)]
    assert permissions.scopes(cast.ada, "case.read") == []


def test_an_area_brings_the_networks_inside_it(cast):
    durham = Area.objects.get(slug="county-durham")
    user = person("Kit", Role.TRIAGE_WORKER, ("county-durham",))
    inside = set(Area.objects.filter(parent=durham).values_list("pk", flat=True))
    assert inside
    assert inside <= permissions.scopes(user, "case.read")[0].area_ids


def test_memberships_are_read_once_for_a_request(cast, django_assert_num_queries):
    user = fresh(cast.jo)
    with django_assert_num_queries(1):
        for permission in ("case.read", "case.work", "audit.read"):
            permissions.has(user, permission)
        permissions.scopes(user, "case.read")


def test_wagtails_own_screens_for_users_and_groups_are_closed_to_everybody(cast, signed_in):
    for user in cast.by_role().values():
        client = signed_in(user)
        for address in ("/admin/users/", "/admin/users/new/", "/admin/groups/", "/admin/groups/new/"):
            response = client.get(address)
            assert response.status_code == 404 or response["Location"] == "/admin/", (user.name, address)


def test_editors_may_publish_pages_and_others_may_not(cast):
    from wagtail.models import Page

    root = Page.get_first_root_node()
    may = {
        user.name.split()[0]: root.permissions_for_user(fresh(user)).can_add_subpage()
        for user in cast.by_role().values()
    }
    assert [name for name, allowed in may.items() if allowed] == ["Edie"]


def test_the_console_makes_administrators_until_there_are_two(db, world):
    call_command("invite_administrator", "First Example", "first@waymark.example")
    call_command("invite_administrator", "Second Example", "second@waymark.example")
    with pytest.raises(CommandError, match="two administrators"):
        call_command("invite_administrator", "Third Example", "third@waymark.example")
