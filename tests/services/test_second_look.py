"""An entry is submitted by one editor and approved by another; what is locked, by whom, and who hears of it."""

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page, TaskState, Workflow, WorkflowContentType, WorkflowPage, WorkflowTask
from wagtail_localize.models import Translation, TranslationSource

from accounts import reference as roles
from accounts.models import User
from accounts.roles import Role
from content import reference as helplines
from content.models import SecondLook
from content.tasks import publish_scheduled
from home.models import StandardPage
from services import reference
from services.checking.history import ACCEPTED
from services.checking.publishing import publish_change
from services.models import AccessPoint, Keeper, Organisation, Service
from tests.cast import person
from tests.services import entries
from tests.services.editing import address, form, send
from vault.models import Message

SUBMIT = {"action-submit": "action-submit"}
PUBLISH = {"action-publish": "action-publish"}
NEW = "Ring the bell twice."
LOCATION_BOXES = ("address", "town", "postcode", "easting", "northing", "directions")


@pytest.fixture
def room(world) -> AccessPoint:
    roles.load()
    return entries.point(keeper=Keeper.objects.create(role="Keeper"))


@pytest.fixture
def edie(room) -> User:
    return person("Edie", Role.COMMUNICATIONS_EDITOR)


@pytest.fixture
def eva(room) -> User:
    return person("Eva", Role.COMMUNICATIONS_EDITOR)


def submit(browser: Client, room: AccessPoint, words: str = NEW) -> TaskState:
    sent = send(browser, address(room, "edit"), form(browser, address(room, "edit")) | SUBMIT, directions=words)
    assert sent.status_code == 302
    state = fresh(room).current_workflow_task_state
    assert state is not None
    return state


def decide(browser: Client, room: AccessPoint, state: TaskState, action: str = "approve", comment: str = "") -> Client:
    where = reverse("wagtailsnippets_services_accesspoint:workflow_action", args=[room.pk, action, state.pk])
    return browser.post(where, {"comment": comment})


def fresh(room: AccessPoint) -> AccessPoint:
    return AccessPoint.objects.get(pk=room.pk)


def public(room: AccessPoint) -> str:
    return Client().get(entries.ROOM).content.decode()


def waiting(browser: Client) -> list:
    page = browser.get(reverse("wagtailadmin_home"))
    panels = {panel.name: panel for panel in page.context["panels"] if hasattr(panel, "name")}
    shown = panels["workflow_objects_to_moderate"].get_context_data({"request": page.wsgi_request, "csrf_token": ""})
    return [each["obj"] for each in shown["states"]]


def test_what_one_editor_submits_another_approves_and_everybody_reads(room, edie, eva, signed_in):
    hers, other = signed_in(edie), signed_in(eva)
    state = submit(hers, room)
    assert NEW not in public(room)
    assert waiting(other) == [room]
    assert decide(other, room, state).status_code == 302
    assert NEW in public(room)
    assert waiting(other) == []
    assert fresh(room).current_workflow_state is None


def test_who_submitted_can_neither_approve_nor_edit_but_cancel(room, edie, eva, signed_in):
    hers = signed_in(edie)
    state = submit(hers, room)
    assert waiting(hers) == []
    decide(hers, room, state)
    url = address(room, "edit")
    held = form(hers, url)
    send(hers, url, held, directions="Changed meanwhile.")
    send(hers, url, held | {"action-workflow-action": "1", "workflow-action-name": "approve"})
    send(hers, url, held | PUBLISH, directions="Published meanwhile.")
    assert fresh(room).get_latest_revision_as_object().directions == NEW
    assert NEW not in public(room)
    assert fresh(room).workflow_in_progress
    send(hers, url, held | {"action-cancel-workflow": "1"})
    assert not fresh(room).workflow_in_progress
    # A wrong number is mended at night, by one person alone.
    send(hers, url, form(hers, url) | PUBLISH, phone="01632 960999")
    assert "01632 960999" in public(room)


def test_nobody_approves_their_own_by_the_address_of_another_entry(room, edie, eva, signed_in):
    second = entries.point(room.service, name="The Elm Room", slug="the-elm-room", keeper=room.keeper)
    hers = submit(signed_in(edie), room)
    submit(signed_in(eva), second, "Go round the back.")
    decide(signed_in(edie), second, hers)
    assert fresh(room).workflow_in_progress
    assert NEW not in public(room)


def test_who_submits_again_after_changes_were_wanted_cannot_approve(room, edie, eva, signed_in):
    hers, other = signed_in(edie), signed_in(eva)
    decide(other, room, submit(hers, room), "reject", "Which bell?")
    assert fresh(room).current_workflow_state.status == "needs_changes"
    assert (
        "Which bell?"
        in hers.get(reverse("wagtailsnippets_services_accesspoint:history", args=[room.pk])).content.decode()
    )
    again = submit(other, room, "Ring the upper bell.")
    decide(other, room, again)
    assert "upper bell" not in public(room)
    decide(hers, room, again)
    assert "upper bell" in public(room)


def test_who_submitted_approves_no_later_step_either(room, edie, eva, signed_in):
    later = SecondLook.objects.create(name="a third person")
    later.groups.set(SecondLook.objects.exclude(pk=later.pk).get().groups.all())
    WorkflowTask.objects.create(workflow=Workflow.objects.get(name="a second person"), task=later, sort_order=2)
    decide(signed_in(eva), room, submit(signed_in(edie), room))
    last = fresh(room).current_workflow_task_state
    decide(signed_in(edie), room, last)
    assert NEW not in public(room)
    decide(signed_in(eva), room, last)
    assert NEW in public(room)


def test_approving_shows_nothing_before_its_time(room, edie, eva, signed_in):
    hers = signed_in(edie)
    later = timezone.now() + timedelta(days=2)
    url = address(room, "edit")
    send(hers, url, form(hers, url) | SUBMIT, directions=NEW, go_live_at=f"{later:%Y-%m-%d %H:%M}")
    decide(signed_in(eva), room, fresh(room).current_workflow_task_state)
    assert fresh(room).approved_schedule
    assert NEW not in public(room)
    planned, past = fresh(room).scheduled_revision, timezone.now() - timedelta(minutes=1)
    planned.content["go_live_at"], planned.approved_go_live_at = past.isoformat(), past
    planned.save()
    publish_scheduled(timezone.now())
    assert NEW in public(room)


def test_approving_publishes_no_unfinished_translation(room, edie, eva, signed_in):
    polish = Locale.objects.get(language_code="pl")
    entries.translated(room, "pl")
    source, _made = TranslationSource.get_or_create_from_instance(room)
    Translation.objects.create(source=source, target_locale=polish)
    theirs = AccessPoint.objects.get(translation_key=room.translation_key, locale=polish)
    AccessPoint.objects.filter(pk=theirs.pk).update(live=False)
    theirs.refresh_from_db()
    theirs.save_revision(user=edie)
    theirs.get_workflow().start(theirs, edie)
    other = signed_in(eva)
    answer = decide(other, theirs, theirs.current_workflow_task_state)
    assert answer.status_code == 302
    assert "This translation is not finished" in other.get(answer["Location"], follow=True).content.decode()
    assert not fresh(theirs).live
    assert fresh(theirs).workflow_in_progress


def test_nothing_that_tells_where_a_safe_place_is_reaches_the_second_person(room, edie, eva, signed_in):
    hers, url = signed_in(edie), address(room, "edit")
    safe = form(hers, url) | SUBMIT | {"kind": ["safe_accommodation"], "confidential": ["on"]}
    assert send(hers, url, safe).status_code == 200
    assert not fresh(room).workflow_in_progress
    nowhere = dict.fromkeys(LOCATION_BOXES, "")
    assert send(hers, url, safe, **nowhere).status_code == 302
    decide(signed_in(eva), room, fresh(room).current_workflow_task_state)
    assert fresh(room).confidential
    assert "Invented Walk" not in public(room)


def test_a_change_that_is_accepted_meanwhile_leaves_the_question_open(room, edie, eva, signed_in):
    submit(signed_in(edie), room)

    def mend(row: AccessPoint) -> None:
        row.phone = "01632 960999"

    publish_change(fresh(room), mend, user=eva, log_action=ACCEPTED)
    assert NEW not in public(room)
    state = fresh(room).current_workflow_task_state
    decide(signed_in(edie), room, state)
    assert NEW not in public(room)
    decide(signed_in(eva), room, state)
    assert NEW in public(room)
    assert "01632 960999" in public(room)


def test_a_locked_entry_refuses_anothers_edit_until_it_is_unlocked(room, edie, eva, signed_in):
    hers, other = signed_in(edie), signed_in(eva)
    held = form(other, address(room, "edit"))
    hers.post(address(room, "lock"))
    assert fresh(room).locked_by == edie
    send(other, address(room, "edit"), held | PUBLISH, directions=NEW)
    assert NEW not in public(room)
    assert not fresh(room).has_unpublished_changes
    other.post(address(room, "unlock"))
    send(other, address(room, "edit"), held | PUBLISH, directions=NEW)
    assert NEW in public(room)


def test_her_own_lock_does_not_keep_out_whoever_decides(room, edie, eva, signed_in):
    hers = signed_in(edie)
    hers.post(address(room, "lock"))
    state = submit(hers, room)
    assert not fresh(room).locked
    hers.post(address(room, "lock"))
    assert not fresh(room).locked
    decide(signed_in(eva), room, state)
    assert NEW in public(room)


def test_a_translation_of_a_locked_entry_begins_unlocked(room, edie, signed_in):
    signed_in(edie).post(address(room, "lock"))
    assert not entries.translated(fresh(room)).locked


def test_a_locked_translation_is_not_published_from_the_editor_of_translations(room, edie, eva, signed_in):
    polish = Locale.objects.get(language_code="pl")
    theirs = entries.translated(room, "pl")
    source, _made = TranslationSource.get_or_create_from_instance(room)
    Translation.objects.create(source=source, target_locale=polish)
    signed_in(edie).post(address(theirs, "lock"))
    answer = signed_in(eva).post(address(theirs, "edit"), {"action": "publish"}, follow=True)
    assert "was locked" in answer.content.decode()


def test_nobody_gets_a_mail_of_wagtails(room, edie, eva, signed_in, django_capture_on_commit_callbacks):
    before = Message.objects.count()
    with django_capture_on_commit_callbacks(execute=True):
        state = submit(signed_in(edie), room)
        decide(signed_in(eva), room, state, "reject", "Which bell?")
        decide(signed_in(eva), room, submit(signed_in(edie), room))
    assert mail.outbox == []
    assert Message.objects.count() == before
    account = signed_in(edie).get(reverse("wagtailadmin_account")).content.decode()
    assert "submitted_notifications" not in account


@pytest.mark.parametrize("report", ["workflow", "workflow_tasks"])
def test_editors_find_what_waits_in_the_reports(room, edie, signed_in, report):
    browser = signed_in(edie)
    submit(browser, room)
    assert room.name in browser.get(reverse(f"wagtailadmin_reports:{report}")).content.decode()


def test_the_workflow_is_laid_once_for_the_directory(room):
    reference.load()
    kinds = ContentType.objects.get_for_models(AccessPoint, Service, Organisation).values()
    assigned = WorkflowContentType.objects.filter(content_type__in=kinds)
    assert assigned.count() == 3
    assert SecondLook.objects.count() == Workflow.objects.count() == 1
    assert [group.name for group in SecondLook.objects.get().groups.all()] == [Role.COMMUNICATIONS_EDITOR]
    Workflow.objects.get().deactivate()
    reference.load()
    assert not assigned.exists()


def test_a_page_that_is_submitted_waits_for_a_second_person_too(world, signed_in):
    roles.load()
    root = Page.get_first_root_node()
    # As Wagtail's own migration leaves it.
    WorkflowPage.objects.create(page=root, workflow=Workflow.objects.create(name="Moderators approval"))
    helplines.load()
    page = root.add_child(instance=StandardPage(title="Old words", slug="words"))
    page.title = "New words"
    page.save_revision()
    edie, eva = (person(name, Role.COMMUNICATIONS_EDITOR) for name in ("Edie", "Eva"))
    page.get_workflow().start(page, edie)
    state = page.current_workflow_task_state
    where = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    signed_in(edie).post(where, {"comment": ""})
    assert Page.objects.get(pk=page.pk).title == "Old words"
    signed_in(eva).post(where, {"comment": ""})
    assert Page.objects.get(pk=page.pk).title == "New words"
