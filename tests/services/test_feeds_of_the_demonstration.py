"""Sitemap and changes of the whole demonstration, by the schemas of their standards."""

import re
from datetime import UTC, datetime

import pytest
from lxml import etree

from home.models import StandardPage
from services.models import AccessPoint, Gone
from tests.services.feed_reading import SPACES, STANDARDS, locations, read, sitemap_schema, standards

pytestmark = pytest.mark.django_db


@standards
def test_the_sitemap_keeps_its_schema(demonstration, client):
    sitemap_schema().assertValid(read(client, "/sitemap.xml"))


def test_every_address_of_the_sitemap_opens_and_may_be_indexed(demonstration, client):
    found = locations(read(client, "/sitemap.xml"))
    assert len(found) == len(set(found)) > 200
    wanted = [path for path in found if path.startswith(("/en/", "/ar/"))]
    for path in wanted[:: max(1, len(wanted) // 40)]:
        response = client.get(path)
        assert response.status_code == 200, path
        assert "noindex" not in response.get("X-Robots-Tag", "") + response.content.decode()


def test_the_sitemap_holds_pages_areas_needs_and_entries_and_nothing_private(demonstration, client):
    found = locations(read(client, "/sitemap.xml"))
    assert {"/en/", "/en/find-support/", "/pl/find-support/thanet/", "/en/find-support/needs/"} <= set(found)
    assert any(path.startswith("/en/find-support/needs/help-") for path in found)
    point = AccessPoint.objects.filter(live=True, locale__language_code="en").first()
    assert f"/en/find-support/{point.area.slug}/{point.slug}/" in found
    private = re.compile(r"/(admin|leave|near|keep|print|card|problem|open-referral)/|/get-help/.")
    assert [path for path in found if private.search(path)] == []


def test_a_translated_entry_is_listed_in_its_languages(demonstration, client):
    row = AccessPoint.objects.filter(live=True, locale__language_code="pl").select_related("area").first()
    assert f"/pl/find-support/{row.area.slug}/{row.slug}/" in locations(read(client, "/sitemap.xml"))


def test_a_page_that_is_not_live_is_not_listed(demonstration, client):
    page = StandardPage.objects.live().filter(locale__language_code="en").first()
    path = page.get_url()
    assert path in locations(read(client, "/sitemap.xml"))
    StandardPage.objects.filter(pk=page.pk).update(live=False)
    assert path not in locations(read(client, "/sitemap.xml"))


@standards
@pytest.mark.parametrize("language", ["en", "pl", "ar"])
def test_the_feed_of_changes_is_atom(demonstration, client, language):
    Gone.objects.create(gone_at=datetime(2026, 11, 1, tzinfo=UTC))
    root = read(client, f"/{language}/feeds/changes.atom")
    schema = etree.RelaxNG(etree.parse(STANDARDS / "atom.rng"))
    schema.assertValid(root)
    assert root.find("at:deleted-entry", SPACES) is not None
    root.remove(root.find("a:updated", SPACES))
    assert not schema.validate(root)


def test_pages_that_list_entries_name_the_feed_in_their_own_language(demonstration, client):
    for path in ("/pl/find-support/", "/pl/find-support/canterbury/"):
        page = client.get(path).content.decode()
        assert re.search(
            r'<link rel="alternate" type="application/atom\+xml"[^>]* href="/pl/feeds/changes.atom">', page
        )
