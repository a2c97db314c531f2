"""From a frightened visitor to a worker's queue, in a real browser."""

import re

import pytest
from playwright.sync_api import Page, expect

from referral_forms.inbox.models import Case
from referral_forms.referrals.models import EqualityAnswers
from tests.e2e.signing_in import sign_in
from tests.e2e.walking import FILL, MAIN, back, begin, press, slug, walk, walk_by_keyboard

PAGES = [
    "start", "danger", "call-999", "place", "age", "what-is-happening", "name", "safe-contact", "safe-times",
    "call-time", "who-we-are", "code-word", "language", "danger-signs", "call-now", "more-signs", "since-when",
    "other-person", "their-work", "tonight", "pregnancy", "children", "child-1", "child-2", "others-helping",
    "protection", "access", "money", "to-know", "birth-date", "wishes", "anything-else", "your-information", "check",
    "sent",
]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "pl", "ar"])
def test_somebody_asks_for_help_with_scripts(cast, page, axe, valid_at_the_end, language):
    def look(page: Page) -> None:
        axe(page)
        valid_at_the_end(page)
        expect(page.locator("html")).to_have_attribute("lang", language)
        expect(page.locator("html")).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")

    assert walk(page, language, look) == PAGES
    case = Case.objects.get()
    expect(page.locator("main")).to_contain_text(case.reference)
    assert case.language == language


@pytest.mark.embedded
@pytest.mark.parametrize("language", ["en", "pl", "ar"])
def test_somebody_asks_for_help_without_scripts(cast, page_without_js, language):
    assert walk(page_without_js, language, lambda page: None) == PAGES
    expect(page_without_js.locator("main")).to_contain_text(Case.objects.get().reference)


@pytest.mark.parametrize("language", ["en", "pl", "ar"])
def test_after_sending_somebody_answers_the_equality_questions(
    cast, page, axe, valid_at_the_end, no_sideways_scroll, language
):
    """domain H 16"""
    walk(page, language, lambda page: None)
    press(page, 'a[href$="/about-you/"]')
    axe(page)
    valid_at_the_end(page)
    no_sideways_scroll(page)
    page.locator('input[name="ethnic_group"][value="white"]').check(force=True)
    page.locator('input[name="ethnic_white"][value="roma"]').check(force=True)
    press(page, MAIN)
    assert slug(page) == "sent"
    assert EqualityAnswers.objects.get().content == {"ethnic_group": "white", "ethnic_white": "roma"}
    axe(page)


@pytest.mark.embedded
def test_the_equality_questions_work_without_scripts(cast, page_without_js):
    page = page_without_js
    walk(page, "en", lambda page: None)
    press(page, 'a[href$="/about-you/"]')
    page.locator('input[name="ethnic_group"][value="white"]').check(force=True)
    page.locator('input[name="ethnic_white"][value="roma"]').check(force=True)
    press(page, MAIN)
    assert EqualityAnswers.objects.get().content == {"ethnic_group": "white", "ethnic_white": "roma"}


def test_the_form_works_on_a_telephone_and_runs_nowhere_out_of_the_screen(cast, phone_page, no_sideways_scroll):
    walk(phone_page, "en", no_sideways_scroll)


def test_the_form_works_on_a_telephone_from_right_to_left(cast, phone_page, no_sideways_scroll):
    walk(phone_page, "ar", no_sideways_scroll)


def test_the_form_works_with_the_keyboard_alone(cast, page):
    page.goto("/en/get-help/for-yourself/")
    page.locator(MAIN).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/danger/")
    page.locator("#id_danger").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("input[value=no]")).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/place/")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_whole_form_can_be_sent_with_the_keyboard_alone(cast, page, language):
    seen = walk_by_keyboard(page, language)
    # Nobody says that there is a second child.
    assert seen == [each for each in PAGES if each != "child-2"]
    case = Case.objects.get()
    assert case.act_now == "unconfirmed"
    assert case.call_booking


@pytest.mark.parametrize("scripts", [True, False])
def test_one_to_five_backs_after_exit_show_no_answer(cast, open_page, neutral_site, scripts):
    """domain H 1"""
    page = open_page(javascript=scripts)
    begin(page, "en")
    while slug(page) != "safe-contact":
        FILL.get(slug(page), lambda page: None)(page)
        press(page, MAIN)
    back(page)
    expect(page.locator("#id_name")).to_have_value("Zofia Kestrelska")
    page.click(".govuk-exit-this-page__button")
    page.wait_for_url(neutral_site)
    page.wait_for_load_state("load")
    for _number in range(5):
        back(page)
        html = page.content()
        assert "Zofia" not in html
        assert not re.search(r"/for-yourself/.+", page.url), page.url


@pytest.mark.parametrize("scripts", [True, False])
def test_exit_forgets_everything(cast, open_page, neutral_site, scripts):
    from journeys.models import Draft

    page = open_page(javascript=scripts)
    begin(page, "en")
    assert Draft.objects.exists()
    page.click(".govuk-exit-this-page__button")
    page.wait_for_url(neutral_site)
    assert not Draft.objects.exists()
    assert page.context.cookies() == []


def test_three_presses_of_shift_leave_at_once(cast, page, neutral_site):
    begin(page, "en")
    for _press in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url(neutral_site)


def test_exit_goes_on_even_when_the_server_hangs(cast, page, neutral_site):
    """domain H 2: after half a second the page goes straight to the neutral site."""
    begin(page, "en")
    page.route("**/leave/", lambda route: None)
    page.click(".govuk-exit-this-page__button")
    page.wait_for_url(neutral_site)


def test_exit_goes_on_even_when_the_server_refuses(cast, page, neutral_site):
    """domain H 2: never to the browser's error page."""
    begin(page, "en")
    page.route("**/leave/", lambda route: route.abort("connectionrefused"))
    page.click(".govuk-exit-this-page__button")
    page.wait_for_url(neutral_site)


def test_the_second_skip_link_leaves(cast, page, neutral_site):
    begin(page, "en")
    page.locator(".govuk-js-exit-this-page-skiplink").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(neutral_site)


def test_a_wrong_answer_is_explained_beside_its_field_and_in_a_summary(cast, page, axe, valid_html):
    begin(page, "en")
    press(page, MAIN)
    expect(page).to_have_title(re.compile("^Error: "))
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    page.click(".govuk-error-summary a")
    expect(page.locator("#id_danger")).to_be_focused()
    axe(page)
    valid_html(page)


@pytest.mark.embedded
def test_the_worker_finds_it_in_the_right_place_and_takes_it_on(cast, arrive, open_page, axe, valid_at_the_end):
    arrive(risk="high", need=3)
    arrive()
    visitor = open_page()
    walk(visitor, "en", lambda page: None)
    case = Case.objects.get(act_now="unconfirmed")
    worker = open_page()
    sign_in(worker, cast.maya.email)
    worker.goto("/admin/inbox/")
    axe(worker, staff=True)
    valid_at_the_end(worker, staff=True)
    expect(worker.locator("tbody tr").first).to_contain_text(case.reference)
    expect(worker.locator("tbody tr").nth(1)).to_contain_text("High risk")
    press(worker, f"text={case.reference}")
    axe(worker, staff=True)
    valid_at_the_end(worker, staff=True)
    expect(worker.locator(".wq-safe")).to_contain_text("01632 960123")
    press(worker, "text=Assign to me")
    worker.fill("#id_text", "Rang at ten, she can talk.")
    press(worker, "text=Save the note")
    expect(worker.locator(".wq-time")).to_contain_text("Rang at ten, she can talk.")
    expect(worker.locator(".wq-card--next")).to_contain_text("Maya Example")
