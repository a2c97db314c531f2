"""Edie edits pages, helplines and the directory; nobody else's rooms."""

import pytest
from django.urls import reverse

from accounts import reference as roles
from accounts.models import User
from accounts.roles import Role
from content.models import Helpline
from home.models import HomePage, StandardPage
from services.models import AccessPoint
from tests.cast import person


@pytest.fixture
def edie(demonstration) -> User:
    roles.load()
    return person("Edie", Role.COMMUNICATIONS_EDITOR)


def snippet(model: type, view: str, *args: object) -> str:
    return reverse(f"wagtailsnippets_{model._meta.app_label}_{model._meta.model_name}:{view}", args=args)


def test_an_editor_opens_every_list_and_form_of_content(edie, signed_in):
    browser = signed_in(edie)
    line = Helpline.objects.filter(locale__language_code="en").first()
    room = AccessPoint.objects.get(slug="the-orchard-room", locale__language_code="en")
    for address in (
        snippet(Helpline, "list"),
        snippet(Helpline, "edit", line.pk),
        snippet(AccessPoint, "list"),
        snippet(AccessPoint, "add"),
        snippet(AccessPoint, "edit", room.pk),
        snippet(AccessPoint, "history", room.pk),
    ):
        assert browser.get(address).status_code == 200, address


def test_the_editor_of_a_helpline_shows_whom_it_is_for(edie, signed_in):
    line = Helpline.objects.get(key="galop", locale__language_code="en")
    page = signed_in(edie).get(snippet(Helpline, "edit", line.pk)).content.decode()
    chosen = [part for part in page.split("<input") if 'name="audiences"' in part and "checked" in part]
    assert len(chosen) == 1
    assert 'value="lgbt"' in chosen[0]


def test_a_person_without_the_role_sees_none_of_it(demonstration, signed_in):
    roles.load()
    browser = signed_in(person("Maya", Role.TRIAGE_WORKER))
    assert browser.get(snippet(Helpline, "list")).status_code in (302, 404)


@pytest.mark.parametrize("key", ["galop", "hourglass"])
def test_a_helplines_preview_shows_it_as_readers_would(demonstration, key):
    line = Helpline.objects.get(key=key, locale__language_code="en")
    response = line.make_preview_request()
    assert response.status_code == 200
    assert line.number in response.content.decode()


def test_a_page_is_neither_moved_nor_copied_to_where_a_plain_view_answers(edie, signed_in):
    """A form can never be taken offline by a page."""
    home = HomePage.objects.get(locale__language_code="en")
    parent = StandardPage.objects.get(slug="cookies", locale__language_code="en")
    page = parent.add_child(instance=StandardPage(title="Training", slug="training"))
    browser = signed_in(edie)
    moved = browser.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, home.pk]), follow=True)
    assert "another part of the site" in moved.content.decode()
    page.refresh_from_db()
    assert page.get_parent().pk == parent.pk
    form = {"new_title": "Mine", "new_slug": "find-support", "new_parent_page": home.pk}
    copied = browser.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), form, follow=True)
    assert "another part of the site" in copied.content.decode()
    assert not StandardPage.objects.filter(slug="find-support").exists()
    browser.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), {**form, "new_slug": "mine"})
    assert StandardPage.objects.filter(slug="mine").exists()


def test_the_list_of_helplines_says_which_language_each_row_is_in(edie, signed_in):
    page = signed_in(edie).get(snippet(Helpline, "list") + "?q=Galop").content.decode()
    assert "Polish" in page or "Polski" in page or "polski" in page
    assert 'name="locale"' in page


def test_an_editor_has_pictures_and_no_documents(edie, signed_in):
    browser = signed_in(edie)
    assert browser.get(reverse("wagtailimages:index")).status_code == 200
    assert browser.get(reverse("wagtaildocs:index")).status_code in (302, 404)
