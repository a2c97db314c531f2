"""Coming back with reference and word; and a worker who fills it in for somebody."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from referral_forms.inbox.models import CameBy, Case
from tests.e2e.signing_in import sign_in
from tests.e2e.test_professional_referral import FILL as REFERRED
from tests.e2e.test_professional_referral import next_task
from tests.e2e.walking import FILL, MAIN, choose, press, slug
from tests.e2e.walking import walk as ask_for_help

CHANGE: dict[str, Callable[[Page], None]] = {
    "wanted": lambda page: choose(page, "wanted", "reach"),
    "safe-contact": lambda page: (choose(page, "call", "yes"), page.fill("#id_call_to", "01632 960777")),
    "code-word": lambda page: page.fill("#id_code_word", "puffin"),
}


def say_how_it_came(page: Page) -> None:
    choose(page, "came_by", "telephone")
    choose(page, "language", "en")
    choose(page, "typed_in", "en")
    choose(page, "interpreter_used", "no")


def say_who_refers(page: Page) -> None:
    choose(page, "source", "police")
    typed = {"organisation": "Kent Invented Police", "name": "Ash Officer", "email": "ash@police.example"}
    for name, value in {**typed, "telephone": "01632 960200"}.items():
        page.fill(f"#id_{name}", value)


SAID: dict[str, Callable[[Page], None]] = {
    **FILL,
    "how-it-came": say_how_it_came,
    "explained": lambda page: (choose(page, "explained", "read_out"), choose(page, "understood", "now")),
}


def prove(page: Page, language: str, case: Case) -> None:
    page.goto(f"/{language}/get-help/changes/")
    page.fill("#id_reference", case.reference)
    page.fill("#id_word", case.referral.answers["word"])
    press(page, MAIN)


def follow(page: Page, fill: dict[str, Callable[[Page], None]], look: Callable[[Page], None]) -> list[str]:
    seen = [slug(page)]
    while seen[-1] != "sent":
        look(page)
        fill.get(seen[-1], lambda page: None)(page)
        press(page, MAIN)
        seen.append(slug(page))
        assert len(seen) < 60, seen
    look(page)
    return seen


@pytest.mark.parametrize("language", ["en", "pl", "ar"])
@pytest.mark.parametrize("scripts", [True, False])
def test_somebody_changes_how_we_reach_them(cast, open_page, axe, valid_at_the_end, language, scripts):
    ask_for_help(open_page(), "en", lambda page: None)
    case = Case.objects.get()
    page = open_page(javascript=scripts)

    def look(page: Page) -> None:
        if scripts:
            axe(page)
        valid_at_the_end(page)
        assert "01632 960123" not in page.content()

    page.goto(f"/{language}/get-help/changes/")
    look(page)
    prove(page, language, case)
    expected = ["wanted", "safe-contact", "safe-times", "who-we-are", "code-word", "check", "sent"]
    assert follow(page, CHANGE, look) == expected
    case.refresh_from_db()
    assert case.change_wanted == "reach"


def test_a_wrong_word_is_explained_and_the_page_is_sound(cast, page, axe, valid_html):
    page.goto("/en/get-help/changes/")
    page.fill("#id_reference", "K7M-4QD")
    page.fill("#id_word", "wrong")
    press(page, MAIN)
    expect(page.locator(".govuk-error-summary")).to_contain_text("These two do not fit together.")
    axe(page)
    valid_html(page)
    assert page.context.cookies() == []


def test_stop_by_the_keyboard_alone(cast, open_page):
    ask_for_help(open_page(), "en", lambda page: None)
    case = Case.objects.get()
    page = open_page()
    page.goto("/en/get-help/changes/")
    page.locator("#id_reference").focus()
    page.keyboard.type(case.reference)
    page.keyboard.press("Tab")
    page.keyboard.type(case.referral.answers["word"])
    page.keyboard.press("Enter")
    page.wait_for_url("**/wanted/")
    page.locator("#id_wanted").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/stop/")
    for address in ("**/check/", "**/sent/"):
        page.locator(MAIN).focus()
        page.keyboard.press("Enter")
        page.wait_for_url(address)
    case.refresh_from_db()
    assert case.change_wanted == "stop"


def test_the_worker_decides_what_they_asked_for(cast, open_page, axe, valid_html):
    ask_for_help(open_page(), "en", lambda page: None)
    case = Case.objects.get()
    visitor = open_page()
    prove(visitor, "en", case)
    follow(visitor, CHANGE, lambda page: None)
    worker = open_page()
    sign_in(worker, cast.maya.email)
    worker.goto(f"/admin/inbox/{case.reference}/")
    axe(worker, staff=True)
    valid_html(worker, staff=True)
    worker.check("[name=proved]")
    press(worker, "text=Do as they ask")
    expect(worker.locator(".wq-safe")).to_have_count(1)
    expect(worker.locator(".wq-safe")).to_contain_text("01632 960777")


@pytest.mark.embedded
@pytest.mark.parametrize("scripts", [True, False])
def test_a_worker_fills_it_in_while_somebody_is_on_the_telephone(cast, open_page, axe, valid_at_the_end, scripts):
    page = open_page(javascript=scripts)
    sign_in(page, cast.maya.email)
    page.goto("/admin/intake/")
    if scripts:
        axe(page, staff=True)
        valid_at_the_end(page, staff=True)
    press(page, "text=Start for the person")

    def look(page: Page) -> None:
        if scripts:
            axe(page)
        valid_at_the_end(page)
        expect(page.locator("header")).to_contain_text("You are filling this in for somebody.")

    follow(page, SAID, look)
    case = Case.objects.get()
    assert (case.came_by, case.safe_contact.confirmed_with_person) == (CameBy.TELEPHONE, True)
    press(page, "text=Open the case")
    expect(page.locator("h1")).to_contain_text(case.reference)


@pytest.mark.embedded
@pytest.mark.parametrize("scripts", [True, False])
def test_a_worker_asks_a_professional_task_by_task(cast, open_page, axe, valid_at_the_end, scripts):
    fill = {**REFERRED, "how-it-came": say_how_it_came, "sender": say_who_refers}
    page = open_page(javascript=scripts)
    sign_in(page, cast.maya.email)
    page.goto("/admin/intake/")
    press(page, "text=Start with a professional")
    seen: set[str] = set()
    while slug(page) != "sent":
        if slug(page) not in seen and scripts:
            axe(page)
        valid_at_the_end(page)
        expect(page.locator("header")).to_contain_text("You are filling this in for somebody.")
        seen |= {slug(page)}
        if slug(page) == "tasks":
            next_task(page)
        else:
            fill.get(slug(page), lambda page: None)(page)
            press(page, MAIN)
    assert {"tasks", "how-it-came", "knows", "score", "without", "check"} <= seen
    assert "files" not in seen
    expect(page.locator("main")).to_contain_text("This is not a MARAC referral")
    if scripts:
        axe(page)
    press(page, "text=Open the case")
    expect(page.locator("h1")).to_contain_text(Case.objects.get().reference)


def test_a_translator_translates(cast, open_page, axe, valid_html):
    ask_for_help(open_page(), "ar", lambda page: None)
    page = open_page()
    sign_in(page, cast.tara.email)
    page.goto("/admin/translations/")
    axe(page, staff=True)
    valid_html(page, staff=True)
    press(page, "main a.wq-btn >> nth=0")
    axe(page, staff=True)
    valid_html(page, staff=True)
    page.fill("#id_text", "Only before noon, please.")
    press(page, "text=Save the translation")
    while page.locator("main a.wq-btn").count():
        press(page, "main a.wq-btn >> nth=0")
        page.fill("#id_text", "In English.")
        press(page, "text=Save the translation")
    expect(page.locator(".wq")).to_contain_text("Nothing waits for a translation.")
    assert not Case.objects.get().to_translate
