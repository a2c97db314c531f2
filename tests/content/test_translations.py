"""A translation is published whole or not at all."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page, Site
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource
from wagtail_localize.operations import translate_object

from accounts.roles import Role
from content import wagtail_hooks
from content.translations import UnfinishedTranslation
from home.models import HomePage, StandardPage
from services.models import Organisation


@pytest.fixture
def polish(world) -> Locale:
    return Locale.objects.get(language_code="pl")


@pytest.fixture
def page(world) -> HomePage:
    page = HomePage(title="Home", slug="waymark", hero_title="Help is near you", hero_text="It is free.")
    Page.get_first_root_node().add_child(instance=page)
    page.save_revision().publish()
    Site.objects.update(root_page=page)
    return page


@pytest.fixture
def translation(page, polish) -> Translation:
    """An editor has pressed "Translate this page", and a translator has done one text."""
    translate_object(page, [polish])
    translation = Translation.objects.get(target_locale=polish)
    put(translation, "It is free.", "To nic nie kosztuje.")
    return translation


def put(translation: Translation, english: str, polish: str) -> None:
    segment = StringSegment.objects.get(source=translation.source, string__data=english)
    StringTranslation.objects.create(
        translation_of=segment.string, context=segment.context, locale=translation.target_locale, data=polish
    )


def finish(translation: Translation) -> None:
    put(translation, "Home", "Strona główna")
    put(translation, "Help is near you", "Pomoc jest blisko")


def test_a_new_translation_starts_as_a_draft(translation):
    assert not translation.get_target_instance().live


def test_publishing_an_unfinished_translation_is_refused(translation, django_capture_on_commit_callbacks):
    with pytest.raises(UnfinishedTranslation, match="2 texts"), django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)
    assert not translation.get_target_instance().live


def test_no_other_way_publishes_it_either(translation):
    translation.save_target(publish=False)
    target = translation.get_target_instance()
    with pytest.raises(UnfinishedTranslation):
        target.get_latest_revision().publish()
    target.live = True
    with pytest.raises(UnfinishedTranslation):
        target.save()


def test_a_whole_translation_is_published(translation, django_capture_on_commit_callbacks, client):
    finish(translation)
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)
    assert translation.get_target_instance().live
    assert "Pomoc jest blisko" in client.get("/pl/").content.decode()


def test_after_the_original_changed_the_published_translation_stays_as_it_was(
    translation, page, django_capture_on_commit_callbacks, client
):
    finish(translation)
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)
    page.hero_title = "Help is very near you"
    page.save_revision().publish()
    translation.source.update_from_db()
    with pytest.raises(ValidationError):
        translation.save_target(publish=True)
    shown = client.get("/pl/").content.decode()
    assert "Pomoc jest blisko" in shown
    assert "very near" not in shown


def test_a_snippet_goes_through_the_same_gate(polish, world):
    english = Locale.objects.get(language_code="en")
    organisation = Organisation.objects.create(name="Plumtree", description="A charity.", locale=english)
    source, _ = TranslationSource.get_or_create_from_instance(organisation)
    translation = Translation.objects.create(source=source, target_locale=polish)
    with pytest.raises(UnfinishedTranslation):
        translation.save_target(publish=True)
    assert not Organisation.objects.filter(locale=polish).exists()


def test_the_editors_publish_button_says_what_is_missing(translation, rf):
    request = rf.post("/admin/pages/1/edit/", {"action": "publish"})
    request._messages = CookieStorage(request)
    response = wagtail_hooks.say_what_is_missing(request, translation.get_target_instance())
    assert response.status_code == 302
    assert "2 texts still have to be translated" in str(next(iter(get_messages(request))))


def test_the_button_works_for_a_finished_one(translation, rf):
    finish(translation)
    request = rf.post("/admin/pages/1/edit/", {"action": "publish"})
    assert wagtail_hooks.say_what_is_missing(request, translation.get_target_instance()) is None


def test_publishing_many_at_once_is_refused_with_an_unfinished_one_among_them(translation, rf):
    request = rf.post("/admin/bulk/")
    request._messages = CookieStorage(request)
    target = translation.get_target_instance()
    assert wagtail_hooks.refuse_unfinished_in_bulk(request, "publish", [target], None).status_code == 302
    assert wagtail_hooks.refuse_unfinished_in_bulk(request, "delete", [target], None) is None


def test_a_page_has_the_same_address_in_every_language(page, polish):
    child = page.add_child(instance=StandardPage(title="Privacy", slug="privacy"))
    child.save_revision().publish()
    translate_object(page, [polish])
    translate_object(child, [polish])
    assert child.get_translation(polish).slug == "privacy"
    slugs = StringSegment.objects.filter(context__path="slug")
    assert not slugs.exists()


@pytest.fixture
def edie(cast, signed_in) -> Client:
    # The test database is made without the data of migrations, where wagtail-localize keeps its permission.
    kind = ContentType.objects.get_for_model(Translation)
    may, _ = Permission.objects.get_or_create(content_type=kind, codename="submit_translation")
    Group.objects.get(name=Role.COMMUNICATIONS_EDITOR).permissions.add(may)
    return signed_in(cast.edie)


def test_syncing_says_which_languages_were_not_published(translation, edie):
    """wagtail-localize passes over the refusal and reports success."""
    address = reverse("wagtail_localize:update_translations", args=[translation.source_id])
    page = edie.post(address, {"publish_translations": "on"}, follow=True).content.decode()
    assert "Polski: This translation is not finished: 2 texts still have to be translated." in page
    assert not translation.get_target_instance().live


def test_syncing_what_is_whole_only_reports_success(translation, edie, django_capture_on_commit_callbacks):
    finish(translation)
    address = reverse("wagtail_localize:update_translations", args=[translation.source_id])
    with django_capture_on_commit_callbacks(execute=True):
        page = edie.post(address, {"publish_translations": "on"}, follow=True).content.decode()
    assert "Successfully updated" in page
    assert "not finished" not in page
    assert translation.get_target_instance().live
