"""An organisation keeps its own entries true, and an editor decides: in a real browser, also without scripts."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from services.keepers import links
from services.keepers.contacts import Contact, write_contact
from services.models import AccessPoint, Keeper, Proposal
from services.proposals import actions
from tests.e2e.signing_in import sign_in
from tests.home import demonstration


@pytest.fixture
def room(cast) -> AccessPoint:
    """An entry of an organisation with a handful of them."""
    demonstration.load_directory()
    room = AccessPoint.objects.get(slug="the-orchard-room", locale__language_code="en")
    theirs = AccessPoint.objects.filter(service__organisation=room.service.organisation, locale__language_code="en")
    kept = [room.pk, *theirs.exclude(pk=room.pk).values_list("pk", flat=True)[:2]]
    theirs.exclude(pk__in=kept).update(live=False)
    return room


@pytest.fixture
def kay(room) -> Keeper:
    keeper = Keeper(role="Manager, Plumtree", organisation=room.service.organisation)
    write_contact(keeper, Contact("Kay Example", "kay@plumtree.example"))
    keeper.save()
    return keeper


def path(keeper: Keeper, language: str = "en") -> str:
    return f"/{language}/keep/{links.token(keeper, timezone.now())}/"


@pytest.mark.parametrize("javascript", [True, False])
def test_from_a_link_to_the_public_page(cast, kay, room, open_page, axe, valid_at_the_end, javascript):
    page = open_page(javascript=javascript)
    page.goto(path(kay))
    axe(page) if javascript else None
    valid_at_the_end(page)
    card = page.locator("section.wm-card", has=page.get_by_role("heading", name="The Orchard Room"))
    card.get_by_role("link", name="Propose a change").click()
    expect(page.locator("h1")).to_contain_text("The Orchard Room")
    axe(page) if javascript else None
    valid_at_the_end(page)
    page.fill("#id_phone", "ring us")
    page.fill("#id_summary", "Drop in, or ring us.")
    page.click("main .govuk-button")
    expect(page.locator(".govuk-error-summary")).to_contain_text("Use digits and spaces only")
    axe(page) if javascript else None
    valid_at_the_end(page)
    assert page.input_value("#id_summary") == "Drop in, or ring us."
    page.fill("#id_phone", "01632 960555")
    page.check("#id_hours-boxes", force=True)
    page.fill("#id_hours-Su-1-from", "10:00")
    page.fill("#id_hours-Su-1-to", "12:00")
    page.click("main .govuk-button")
    expect(page.locator("main .govuk-inset-text")).to_contain_text("Nothing has changed yet.")
    axe(page) if javascript else None
    valid_at_the_end(page)
    assert page.context.cookies() == []

    desk = open_page()
    sign_in(desk, cast.edie.email)
    desk.goto("/admin/directory/proposals/")
    desk.get_by_role("link", name="The Orchard Room").click()
    expect(desk.locator("del").first).to_contain_text("Out:")
    expect(desk.locator("ins").first).to_contain_text("In:")
    axe(desk, staff=True)
    desk.click("text=Accept what is ticked")
    expect(desk.locator("body")).to_contain_text("There is nothing to decide.")

    page.goto(room.get_absolute_url())
    for words in ("01632 960555", "Drop in, or ring us.", "Sunday"):
        expect(page.locator("main")).to_contain_text(words)


def test_everything_is_still_right_with_the_keyboard_alone(kay, room, page):
    page.goto(path(kay))
    page.get_by_role("button", name="Everything on this page is still right").focus()
    page.keyboard.press("Enter")
    expect(page.locator("main .govuk-inset-text")).to_contain_text("Thank you.")
    room.refresh_from_db()
    assert room.checked_on == timezone.localdate()


def test_in_arabic_the_pages_run_from_right_to_left(kay, room, phone_page, axe, valid_at_the_end, no_sideways_scroll):
    address = path(kay, "ar")
    for each in (address, f"{address}{room.translation_key}/", "/ar/keep/nothing/"):
        phone_page.goto(each)
        expect(phone_page.locator("html")).to_have_attribute("dir", "rtl")
        axe(phone_page)
        valid_at_the_end(phone_page)
        no_sideways_scroll(phone_page)


@pytest.mark.parametrize("phone", [False, True])
def test_what_editors_see_of_it_is_sound(cast, kay, room, open_page, axe, valid_at_the_end, phone):
    fields = {"phone": [room.phone, "01632 960555"], "address": ["Somewhere else", "1 New Street\nCanterbury"]}
    proposal = actions.propose(kay, room, fields, "Please hurry.")
    assert Proposal.objects.count() == 1
    page = open_page(phone=phone)
    sign_in(page, cast.edie.email)
    for address in (
        "due/", "due/?show=all&kind=service", f"due/{room.pk}/withdraw/", "gaps/", "gaps/?people=men&miles=3",
        "keepers/", "keepers/new/", f"keepers/{kay.pk}/", "proposals/", f"proposals/{proposal.pk}/",
    ):  # fmt: skip
        page.goto(f"/admin/directory/{address}")
        expect(page.locator(".wq h1")).to_be_visible()
        axe(page, staff=True)
        valid_at_the_end(page, staff=True)
        wide, window = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert wide <= window, address
