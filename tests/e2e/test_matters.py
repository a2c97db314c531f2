"""Rules, decisions, links and merged cases in a browser: sound at a desk and on a telephone, and used by keyboard."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from places.models import Eligibility, Routing
from referral_forms.inbox import merging, restricting, settling
from referral_forms.inbox.models import Link
from tests.e2e.signing_in import sign_in
from tests.inbox.arriving import came, contact, person

CHILD = {
    "age": {"age": "13_15"},
    "place": {"area": "thanet", "staffed": True, "women_only": False},
    "money": {"nrpf": "yes"},
}


@pytest.mark.parametrize("phone", [False, True])
def test_rules_pages_are_sound(cast, open_page, axe, valid_at_the_end, phone):
    row = Eligibility.objects.get(commission__key="kent")
    routing = Routing.objects.get(commission__key="kent")
    came(answers=CHILD)
    page = open_page(phone=phone)
    sign_in(page, cast.jo.email)
    for address in ("", "kent/", f"kent/eligibility/{row.pk}/", f"kent/routing/{routing.pk}/"):
        page.goto(f"/admin/rules/{address}")
        axe(page, staff=True)
        valid_at_the_end(page, staff=True)
        wide, window = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert wide <= window, address


@pytest.mark.parametrize("javascript", [True, False])
def test_a_manager_sees_what_would_change_and_puts_it_in_force(cast, open_page, axe, javascript):
    row = Eligibility.objects.get(commission__key="kent")
    for _number in range(2):
        came(answers={**CHILD, "age": {"age": "16_17"}})
    page = open_page(javascript=javascript)
    sign_in(page, cast.jo.email)
    page.goto(f"/admin/rules/kent/eligibility/{row.pk}/")
    page.fill("input[name=minimum_age]", "18")
    page.locator("text=Show what would change").click()
    expect(page.locator(".wq-warning")).to_contain_text("Write the first day.")
    if javascript:
        axe(page, staff=True)
    page.fill("input[name=from_day]", (timezone.localdate() + timedelta(days=7)).isoformat())
    page.locator("text=Show what would change").click()
    expect(page.locator("body")).to_contain_text("2 would differ")
    if javascript:
        axe(page, staff=True)
    page.locator("text=Change what I wrote").click()
    expect(page.locator("input[name=minimum_age]")).to_have_value("18")
    page.locator("text=Show what would change").click()
    page.locator("text=Put it in force").click()
    expect(page.locator("body")).to_contain_text("The rule is in force from that day on.")
    expect(page.locator("body")).to_contain_text("Planned")


@pytest.mark.parametrize("phone", [False, True])
def test_a_case_with_decisions_links_merges_and_a_closed_door_is_sound(cast, open_page, axe, valid_at_the_end, phone):
    zofia, jan = person("Zofia Nowak", "1990-03-21"), person("Jan Nowak", "1988-01-30", role="alleged")
    first = came(zofia, jan, answers=CHILD, is_child=True, safe=contact(call="01632 960123"))
    later, third, his = came(zofia, answers=CHILD), came(zofia, jan), came(person("Jan Nowak", "1988-01-30"))
    for case in (first, later, third, his):
        settling.settle(case.id)
    merging.merge(cast.sam, first.reference, Link.objects.get(case_a=first, case_b=later, kind="same_person").pk)
    restricting.restrict(cast.sam, first.reference, "A colleague knows her.")
    page = open_page(phone=phone)
    sign_in(page, cast.sam.email)
    page.goto(f"/admin/inbox/{first.reference}/")
    for summary in page.locator("summary").all():
        if summary.is_visible() and not summary.evaluate("each => each.parentElement.open"):
            summary.click()
    axe(page, staff=True)
    valid_at_the_end(page, staff=True)
    wide, window = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert wide <= window
    page.locator("text=Write the decision down").first.click()
    expect(page.locator(".wq-error").first).to_contain_text("Error:")
    axe(page, staff=True)


def test_a_lead_decides_and_merges_with_the_keyboard_alone(cast, page):
    zofia = person("Zofia Nowak", "1990-03-21")
    first, later = came(zofia, answers=CHILD), came(zofia, answers=CHILD)
    settling.settle(first.id)
    settling.settle(later.id)
    sign_in(page, cast.jo.email)
    page.goto(f"/admin/inbox/{later.reference}/")
    page.locator("input[name=under_age-outcome]").first.focus()
    page.keyboard.press("Space")
    page.locator("textarea[name=under_age-reason]").focus()
    page.keyboard.type("No other safe adult.")
    page.keyboard.press("Tab")
    page.keyboard.type("Ann Other")
    page.keyboard.press("Enter")
    expect(page.locator("body")).to_contain_text("Your decision is written down.")
    page.locator("text=Merge the two").focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(first.reference)
    expect(page.locator("body")).to_contain_text(f"Merged into this case: {later.reference}")
