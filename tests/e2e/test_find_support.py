"""Somebody looks for help: by typing, by browsing, by ticking; on any device, in any direction, without scripts."""

import re
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.a_few_entries import stock
from tests.e2e.walking import back

FORM = "form.wm-card button"
TICKS = ".wm-choices"
CHOSEN = "ul[aria-labelledby=chosen]"
BROWSED = ["", "map/", "canterbury/", "needs/", "needs/for-women/", "needs/for-women/canterbury/"]
# What is typed, and what the page that it leads to says in English.
TYPED = {
    "CT1 2NN": "Support in Canterbury",
    "CT3": "more than one area",
    "counselling for my son in Dover": "counselling for my son",
    "counselling": "Where do you live?",
    "TN34 1JE": "Hastings",
    "Scotland": "Scotland",
    "": "Type a postcode, a town, or what you need.",
    "qwxyz": "We could not find",
    "xqzzvk wqqxjz": "We could not find",
}


@pytest.fixture
def entries(world) -> None:
    stock()


def look_for(page: Page, words: str, language: str = "en") -> None:
    page.goto(f"/{language}/find-support/")
    page.fill("#place", words)
    page.click(FORM)
    page.wait_for_url("**/near/**")


def tick(page: Page, *values: str) -> None:
    """Unfolds the groups, ticks, and asks."""
    page.locator(f"{TICKS} > summary").click()
    for value in values:
        box = page.locator(f'{TICKS} input[value="{value}"]')
        if not box.is_visible():
            page.locator(f'{TICKS} details:has(input[value="{value}"]) > summary').click()
        box.check(force=True)
    page.locator(f"{TICKS} button").click()
    page.wait_for_url("**/near/**")


def impossible(page: Page, language: str = "en") -> None:
    """Asks for what nobody offers together."""
    page.goto(f"/{language}/find-support/canterbury/")
    page.evaluate(
        """() => {
            const form = document.querySelector(".wm-choices form");
            for (const value of ["people:men", "language:ti", "when:bank-holidays"]) {
                const field = Object.assign(document.createElement("input"), { type: "hidden", name: "tick", value });
                form.append(field);
            }
            form.requestSubmit();
        }"""
    )
    page.wait_for_url("**/near/**")


@pytest.mark.parametrize("scripts", [True, False])
def test_somebody_finds_help_by_typing(entries, open_page, scripts):
    page = open_page(javascript=scripts)
    look_for(page, "bishop aukland")
    expect(page.locator("h1")).to_have_text("Support in County Durham")
    assert "auk" not in unquote(page.url).lower()
    look_for(page, "counceling")
    expect(page.locator("main")).to_contain_text("We looked for")
    page.fill("#place", "Dover")
    page.click("text=Show what is near")
    expect(page.locator("h1")).to_have_text("Support in Dover")
    page.click("button[name=words]")
    expect(page.locator(CHOSEN)).to_have_count(0)
    expect(page.locator("h1")).to_have_text("Support in Dover")
    look_for(page, "ct1 2nn")
    expect(page.locator("h1")).to_have_text("Support in Canterbury")
    found = page.url
    page.click("text=The Hazel Room")
    expect(page.locator("h1")).to_have_text("The Hazel Room")
    back(page)
    expect(page).to_have_url(found)
    expect(page.locator("h1")).to_have_text("Support in Canterbury")
    back(page)
    expect(page.locator("h1")).to_have_text("Find support")


@pytest.mark.parametrize("scripts", [True, False])
def test_somebody_finds_help_by_browsing_and_ticking(entries, open_page, scripts):
    page = open_page(javascript=scripts)
    page.goto("/en/find-support/")
    page.click("main >> text=Who it is for")
    page.click("main >> text=/^Women$/")
    page.click("main .wm-rows >> text=Canterbury")
    expect(page.locator("#results")).to_have_text("3 services found")
    page.click("text=All support in Canterbury")
    assert page.url.endswith("/en/find-support/canterbury/")
    tick(page, "people:women", "when:evenings")
    chosen = page.locator(CHOSEN)
    expect(chosen.get_by_role("button", name="Remove: Open in the evening")).to_be_visible()
    assert "women" not in unquote(page.url)
    expect(page.locator("#results")).to_have_text("2 services found")
    chosen.get_by_role("button", name="Remove: Women").click()
    expect(page.locator(f"{CHOSEN} button[name=drop]")).to_have_count(1)
    page.click("text=Clear all")
    expect(page.locator(CHOSEN)).to_have_count(0)
    expect(page.locator("h1")).to_have_text("Support in Canterbury")
    page.click("text=The Rowan Room")
    expect(page.locator("h1")).to_have_text("The Rowan Room")


def test_the_ticks_work_with_the_keyboard_alone(entries, page):
    page.goto("/en/find-support/canterbury/")
    page.locator(f"{TICKS} > summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    group = page.locator(f"{TICKS} .wm-group").first
    expect(group.locator("summary")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    box = group.locator("input").first
    expect(box).to_be_focused()
    value = box.get_attribute("value")
    page.keyboard.press("Space")
    expect(box).to_be_checked()
    page.keyboard.press("Enter")
    page.wait_for_url("**/near/**")
    expect(page.locator(f'{CHOSEN} button[value="{value}"]')).to_be_visible()
    # The way on leads to what was found; from there the list is next.
    expect(page.locator("#results")).to_be_focused()


def test_every_tick_and_button_says_what_it_is_and_how_many_it_finds(entries, page):
    page.goto("/en/find-support/canterbury/")
    page.locator(f"{TICKS} > summary").click()
    for group in page.locator(f"{TICKS} .wm-group").all():
        group.locator("summary").click()
        label = group.locator("summary span").first.inner_text()
        expect(group.get_by_role("group", name=label, exact=True)).to_be_visible()
        for box in group.get_by_role("checkbox").all():
            expect(box).to_have_accessible_name(re.compile(r"\(\d+ services?\)$"))
    for button in page.locator("button[name=add]").all():
        expect(button).to_have_accessible_name(re.compile(r"\(\d+ services?\)$"))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_page_and_every_fault_is_sound(entries, page, axe, valid_at_the_end, language):
    def look() -> None:
        axe(page)
        valid_at_the_end(page)
        assert page.context.cookies() == []
        expect(page.locator("html")).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")

    for path in BROWSED:
        page.goto(f"/{language}/find-support/{path}")
        look()
    page.goto(f"/{language}/find-support/canterbury/")
    tick(page, "people:women")
    page.locator(f"{TICKS} > summary").click()
    look()
    impossible(page, language)
    look()
    page.goto(f"/{language}/find-support/near/over/")
    look()
    for typed, says in TYPED.items():
        look_for(page, typed, language)
        look()
        if language == "en":
            expect(page.locator("main")).to_contain_text(says)


def test_whom_to_call_stands_before_anything_long(entries, phone_page):
    """Somebody who hears the page read out meets a number before the list, and still once nothing fits."""
    for path in ("", "canterbury/", "needs/", "needs/for-women/", "needs/for-women/canterbury/", "near/over/"):
        phone_page.goto(f"/en/find-support/{path}")
        number = phone_page.locator('main a[href="tel:08082000247"]')
        expect(number).to_have_count(1)
        long_list = phone_page.locator("main .wm-list, main .wm-areas, main .wm-rows").first
        assert number.bounding_box()["y"] < long_list.bounding_box()["y"], path
    impossible(phone_page)
    expect(phone_page.locator('main a[href="tel:08082000247"]')).to_have_count(1)


def test_telephone_help_can_be_called_from_the_list(entries, phone_page):
    phone_page.goto("/en/find-support/canterbury/")
    expect(phone_page.locator(".wm-place", has_text="Hazel Line").locator('a[href^="tel:"]')).to_be_visible()


def test_what_leads_on_is_large_enough_for_a_thumb(entries, phone_page):
    for path in (*BROWSED, "canterbury/the-hazel-room/"):
        phone_page.goto(f"/en/find-support/{path}")
        for link in phone_page.locator("main :is(.wm-ways a, .wm-areas a, .wm-rows a, .wm-place h4 a, a.wm-tel)").all():
            if link.is_visible():
                assert link.bounding_box()["height"] >= 44, (path, link.inner_text())


def test_what_was_found_is_not_hidden_by_the_header_that_stays(entries, phone_page):
    phone_page.goto("/en/find-support/canterbury/")
    phone_page.locator('button[value="when:evenings"]').click()
    phone_page.wait_for_url("**/near/**")
    expect(phone_page.locator("#results")).to_be_focused()
    found = phone_page.locator("#results").bounding_box()["y"]
    header = phone_page.locator(".wm-head").bounding_box()
    assert found >= header["y"] + header["height"]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_page_runs_out_of_a_telephone(entries, phone_page, no_sideways_scroll, language):
    for path in BROWSED:
        phone_page.goto(f"/{language}/find-support/{path}")
        for details in phone_page.locator("main details").all():
            details.evaluate("element => { element.open = true }")
        no_sideways_scroll(phone_page)
    for typed in TYPED:
        look_for(phone_page, typed, language)
        no_sideways_scroll(phone_page)
    impossible(phone_page, language)
    no_sideways_scroll(phone_page)


def test_nothing_typed_or_ticked_is_told_to_the_next_page(entries, page):
    """Whatever leaves a page of results, its address and its referrer say nothing."""
    sent: list[str] = []
    page.on("request", lambda request: sent.append(f"{request.url} {request.headers.get('referer', '')}"))
    look_for(page, "counselling for my son in Whitstable")
    page.click("button[name=words]")
    expect(page.locator(CHOSEN)).to_have_count(0)
    tick(page, "people:women")
    page.click(".wm-place a >> nth=0")
    expect(page.locator("h1")).to_be_visible()
    told = unquote(" ".join(sent)).lower()
    for trace in ("whitstable", "counselling", "women"):
        assert trace not in told
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    back(page)
    # Kept by the browser and shown by Back, it is asked of the server anew, which knows whether it is over.
    expect(page.locator("html")).to_have_attribute("data-no-store", "")
    assert page.request.get(page.url).headers["cache-control"] == "no-store, private"
