import json
import re

import pytest
from wagtail.models import Page, Revision, Site
from wagtail_localize.models import StringSegment, Translation

from home import demo
from home.reference.planting import FILE

LANGUAGES = ("en", "pl", "ar")
CONTENT = json.loads(FILE.read_text())
SLUGS = [entry["slug"] for entry in CONTENT["pages"]]


def title_of(html: str) -> str:
    return re.search("<title>(.*?)</title>", html)[1]


@pytest.mark.parametrize("slug", ["", *[f"{slug}/" for slug in SLUGS]])
def test_every_page_stands_in_every_language(demonstration, client, slug):
    for code in LANGUAGES:
        assert client.get(f"/{code}/{slug}").status_code == 200


def test_every_translation_is_whole(demonstration):
    for translation in Translation.objects.all():
        total, done = translation.get_progress()
        assert total == done > 0


def test_the_front_door_leads_to_english_whatever_the_browser_says(db, client):
    response = client.get("/", headers={"accept-language": "pl"})
    assert (response.status_code, response.headers["Location"]) == (302, "/en/")


@pytest.mark.parametrize("path", ["/en/", "/en/helplines/", "/pl/now/", "/ar/privacy/", "/en/find-support/"])
def test_a_public_page_sets_no_cookie_and_is_the_same_for_everybody(demonstration, client, path):
    response = client.get(path)
    assert not response.cookies
    assert "public" in response["Cache-Control"]
    assert "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize("path", ["/en/", "/en/helplines/", "/ar/now/", "/pl/find-support/canterbury/"])
def test_a_public_page_has_nothing_inline_and_asks_no_other_host(demonstration, client, path):
    html = client.get(path).content.decode()
    assert not re.search(r"<[^>]+\sstyle=", html)
    assert not re.search(r"<[^>]+\son[a-z]+=", html)
    assert not re.search(r"<style|<script(?![^>]+src=\"/)", html)
    asks = r"<(?:script|link(?! rel=\"alternate\")|img|iframe|form)[^>]+(?:src|href|action)="
    assert not re.search(asks + r"\"(?:https?:)?//", html)


def test_titles_give_nothing_away(demonstration, client):
    """domain H 19"""
    for slug in SLUGS:
        title = title_of(client.get(f"/en/{slug}/").content.decode()).lower()
        assert not re.search("abuse|danger|violence|hurt|refuge|helpline", title), title


def test_the_danger_page_says_what_55_does_and_does_not(demonstration, client):
    """domain H 22"""
    text = client.get("/en/now/").content.decode()
    assert "Press <b>55</b> when you are asked." in text
    assert "55 does not tell police where you are." in text
    assert "18000" in text
    assert "this works only if you joined before" in text


def test_no_page_uses_words_that_hurt(demonstration, client):
    """domain H 22 and the words of the design"""
    for slug in SLUGS:
        html = client.get(f"/en/{slug}/").content.decode()
        main = html[html.index("<main") : html.index("</main>")]
        assert not re.search(r"\b(?:victim|eligible|rejected|perpetrator|case)\b", main.replace("Victim Support", ""))


def test_the_accessibility_statement_is_honest(demonstration, client):
    text = client.get("/en/accessibility/").content.decode()
    assert "WCAG 1.3.5" in text
    assert "we do not claim that it meets WCAG 2.2" in text


def test_the_cookies_page_names_every_cookie_there_is(demonstration, client, settings):
    text = client.get("/en/cookies/").content.decode()
    for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "visit"):
        assert f"<b>{name}</b>" in text


def test_a_long_page_lists_its_headings_in_every_script(demonstration, client):
    html = client.get("/ar/privacy/").content.decode()
    anchors = re.findall(r'<a class="govuk-link" href="#([^"]+)">', html)
    assert len(anchors) == 4
    for anchor in anchors:
        assert f'id="{anchor}"' in html


def test_cards_and_menus_lead_to_the_readers_language(demonstration, client):
    html = client.get("/pl/").content.decode()
    for address in ("/pl/worried/", "/pl/get-help/", "/pl/helplines/", "/pl/find-support/"):
        assert f'href="{address}"' in html


def test_the_home_page_lets_one_type_a_place_without_a_token(demonstration, client):
    html = client.get("/en/").content.decode()
    assert '<form class="wm-card" action="/en/find-support/" method="post"' in html
    assert "csrf" not in html


def test_loading_twice_changes_nothing(demonstration):
    before = Page.objects.count(), Revision.objects.count(), Translation.objects.count(), StringSegment.objects.count()
    demo.load()
    after = Page.objects.count(), Revision.objects.count(), Translation.objects.count(), StringSegment.objects.count()
    assert before == after


def test_an_editors_change_survives_loading_again(demonstration, client):
    page = Page.objects.get(slug="cookies", locale__language_code="en").specific
    page.introduction = "Changed by Edie."
    page.save_revision().publish()
    demo.load()
    assert "Changed by Edie." in client.get("/en/cookies/").content.decode()


def test_pages_ask_the_database_a_bounded_number_of_times(demonstration, client, django_assert_max_num_queries):
    client.get("/en/")  # the site's root is looked up once and kept
    for path in ("/en/", "/ar/", "/ar/helplines/", "/pl/privacy/"):
        with django_assert_max_num_queries(20):
            client.get(path)


def test_the_site_has_one_home_and_no_welcome_page_left(demonstration):
    assert Site.objects.get(is_default_site=True).root_page.slug == "waymark"
    assert not Page.objects.filter(title__startswith="Welcome").exists()
