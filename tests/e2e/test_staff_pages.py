"""Our own staff pages: sound inside our own markup, at a desk and on a telephone, by the keyboard alone."""

import pytest
from playwright.sync_api import expect

from tests.cast import PASSWORD
from tests.e2e.signing_in import code, sign_in

PEOPLE = ["/admin/people/", "/admin/people/invite/", "/admin/teams/", "/admin/teams/new/"]


def test_the_way_in_is_sound(cast, page, axe, valid_at_the_end):
    page.goto("/admin/")
    axe(page)
    valid_at_the_end(page)
    page.fill("input[name=login]", cast.maya.email)
    page.fill("input[name=password]", "not the password at all")
    page.keyboard.press("Enter")
    expect(page.locator("body")).to_contain_text("The e-mail or the password is not right.")
    axe(page)
    valid_at_the_end(page)


@pytest.mark.parametrize("phone", [False, True])
def test_people_and_teams_are_sound(cast, open_page, axe, valid_at_the_end, phone):
    page = open_page(phone=phone)
    sign_in(page, cast.ada.email)
    for address in [*PEOPLE, f"/admin/people/{cast.maya.pk}/", f"/admin/people/{cast.maya.pk}/role/"]:
        page.goto(address)
        axe(page, staff=True)
        valid_at_the_end(page, staff=True)


def test_queue_and_case_are_sound_on_a_telephone(cast, arrive, phone_page, axe):
    case = arrive(act_now=True, why=["danger_now", "stalking", "interpreter"])
    sign_in(phone_page, cast.maya.email)
    for address in ("/admin/inbox/", f"/admin/inbox/{case.reference}/"):
        phone_page.goto(address)
        axe(phone_page, staff=True)
        wide, window = phone_page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert wide <= window, address


def test_a_worker_signs_in_opens_a_case_and_takes_it_on_with_the_keyboard_alone(cast, arrive, page):
    case = arrive()
    page.goto("/admin/")
    page.locator("input[name=login]").focus()
    page.keyboard.type(cast.maya.email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.locator("input[name=code]").focus()
    page.keyboard.type(code())
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/inbox/")
    page.locator(".wq-ref").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{case.reference}/")
    page.locator("text=Assign to me").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".wq-card--next")).to_contain_text("Maya Example")
