"""Every public page of the demonstration, in every language: sound for axe and the validator, and quiet."""

import pytest
from playwright.sync_api import expect

from home import reference as pages
from tests.e2e.a_few_entries import stock
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
def test_every_page_is_sound_by_day_in_the_dark_and_on_a_small_screen(
    demo, page, phone_page, axe, valid_at_the_end, no_sideways_scroll, language
):
    """In one test, because loading the demonstration takes longer than looking at it."""
    for address in demo:
        page.emulate_media(color_scheme="light")
        response = page.goto(f"/{language}/{address}")
        axe(page)
        valid_at_the_end(page)
        assert page.context.cookies() == [], address
        assert "set-cookie" not in response.headers, address
        expect(page.locator("html")).to_have_attribute("lang", language)
        expect(page.locator(".govuk-exit-this-page__button")).to_be_visible()
        expect(page.locator(".wm-now")).to_contain_text("999")
        if language == "en":
            page.emulate_media(color_scheme="dark")
            axe(page)
        phone_page.goto(f"/{language}/{address}")
        no_sideways_scroll(phone_page)


def test_a_sloppy_town_leads_to_places_near_and_back_works(world, page, axe):
    pages.load()
    stock()
    page.goto("/en/")
    page.fill("#place", "bishop aukland")
    page.click("main form button")
    page.wait_for_url("**/near/**")
    assert "auk" not in page.url.lower()
    expect(page.locator("main")).to_contain_text("County Durham")
    axe(page)
    back(page)
    expect(page.locator("h1")).to_be_visible()
