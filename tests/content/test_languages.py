import re
from datetime import date

import pytest
from django.utils import translation
from wagtail.models import Page

from content.languages import choices, journeys_offered
from content.models import LanguageReview

What = LanguageReview.What


@pytest.fixture
def reviewed(db):
    def review(language: str, *what: str, on: date | None = date(2026, 5, 1)) -> None:
        for each in what:
            LanguageReview.objects.create(language=language, what=each, reviewed_by="Interpreter", reviewed_on=on)

    return review


def alternates(html: str) -> dict[str, str]:
    return dict(re.findall(r'<link rel="alternate" hreflang="(\w+)" href="http://testserver([^"]+)"', html))


def test_english_is_always_offered_and_an_unknown_language_never(db):
    assert journeys_offered("en", production=True)
    assert not journeys_offered("xx", production=False)


def test_the_demonstration_offers_unreviewed_languages_and_production_does_not(db):
    """domain H 13"""
    assert journeys_offered("pl", production=False)
    assert not journeys_offered("pl", production=True)


def test_production_waits_for_all_three_safety_pages(reviewed):
    """domain H 13: danger, contact safety and information use, each read by a person."""
    reviewed("pl", What.DANGER, What.CONTACT)
    assert not journeys_offered("pl", production=True)
    reviewed("pl", What.INFORMATION)
    assert journeys_offered("pl", production=True)
    assert not journeys_offered("ar", production=True)


def test_a_review_without_a_date_is_not_finished(reviewed):
    reviewed("pl", What.DANGER, What.CONTACT, What.INFORMATION, on=None)
    assert not journeys_offered("pl", production=True)


def test_a_page_in_an_unreviewed_language_says_so(demonstration, client):
    assert "data-draft" in client.get("/pl/cookies/").content.decode()
    assert "data-draft" not in client.get("/en/cookies/").content.decode()


def test_after_a_persons_review_the_line_goes(demonstration, reviewed, client):
    reviewed("pl", What.PAGES)
    assert "data-draft" not in client.get("/pl/cookies/").content.decode()
    assert "data-draft" in client.get("/ar/cookies/").content.decode()


@pytest.mark.parametrize(("code", "way"), [("en", "ltr"), ("pl", "ltr"), ("ar", "rtl")])
def test_every_page_says_its_language_and_direction(demonstration, client, code, way):
    page = client.get(f"/{code}/privacy/").content.decode()
    assert f'<html class="govuk-template" lang="{code}" dir="{way}"' in page


def test_a_page_leads_to_itself_in_the_other_languages(demonstration, client):
    page = client.get("/ar/privacy/").content.decode()
    assert alternates(page) == {code: f"/{code}/privacy/" for code in ("en", "pl", "ar")}
    for code in ("en", "pl", "ar"):
        assert f'href="/{code}/privacy/" lang="{code}"' in page


def test_where_there_is_no_translation_the_switcher_leads_to_that_languages_home(demonstration, client):
    polish = Page.objects.get(slug="cookies", locale__language_code="pl")
    polish.specific.unpublish()
    page = client.get("/en/cookies/").content.decode()
    assert set(alternates(page)) == {"en", "ar"}
    assert 'href="/pl/" lang="pl"' in page


def test_a_plain_view_stands_at_the_same_address_in_every_language(demonstration, client):
    page = client.get("/pl/find-support/thanet/").content.decode()
    assert alternates(page)["ar"] == "/ar/find-support/thanet/"


def test_an_untranslated_page_is_marked_as_english_in_the_menus(demonstration, client):
    Page.objects.get(slug="cookies", locale__language_code="ar").specific.unpublish()
    page = client.get("/ar/").content.decode()
    assert '<a href="/en/cookies/"><span lang="en" dir="ltr">Cookies</span></a>' in page


def test_a_page_that_is_nowhere_names_no_other_languages(demonstration, client):
    page = client.get("/pl/nowhere/")
    assert page.status_code == 404
    assert alternates(page.content.decode()) == {}


def test_the_current_language_is_marked(demonstration, rf):
    request = rf.get("/en/")
    request.resolver_match = None
    with translation.override("pl"):
        assert [choice.code for choice in choices(request) if choice.current] == ["pl"]
