"""The sketch maps in a real browser: with the keyboard alone, small, dark, right to left, printed."""

import pytest
from playwright.sync_api import Page, expect

from tests.home import demonstration

AREAS = ["canterbury", "medway", "county-durham", "darlington"]
MAPS = ["find-support/map/", "about-the-data/", *(f"find-support/{area}/" for area in AREAS)]
POINTS = "svg.wm-map a"
# WCAG 2.5.8
LEAST = 24


@pytest.fixture
def demo(cast) -> None:
    demonstration.load_directory()


def numbers(page: Page) -> list[str]:
    return page.locator(f"{POINTS} text").all_text_contents()


def focused_name(page: Page) -> str:
    return page.evaluate("document.activeElement.getAttribute('aria-label') || ''")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_maps_are_sound_by_day_and_in_the_dark(demo, page, axe, valid_at_the_end, language):
    for address in MAPS:
        page.emulate_media(color_scheme="light")
        page.goto(f"/{language}/{address}")
        axe(page)
        valid_at_the_end(page)
        page.emulate_media(color_scheme="dark")
        axe(page)


def test_tab_reaches_the_numbers_in_the_order_of_the_list_and_enter_opens_one(demo, page):
    page.goto("/en/find-support/canterbury/")
    expected = [link.get_attribute("aria-label") for link in page.locator(POINTS).all()]
    assert len(expected) > 2
    assert numbers(page) == sorted(numbers(page), key=int)
    page.locator("ol.wm-list h3 a, ol.wm-list h4 a").last.focus()
    reached: list[str] = []
    for _ in range(100):
        page.keyboard.press("Tab")
        if name := focused_name(page):
            reached += [name] if name in expected else []
        if len(reached) == len(expected):
            break
    assert reached == expected
    name = expected[-1].split(". ", 1)[1].split(",")[0]
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text(name)


def test_a_number_leads_where_the_same_number_of_the_list_leads(demo, page):
    page.goto("/en/find-support/canterbury/")
    listed = {
        row.locator(".wm-pin").text_content().strip(): row.locator("a").first.get_attribute("href")
        for row in page.locator("ol.wm-list > li").all()
    }
    for link in page.locator(POINTS).all():
        assert listed[link.locator("text").text_content()] == link.get_attribute("href")


def test_a_number_that_is_not_on_the_map_looks_like_one_that_is_not(demo, page):
    page.goto("/en/find-support/canterbury/")
    listed = page.locator("ol.wm-list .wm-pin").all_text_contents()
    outlined = page.locator("ol.wm-list .wm-pin--off").all_text_contents()
    assert outlined
    assert set(listed) - set(outlined) == set(numbers(page))


def test_who_moves_through_the_map_sees_where_they_are(demo, page):
    page.goto("/en/find-support/canterbury/")
    pin = page.locator(f"{POINTS} circle").first
    before = pin.evaluate("each => getComputedStyle(each).fill")
    page.locator(POINTS).first.focus()
    assert pin.evaluate("each => getComputedStyle(each).fill") != before


def test_numbers_are_large_enough_for_a_thumb_and_the_map_fits_the_screen(demo, phone_page, no_sideways_scroll):
    for address in MAPS:
        phone_page.goto(f"/en/{address}")
        no_sideways_scroll(phone_page)
        phone_page.set_viewport_size({"width": 320, "height": 740})
        for pin in phone_page.locator(f"{POINTS} circle").all():
            box = pin.bounding_box()
            assert min(box["width"], box["height"]) >= LEAST


def test_the_map_is_not_mirrored_in_arabic(demo, page):
    places = {}
    for language in ("en", "ar"):
        page.goto(f"/{language}/find-support/map/")
        box = page.locator("svg.wm-map").first.bounding_box()
        pin = page.locator('svg.wm-map a[href*="dover"] circle').bounding_box()
        places[language] = round((pin["x"] - box["x"]) / box["width"], 2)
    assert places["en"] == places["ar"] > 0.5


def test_names_on_the_map_are_on_the_same_side_of_their_dots_in_arabic(demo, page):
    """A page from right to left turns `start` round; the map does not."""
    starts = {}
    for language in ("en", "ar"):
        page.goto(f"/{language}/find-support/canterbury/")
        box = page.locator("svg.wm-map").bounding_box()
        names = page.locator("svg.wm-map circle.town + text")
        starts[language] = {
            each.text_content(): round((each.bounding_box()["x"] - box["x"]) / box["width"], 1) for each in names.all()
        }
    assert starts["en"]
    assert starts["en"] == starts["ar"]


def test_without_colours_of_its_own_the_map_still_tells_numbers_from_land(demo, open_page):
    page = open_page(forced_colors="active")
    page.goto("/en/find-support/canterbury/")
    pin, land = page.locator(f"{POINTS} circle").first, page.locator("svg.wm-map .here")
    fill = "each => getComputedStyle(each).fill"
    assert pin.evaluate(fill) != land.evaluate(fill)


def test_the_map_works_without_javascript(demo, page_without_js):
    page_without_js.goto("/en/find-support/map/")
    page_without_js.locator('svg.wm-map a[href$="/thanet/"]').focus()
    page_without_js.keyboard.press("Enter")
    expect(page_without_js.locator("h1")).to_contain_text("Thanet")
