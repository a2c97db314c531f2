"""Every public page of the demonstration, in every language: sound for axe and the validator, and quiet."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.walking import back
from tests.home import demonstration

PAGES = [
    "", "find-support/", "find-support/canterbury/", "find-support/county-durham/", "get-help/",
    "get-help/for-yourself/ended/", "get-help/for-yourself/first/", "nothing-here/",
]  # fmt: skip


@pytest.fixture
def demo(cast) -> list[str]:
    """Loads the whole demonstration; returns the addresses of its standard pages and one access point a language."""
    demonstration.load()
    return [*PAGES, *demonstration.slugs()]


@pytest.mark.parametrize("language", ["en", "pl", "ar"])
def test_every_page_is_sound(demo, page, axe, valid_at_the_end, language):
    for address in demo:
        response = page.goto(f"/{language}/{address}")
        axe(page)
        valid_at_the_end(page)
        assert page.context.cookies() == [], address
        assert "set-cookie" not in response.headers, address
        expect(page.locator("html")).to_have_attribute("lang", language)
        expect(page.locator(".govuk-exit-this-page__button")).to_be_visible()
        expect(page.locator(".wm-now")).to_contain_text("999")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_page_runs_out_of_a_small_screen(demo, phone_page, no_sideways_scroll, language):
    for address in demo:
        phone_page.goto(f"/{language}/{address}")
        no_sideways_scroll(phone_page)


def test_a_sloppy_town_leads_to_places_near_and_back_works(demo, page, axe):
    page.goto("/en/")
    page.fill("#place", "bishop aukland")
    page.click("main form button")
    page.wait_for_url("**/near/**")
    assert "auk" not in page.url.lower()
    expect(page.locator("main")).to_contain_text("County Durham")
    axe(page)
    back(page)
    expect(page.locator("h1")).to_be_visible()


def test_in_the_dark_every_page_is_sound_too(demo, open_page, axe):
    page: Page = open_page(color_scheme="dark")
    for address in demo:
        page.goto(f"/en/{address}")
        axe(page)
