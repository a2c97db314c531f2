"""An entry's page, its print sheet, its card and the way to say that something is wrong, in a real browser."""

import io
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from services.models import Problem
from tests.e2e.signing_in import sign_in
from tests.services import entries

ROOM = entries.ROOM
PAGES = ["", "print/", "card/", "problem/", "problem/thanks/"]
# What must stand on no paper: our name, any address of ours, what kind of help it is.
TELLING = re.compile(r"waymark|https?:|localhost|127\.0\.0\.1|find-support|abuse|violence", re.IGNORECASE)


@pytest.fixture
def room(cast):
    made = entries.point(closed_note="")
    today = timezone.localdate()
    entries.other_hours(made, today + timedelta(days=3), today + timedelta(days=3), "09:00-12:00")
    entries.translated(made)
    return made


@pytest.fixture
def pdf_text() -> Callable[[bytes], str]:
    def read(pdf: bytes) -> str:
        return "\n".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf)).pages)

    return read


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("javascript", [True, False])
def test_every_page_of_an_entry_is_sound(room, open_page, axe, valid_at_the_end, language, javascript):
    page = open_page(javascript=javascript)
    for part in PAGES:
        response = page.goto(ROOM.replace("/en/", f"/{language}/") + part)
        assert response.status == 200, part
        if javascript:
            axe(page)
        valid_at_the_end(page)
        assert page.context.cookies() == [], part
        expect(page.locator(".wm-now")).to_contain_text("999")
        expect(page.locator(".govuk-exit-this-page__button")).to_be_visible()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_page_of_an_entry_runs_out_of_a_small_screen(room, phone_page, no_sideways_scroll, language):
    for part in PAGES:
        phone_page.goto(ROOM.replace("/en/", f"/{language}/") + part)
        no_sideways_scroll(phone_page)


def test_data_for_search_engines_is_no_script_to_the_browser(room, page):
    """The strict policy allows no script inside a page; the guard of every page fails on a breach of it."""
    page.goto(ROOM)
    assert page.locator('script[type="application/ld+json"]').count() == 1
    assert page.guard.verdict() == []


def printed(page: Page, pdf_text: Callable[[bytes], str]) -> str:
    page.emulate_media(media="print")
    return pdf_text(page.pdf(display_header_footer=False, prefer_css_page_size=True))


@pytest.mark.parametrize("part", ["print/", "card/"])
def test_the_paper_tells_nothing_of_where_it_is_from(room, page, pdf_text, part):
    """domain H 19: neutral title, no address in the margins, and no word of what kind of help it is."""
    page.goto(ROOM + part)
    text = printed(page, pdf_text)
    assert "01632 960456" in text
    assert not TELLING.search(text), TELLING.search(text)
    assert not TELLING.search(page.title())


def test_the_browsers_own_header_has_no_room_on_the_paper(room, page, pdf_text):
    """With margins, Chromium prints the address and the title of the page into them."""
    page.goto(ROOM + "print/")
    with_header = pdf_text(page.pdf(display_header_footer=True, prefer_css_page_size=True))
    assert not TELLING.search(with_header)
    margins = page.evaluate(
        "() => [...document.styleSheets].flatMap(sheet => [...sheet.cssRules])"
        ".filter(rule => rule instanceof CSSPageRule).map(rule => rule.style.margin)"
    )
    assert margins == ["0px"]


def test_a_card_holds_a_number_and_hours_and_no_name(room, page, pdf_text):
    page.goto(ROOM + "card/")
    text = printed(page, pdf_text)
    assert text.count("01632 960456") == 8
    assert "9:30am to 5pm" in text
    assert "Hazel" not in text
    assert "Dover" not in text


@pytest.mark.parametrize("javascript", [True, False])
def test_somebody_tells_of_a_wrong_number(room, open_page, axe, valid_html, javascript):
    page = open_page(javascript=javascript, phone=True)
    page.goto(ROOM)
    page.get_by_role("link", name="Tell us if something here is wrong").click()
    page.fill("textarea", "It rings and rings.\u202e")
    page.locator("main form button").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("Choose what is wrong")
    expect(page.locator("textarea")).to_have_value(re.compile("^It rings and rings"))
    assert page.title().startswith("Error: ")
    if javascript:
        axe(page)
    valid_html(page)
    page.locator('input[value="number"]').check(force=True)
    page.locator("main form button").click()
    expect(page.locator("h1")).to_have_text("Thank you")
    assert page.context.cookies() == []
    told = Problem.objects.get()
    assert (told.topic, told.words, told.doubtful) == ("number", "It rings and rings.", False)


def test_an_editor_changes_hours_without_knowing_a_syntax(cast, room, page, axe, valid_html):
    sign_in(page, cast.edie.email)
    page.goto(f"/admin/snippets/services/accesspoint/edit/{room.pk}/")
    axe(page, staff=True)
    valid_html(page, staff=True)
    box = page.locator("#id_hours")
    expect(box).to_contain_text("Thursday: 09:30 to 17:00, 18:00 to 20:00")
    page.locator("#id_hours-Sa-1-from").fill("10:00")
    page.locator("#id_hours-Sa-1-to").fill("13:00")
    page.locator("#id_hours-Th-2-from").fill("")
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator("body")).to_contain_text("Thursday: write both times, or leave both empty.")
    expect(page.locator("#id_hours-Sa-1-to")).to_have_value("13:00")
    axe(page, staff=True)
    page.locator("#id_hours-Th-2-to").fill("")
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator("#id_hours")).to_contain_text("Saturday: 10:00 to 13:00")
    room.refresh_from_db()
    assert room.latest_revision.content["hours"] == "Mo-Fr 09:30-17:00; Sa 10:00-13:00; PH off"


def test_an_editor_reads_and_settles_what_was_told(cast, room, page, axe, valid_html):
    Problem.objects.create(point=room, topic="unsafe", words="Canary words", made_at=timezone.now())
    sign_in(page, cast.edie.email)
    page.goto("/admin/problems/")
    axe(page, staff=True)
    valid_html(page, staff=True)
    expect(page.locator(".wq")).to_contain_text("Canary words")
    page.get_by_role("button", name=re.compile("Settled")).click()
    expect(page.locator(".wq")).to_contain_text("Nothing is waiting.")
    assert Problem.objects.get().words is None
