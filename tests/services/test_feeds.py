"""Sitemap, changes, robots.txt and security.txt, of a small directory."""

import re
from datetime import UTC, datetime, timedelta
from urllib.robotparser import RobotFileParser

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import etree
from sectxt import Parser

from places.grid import from_grid
from services.feeds import sitemap
from services.models import AccessPoint, Gone, Organisation, Service
from tests.services import open_data
from tests.services.feed_reading import HOST, SPACES, locations, read
from tests.services.open_data import Directory

pytestmark = pytest.mark.django_db


@pytest.fixture
def directory(world) -> Directory:
    return open_data.build()


# The sitemap


def test_a_link_to_another_language_leads_to_what_really_exists_there(directory, client):
    root = read(client, "/sitemap.xml")
    entry = "/en/find-support/canterbury/maple-room/"
    assert entry in locations(root)
    assert entry.replace("/en/", "/pl/") not in locations(root)
    [url] = [each for each in root if each.find("s:loc", SPACES).text == HOST + entry]
    assert url.findall("x:link", SPACES) == []
    [area] = [each for each in root if each.find("s:loc", SPACES).text.endswith("/pl/find-support/dover/")]
    links = {each.get("hreflang"): each.get("href") for each in area.findall("x:link", SPACES)}
    assert links == {
        **{code: f"{HOST}/{code}/find-support/dover/" for code in ("en", "pl", "ar")},
        "x-default": f"{HOST}/en/find-support/dover/",
    }


def test_the_day_of_a_change_is_londons(directory, client):
    for model in (Organisation, Service, AccessPoint):
        model.objects.update(changed_at=datetime(2026, 6, 30, 23, 30, tzinfo=UTC))
    root = read(client, "/sitemap.xml")
    [url] = [each for each in root if each.find("s:loc", SPACES).text.endswith("/maple-room/")]
    assert url.find("s:lastmod", SPACES).text == "2026-07-01T00:30:00+01:00"


def test_a_large_sitemap_is_an_index_of_files_and_no_page_is_lost(directory, client, monkeypatch):
    whole = set(locations(read(client, "/sitemap.xml")))
    monkeypatch.setattr(sitemap, "PART", 2)
    root = read(client, "/sitemap.xml")
    assert root.tag.endswith("sitemapindex")
    parts = locations(root)
    assert [part for part in parts if "directory" in part] == [
        f"/sitemap-directory-{number}.xml" for number in (1, 2, 3)
    ]
    assert "/sitemap-pages-1.xml" in parts
    found = [path for part in parts for path in locations(read(client, part))]
    assert set(found) == whole
    assert len(found) == len(whole)
    for part in ("directory-0", "directory-4", "pages-999", f"directory-{10**30}", "pages-x", "pages-²"):
        assert client.get(f"/sitemap-{part}.xml").status_code == 404


def test_the_sitemap_asks_no_more_of_a_large_directory(directory, client):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get("/sitemap.xml")
        return len(captured)

    queries()
    few = queries()
    for number in range(30):
        open_data.point(directory.line, f"Line {number}", "dover", kind="telephone")
    assert queries() == few


# Changes


def entries(client: Client, language: str = "en") -> dict[str, etree._Element]:
    root = read(client, f"/{language}/feeds/changes.atom")
    return {each.find("a:title", SPACES).text: each for each in root.findall("a:entry", SPACES)}


def test_the_newest_change_comes_first_whatever_changed(directory, client):
    for model in (Organisation, Service, AccessPoint):
        model.objects.update(changed_at=datetime(2026, 1, 1, tzinfo=UTC))
    AccessPoint.objects.filter(pk=directory.dover.pk).update(changed_at=datetime(2026, 1, 2, tzinfo=UTC))
    assert next(iter(entries(client))) == "Oak Room"
    Organisation.objects.filter(pk=directory.lantern.pk).update(changed_at=datetime(2026, 1, 3, tzinfo=UTC))
    assert list(entries(client))[:3] == ["Evening group", "Quiet Line", "Oak Room"]
    assert entries(client)["Quiet Line"].find("a:updated", SPACES).text == "2026-01-03T00:00:00+00:00"


def test_an_entry_has_an_id_that_stays_and_an_address_that_opens(directory, client):
    entry = entries(client)["Maple Room"]
    assert entry.find("a:id", SPACES).text == f"urn:uuid:{directory.room.translation_key}"
    assert entry.find("a:link", SPACES).get("href") == f"{HOST}/en/find-support/canterbury/maple-room/"
    assert entry.find("a:summary", SPACES).text == "Drop in and talk."


def test_words_of_a_summary_are_no_html(directory, client):
    directory.room.summary = "For <b>you</b> & yours"
    directory.room.save()
    assert entries(client)["Maple Room"].find("a:summary", SPACES).text == "For &lt;b&gt;you&lt;/b&gt; &amp; yours"


def test_signs_that_no_xml_may_hold_take_nothing_away_but_themselves(directory, client):
    AccessPoint.objects.filter(pk=directory.room.pk).update(name="Maple\x01 Room", summary="Come\x0b in\ufffe.")
    assert entries(client)["Maple Room"].find("a:summary", SPACES).text == "Come in."


def test_a_confidential_place_is_a_name_and_no_more(directory, client, monkeypatch):
    """K-6.1.10"""
    AccessPoint.objects.filter(pk=directory.house.pk).update(summary=open_data.SECRET)
    assert entries(client)["Safe house"].find("a:summary", SPACES) is None
    assert open_data.SECRET not in client.get("/en/feeds/changes.atom").content.decode()


def test_an_entry_without_a_translation_says_which_language_it_is_in(directory, client):
    entry = entries(client, "ar")["Maple Room"]
    assert entry.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    assert "/ar/find-support/" in entry.find("a:link", SPACES).get("href")


def test_the_feed_is_short_and_says_what_is_gone(directory, client):
    for number in range(60):
        open_data.point(directory.line, f"Line {number}", "dover", kind="telephone")
    assert len(entries(client)) == 50
    gone = directory.phone.translation_key
    directory.phone.delete()
    root = read(client, "/en/feeds/changes.atom")
    assert [each.get("ref") for each in root.findall("at:deleted-entry", SPACES)] == [f"urn:uuid:{gone}"]


def test_a_withdrawn_entry_is_gone_until_it_is_published_again(directory, client):
    directory.phone.unpublish()
    assert Gone.objects.filter(key=directory.phone.translation_key).exists()
    assert "Quiet Line" not in entries(client)
    directory.phone.save_revision().publish()
    assert not Gone.objects.exists()
    assert "Quiet Line" in entries(client)


def test_a_draft_that_nobody_saw_leaves_no_word_of_having_been(directory):
    draft = open_data.point(directory.line, "Draft", "dover", kind="telephone", live=False)
    draft.delete()
    assert not Gone.objects.exists()


@pytest.mark.parametrize("path", ["/sitemap.xml", "/en/feeds/changes.atom", "/robots.txt", "/.well-known/security.txt"])
def test_what_has_not_changed_is_not_sent_again_and_no_cookie_ever(directory, client, settings, path):
    settings.SECURITY_CONTACT = ["security@waymark.example"]
    first = client.get(path)
    assert first.status_code == 200
    assert not first.cookies
    assert first["Cache-Control"].startswith("public")
    assert client.get(path, headers={"if-none-match": first["ETag"]}).status_code == 304
    assert client.post(path).status_code == 405


# For robots, and for whoever finds a weakness


def test_robots_may_read_what_is_public_and_nothing_else(world, client):
    text = client.get("/robots.txt").content.decode()
    assert f"Sitemap: {HOST}/sitemap.xml" in text
    patterns = [re.compile(re.escape(path).replace(r"\*", ".*")) for path in re.findall(r"Disallow: (\S+)", text)]

    def closed(path: str) -> bool:
        return any(pattern.match(path) for pattern in patterns)

    for path in ("/admin/", "/leave/", "/en/find-support/near/abc/", "/ar/get-help/for-yourself/danger/",
                 "/en/keep/abc/", "/en/find-support/dover/oak-room/print/", "/en/funding/round/apply/"):  # fmt: skip
        assert closed(path), path
    for path in ("/en/", "/en/find-support/", "/en/find-support/dover/oak-room/", "/en/get-help/",
                 "/en/get-help/for-yourself/", "/open-referral/services", "/en/funding/"):  # fmt: skip
        assert not closed(path), path
    parser = RobotFileParser()
    parser.parse(text.splitlines())
    assert not parser.can_fetch("*", "/admin/")
    assert parser.can_fetch("*", "/en/find-support/")


def test_whoever_finds_a_weakness_learns_whom_to_tell(world, client, settings):
    """RFC 9116"""
    settings.SECURITY_CONTACT = ["security@waymark.example", "https://waymark.example/report/"]
    response = client.get("/.well-known/security.txt", secure=True)
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    parser = Parser(response.content, is_local=True)
    assert parser.is_valid(), parser.errors
    text = response.content.decode()
    assert "Contact: mailto:security@waymark.example\nContact: https://waymark.example/report/\n" in text
    assert "Canonical: https://testserver/.well-known/security.txt" in text
    until = datetime.fromisoformat(re.search(r"Expires: (\S+)", text)[1])
    assert timedelta(days=30) < until - datetime.now(UTC) < timedelta(days=365)


def test_without_a_contact_there_is_no_security_txt(world, client, settings):
    settings.SECURITY_CONTACT = []
    assert client.get("/.well-known/security.txt").status_code == 404


def test_a_planted_location_is_in_no_feed(directory, client, monkeypatch):
    """K-6.1.10: even if the row held it, past every check."""
    as_read = AccessPoint.from_db.__func__

    def planted(cls: type[AccessPoint], *arguments: object) -> AccessPoint:
        row = as_read(cls, *arguments)
        if row.pk in (directory.house.pk, directory.group.pk):
            open_data.plant(row)
        return row

    monkeypatch.setattr(AccessPoint, "from_db", classmethod(planted))
    assert AccessPoint.objects.get(pk=directory.house.pk).address == open_data.SECRET
    latitude, longitude = from_grid(open_data.SECRET_EASTING, open_data.SECRET_NORTHING)
    secrets = [open_data.SECRET, str(latitude), str(longitude), str(open_data.SECRET_EASTING)]
    paths = [
        *("/sitemap.xml", "/en/feeds/changes.atom", "/pl/feeds/changes.atom"),
        *(f"/open-referral/{name}?full=true" for name in ("services", "service_at_locations", "organizations")),
        *(f"/open-referral/services/{row.translation_key}" for row in (directory.houses, directory.line)),
    ]
    for path in paths:
        text = client.get(path).content.decode()
        assert "afe" in text or "Quiet" in text, path
        assert [secret for secret in secrets if secret in text] == [], path
