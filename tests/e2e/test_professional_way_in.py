"""A professional comes in with a code, and does on their own pages what they can do, in a real browser."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from referral_forms.inbox.models import ActNow, Case
from referral_forms.referrals.models import Professional, ReferralReader
from tests.e2e.signing_in import sign_in
from tests.e2e.walking import MAIN, choose, press
from tests.referring import journey, mailed_code, permit, referred_by

__all__ = ["journey"]

EMAIL, TEAM = "priya@kent.police.uk", "team@kent.police.uk"
Look = Callable[[Page], None]


def come_in(page: Page, language: str = "en", look: Look = lambda page: None, email: str = EMAIL) -> None:
    page.goto(f"/{language}/get-help/refer/")
    look(page)
    press(page, MAIN)
    page.fill("#id_email", "nobody")
    press(page, MAIN)
    expect(page.locator(".govuk-error-message")).to_be_visible()
    look(page)
    page.fill("#id_email", email)
    press(page, MAIN)
    look(page)
    page.fill("#id_code", "22222222")
    press(page, MAIN)
    expect(page.locator(".govuk-error-message")).to_be_visible()
    look(page)
    page.fill("#id_code", mailed_code().lower())
    press(page, MAIN)
    look(page)
    if page.url.endswith("/about-you/"):
        about_you(page, look)


def about_you(page: Page, look: Look) -> None:
    page.fill("#id_telephone", "12")
    press(page, MAIN)
    look(page)
    page.fill("#id_name", "Priya Constable")
    page.fill("#id_organisation", "Kent Police")
    choose(page, "source", "police")
    page.fill("#id_job", "Officer")
    page.fill("#id_telephone", "01632 960555")
    press(page, MAIN)
    look(page)


def go_through_own_pages(page: Page, case: Case, language: str, look: Look) -> None:
    own = f"/{language}/get-help/refer/yours/{case.reference}/"
    page.goto(f"/{language}/get-help/refer/yours/")
    look(page)
    press(page, f'main a[href="{own}"]')
    look(page)
    press(page, f'main a[href="{own}add/"]')
    look(page)
    press(page, MAIN)
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    look(page)
    choose(page, "kind", "incident")
    page.fill("#id_happened", "Last night")
    page.fill("#id_text", "He was seen outside her house.")
    choose(page, "danger", "yes")
    press(page, MAIN)
    look(page)
    hand_over(page, own, look)
    page.goto(f"{own}withdraw/")
    look(page)
    press(page, MAIN)
    look(page)
    page.fill("#id_reason", "It was sent twice.")
    press(page, MAIN)
    look(page)
    take_copy(page, own, look)


def hand_over(page: Page, own: str, look: Look) -> None:
    page.goto(f"{own}hand-over/")
    look(page)
    page.fill("#id_email", "team@gmail.com")
    press(page, MAIN)
    look(page)
    page.fill("#id_email", TEAM)
    choose(page, "keeps", "yes")
    press(page, MAIN)
    look(page)
    page.fill("#id_code", mailed_code())
    press(page, MAIN)
    look(page)


def take_copy(page: Page, own: str, look: Look) -> None:
    page.goto(f"{own}copy/")
    look(page)
    with page.expect_download() as download:
        page.click(MAIN)
    assert download.value.suggested_filename == "document.txt"
    page.goto(f"{own}copy/")
    look(page)


@pytest.mark.parametrize("language", ["en", "pl", "ar"])
def test_an_officer_comes_in_and_looks_after_a_referral(cast, page, axe, valid_at_the_end, language):
    permit()

    def look(page: Page) -> None:
        axe(page)
        valid_at_the_end(page)
        expect(page.locator("html")).to_have_attribute("lang", language)

    come_in(page, language, look)
    case = referred_by(Professional.objects.get())
    go_through_own_pages(page, case, language, look)
    case.refresh_from_db()
    assert case.act_now == ActNow.UNCONFIRMED
    assert ReferralReader.objects.count() == 2


@pytest.mark.embedded
def test_it_all_works_without_scripts(cast, page_without_js):
    permit()
    come_in(page_without_js)
    go_through_own_pages(page_without_js, referred_by(Professional.objects.get()), "en", lambda page: None)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_runs_out_of_a_telephones_screen(cast, phone_page, no_sideways_scroll, language):
    permit()
    come_in(phone_page, language, no_sideways_scroll)
    go_through_own_pages(phone_page, referred_by(Professional.objects.get()), language, no_sideways_scroll)


def test_an_officer_comes_in_with_the_keyboard_alone(cast, page):
    permit()
    page.goto("/en/get-help/refer/")
    page.locator(MAIN).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/email/")
    page.locator("#id_email").focus()
    page.keyboard.type(EMAIL)
    page.keyboard.press("Enter")
    page.wait_for_url("**/code/")
    page.locator("#id_code").focus()
    page.keyboard.type(mailed_code())
    page.keyboard.press("Enter")
    page.wait_for_url("**/about-you/")
    page.locator("#id_name").focus()
    page.keyboard.type("Priya Constable")
    page.locator("#id_job").focus()
    page.keyboard.type("Officer")
    page.keyboard.press("Tab")
    page.keyboard.type("01632 960555")
    page.keyboard.press("Enter")
    page.wait_for_url("**/refer/")
    expect(page.locator("main")).to_contain_text("Priya Constable")


@pytest.mark.parametrize("scripts", [True, False])
def test_exit_signs_out_and_back_shows_nothing_of_anybody(cast, open_page, neutral_site, scripts):
    """domain H 1"""
    permit()
    page = open_page(javascript=scripts)
    come_in(page)
    page.goto("/en/get-help/refer/yours/")
    page.click(".govuk-exit-this-page__button")
    page.wait_for_url(neutral_site)
    assert page.context.cookies() == []
    page.goto("/en/get-help/refer/yours/")
    page.wait_for_url("**/get-help/refer/")
    assert "Priya" not in page.content()


@pytest.mark.parametrize("language", ["en", "pl", "ar"])
def test_what_is_saved_on_one_device_is_opened_on_another(
    cast, open_page, axe, valid_at_the_end, no_sideways_scroll, journey, language
):
    permit()
    here = journey.replace("/en/", f"/{language}/")

    def look(page: Page) -> None:
        axe(page)
        valid_at_the_end(page)
        no_sideways_scroll(page)

    first = open_page()
    come_in(first, language)
    first.goto(here)
    press(first, MAIN)
    choose(first, "danger", "no")
    axe(first)
    valid_at_the_end(first)
    press(first, "button[name=save]")
    look(first)
    press(first, MAIN)
    look(first)
    code = re.search(r"[0-9A-Z]{3}(-[0-9A-Z]{3}){6}", first.inner_text("main"))[0]
    first.emulate_media(media="print")
    printed = first.inner_text("body").split()
    assert code in printed
    assert "Waymark" not in first.title()
    second = open_page()
    come_in(second, language)
    second.goto(f"{here}return/")
    look(second)
    second.fill("#id_code", "K7M-4QD")
    press(second, MAIN)
    look(second)
    second.fill("#id_code", code.lower())
    press(second, MAIN)
    assert second.url.endswith("/age/")


@pytest.mark.parametrize("phone", [False, True])
def test_a_manager_checks_somebody_and_lists_an_organisation(cast, open_page, axe, valid_at_the_end, phone):
    come_in(open_page(), email="head@school.example")
    page = open_page(phone=phone)
    sign_in(page, cast.jo.email)
    page.goto("/admin/referrers/")
    axe(page, staff=True)
    valid_at_the_end(page, staff=True)
    press(page, "text=Refuse >> nth=0")
    axe(page, staff=True)
    valid_at_the_end(page, staff=True)
    page.fill("#id_domain", "school.example")
    page.fill("#id_organisation", "A school")
    page.select_option("#id_source", "education")
    press(page, "form[action$='domains/add/'] button")
    expect(page.locator("#domains ~ ul")).to_contain_text("school.example")
    assert Professional.objects.get().is_checked


def test_a_worker_reads_what_was_added_and_tells_the_sender(cast, open_page, axe, valid_at_the_end):
    permit()
    officer = open_page()
    come_in(officer)
    case = referred_by(Professional.objects.get())
    go_through_own_pages(officer, case, "en", lambda page: None)
    page = open_page()
    sign_in(page, cast.maya.email)
    page.goto(f"/admin/inbox/{case.reference}/")
    axe(page, staff=True)
    valid_at_the_end(page, staff=True)
    expect(page.locator("[aria-labelledby=from-referrer]")).to_contain_text("He was seen outside her house.")
    press(page, "text=I have read what was added")
    press(page, "text=Go on all the same")
    page.select_option("#told-state", "redirected")
    page.select_option("#told-reason", "other_service")
    press(page, "text=Tell them")
    axe(page, staff=True)
    officer.goto(f"/en/get-help/refer/yours/{case.reference}/")
    expect(officer.locator("main")).to_contain_text("Redirected")
