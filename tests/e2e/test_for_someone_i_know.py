"""For someone I know, in a real browser: three languages, with and without scripts, by the keyboard alone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from referral_forms.inbox.models import Case
from tests.e2e.signing_in import sign_in
from tests.e2e.walking import MAIN, choose, press, slug

START = "get-help/for-someone-i-know/"
FILL: dict[str, Callable[[Page], None]] = {
    "danger": lambda page: choose(page, "danger", "yes"),
    "relation": lambda page: choose(page, "relation", "neighbour"),
    "place": lambda page: page.fill("#id_place", "Margate"),
    "age": lambda page: choose(page, "age", "16_17"),
    "what-you-see": lambda page: choose(page, "kinds", "stalking"),
    "signs": lambda page: choose(page, "signs", "escalation"),
    "children": lambda page: choose(page, "children", "yes"),
    "name": lambda page: page.fill("#id_name", "Zofia Kestrelska"),
    "who-hurts": lambda page: page.fill("#id_name", "Karol"),
    "their-work": lambda page: choose(page, "works_here", "no"),
    "knows": lambda page: choose(page, "knows", "yes"),
    "may-contact": lambda page: choose(page, "contact", "yes"),
    "safe-contact": lambda page: (choose(page, "call", "yes"), page.fill("#id_call_to", "01632 960123")),
    "your-contact": lambda page: (choose(page, "email", "yes"), page.fill("#id_email_to", "bo@example.com")),
    "your-name": lambda page: page.fill("#id_name", "Bo"),
    "anything-else": lambda page: page.fill("#id_more", "I hear it through the wall."),
}
PAGES = [
    "start", "danger", "call-999", "relation", "place", "age", "under-18", "what-you-see", "signs", "children", "name",
    "who-hurts", "their-work", "knows", "may-contact", "safe-contact", "safe-times", "who-we-are", "your-contact",
    "your-times", "your-name", "language", "anything-else", "your-information", "check", "sent",
]  # fmt: skip


def walk(page: Page, language: str, look: Callable[[Page], None]) -> list[str]:
    page.goto(f"/{language}/{START}")
    look(page)
    seen = ["start"]
    while seen[-1] != "sent":
        press(page, MAIN)
        seen.append(slug(page))
        look(page)
        assert len(seen) < 40, seen
        FILL.get(seen[-1], lambda page: None)(page)
    return seen


@pytest.mark.parametrize("language", ["en", "pl", "ar"])
def test_a_neighbour_tells_us_with_scripts(cast, page, axe, valid_at_the_end, language):
    def look(page: Page) -> None:
        axe(page)
        valid_at_the_end(page)
        expect(page.locator("html")).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")

    assert walk(page, language, look) == PAGES
    expect(page.locator("main")).to_contain_text(Case.objects.get().reference)


@pytest.mark.embedded
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_neighbour_tells_us_without_scripts(cast, page_without_js, language):
    assert walk(page_without_js, language, lambda page: None) == PAGES
    expect(page_without_js.locator("main")).to_contain_text(Case.objects.get().reference)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_it_works_on_a_telephone(cast, phone_page, no_sideways_scroll, language):
    walk(phone_page, language, no_sideways_scroll)


@pytest.mark.parametrize(
    "missed", ["danger", "relation", "age", "knows", "may-contact", "safe-contact", "your-contact"]
)
def test_every_mistake_is_explained_and_the_page_is_sound(cast, page, axe, valid_html, missed):
    wrong = {
        "safe-contact": lambda page: choose(page, "call", "yes"),
        "your-contact": lambda page: choose(page, "post", "yes"),
    }
    page.goto(f"/en/{START}")
    press(page, MAIN)
    while slug(page) != missed:
        FILL.get(slug(page), lambda page: None)(page)
        press(page, MAIN)
    wrong.get(missed, lambda page: None)(page)
    press(page, MAIN)
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    axe(page)
    valid_html(page)


def test_the_first_questions_go_by_the_keyboard_alone(cast, page):
    page.goto(f"/en/{START}")
    page.locator(MAIN).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/danger/")
    page.locator("#id_danger").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/relation/")


@pytest.mark.parametrize("scripts", [True, False])
def test_exit_forgets_everything(cast, open_page, neutral_site, scripts):
    from journeys.models import Draft

    page = open_page(javascript=scripts)
    page.goto(f"/en/{START}")
    press(page, MAIN)
    page.click(".govuk-exit-this-page__button")
    page.wait_for_url(neutral_site)
    assert not Draft.objects.exists()
    assert page.context.cookies() == []


def test_the_case_shows_both_people_apart_and_is_sound(cast, open_page, axe, valid_html):
    walk(open_page(), "en", lambda page: None)
    worker = open_page()
    sign_in(worker, cast.maya.email)
    worker.goto(f"/admin/inbox/{Case.objects.get().reference}/")
    axe(worker, staff=True)
    valid_html(worker, staff=True)
    expect(worker.locator(".wq-safe").first).to_contain_text("It is not confirmed with the person.")
    expect(worker.locator(".wq-safe").nth(1)).to_contain_text("bo@example.com")
