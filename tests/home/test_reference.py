"""What a new site has before anybody writes a page."""

import pytest
from django.core.management import call_command
from wagtail.models import Page, Revision, Site

from content.models import Menus
from home import reference
from home.models import HomePage, StandardPage


@pytest.fixture
def planted(world) -> Site:
    assert reference.load() > 10
    return Site.objects.get(is_default_site=True)


def test_a_fresh_site_has_its_pages_and_menus(planted, client):
    page = client.get("/en/").content.decode()
    for slug in ("now", "using-this-site", "helplines", "privacy", "accessibility", "cookies", "worried", "change"):
        assert client.get(f"/en/{slug}/").status_code == 200, slug
    assert 'href="/en/worried/"' in page
    assert Menus.for_site(planted).danger_page.slug == "now"
    assert not Page.objects.filter(locale__language_code="pl").exists()


def test_wagtails_welcome_page_gives_way(world, client):
    root = Page.get_first_root_node()
    welcome = root.add_child(instance=Page(title="Welcome to your new Wagtail site!", slug="home"))
    Site.objects.update(root_page=welcome)
    assert reference.load()
    assert not Page.objects.filter(pk=welcome.pk).exists()
    assert "You deserve to feel safe" in client.get("/en/").content.decode()


def test_a_second_run_changes_nothing_and_brings_nothing_back(planted):
    StandardPage.objects.get(slug="cookies").delete()
    menus = Menus.for_site(planted)
    menus.footer = "[]"
    menus.save()
    before = Page.objects.count(), Revision.objects.count()
    assert reference.load() == 0
    assert (Page.objects.count(), Revision.objects.count()) == before
    assert not Menus.objects.get(site=planted).footer


def test_a_site_with_a_root_of_its_own_is_left_alone(world):
    root = Page.get_first_root_node()
    own = root.add_child(instance=Page(title="Ours", slug="ours"))
    own.add_child(instance=Page(title="More", slug="more"))
    Site.objects.update(root_page=own)
    assert reference.load() == 0
    assert not HomePage.objects.exists()


def test_load_reference_reaches_it(world):
    call_command("load_reference", verbosity=0)
    assert HomePage.objects.get().slug == "waymark"
