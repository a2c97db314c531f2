"""A professional refers somebody, in a real browser: three languages, with and without scripts, by keyboard."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from referral_forms.inbox.models import Case
from referral_forms.referrals.models import Checklist
from referral_forms.referrals.professional.demo import QUESTIONS
from referral_forms.referrals.professional.referrer import Referrer
from tests.e2e.signing_in import sign_in
from tests.e2e.walking import MAIN, choose, press, slug
from tests.referring import come_in

START = "/{}/get-help/refer/referral/"
ASH = Referrer(
    name="Ash Officer", organisation="Kent Invented Police", source="police", email="ash@police.example", job="PC 1234"
)


def day(page: Page, name: str, *parts: str) -> None:
    for part, value in zip(("day", "month", "year"), parts, strict=True):
        page.fill(f"#id_{name}-{part}", value)


# What is done on each page, by the last part of its address; a page not named here is only passed.
FILL: dict[str, Callable[[Page], object]] = {
    "danger": lambda page: choose(page, "danger", "yes"),
    "place": lambda page: page.fill("#id_place", "Margate"),
    "sender": lambda page: page.fill("#id_telephone", "01632 960200"),
    "knows": lambda page: choose(page, "knows", "no"),
    "person": lambda page: (page.fill("#id_name", "Sky Kestrelska"), choose(page, "age", "13_15")),
    "social-care": lambda page: (page.fill("#id_reason", "Asked for us."), choose(page, "supporter", "no")),
    "safe-contact": lambda page: (choose(page, "call", "yes"), page.fill("#id_call_to", "01632 960123")),
    "children": lambda page: choose(page, "children", "yes"),
    "child-1": lambda page: (page.fill("#id_name", "Ola"), choose(page, "another", "yes")),
    "child-2": lambda page: page.fill("#id_name", "Jan"),
    "what-happened": lambda page: (page.fill("#id_story", "Pushed."), choose(page, "events", "yes")),
    "event-1": lambda page: day(page, "on", "3", "2", "2026"),
    "danger-now": lambda page: choose(page, "strangulation", "yes"),
    "alleged-1": lambda page: (page.fill("#id_name", "Kim"), choose(page, "whereabouts", "apart")),
    "risk-tool": lambda page: choose(page, "tool", "dash"),
    "score": lambda page: page.fill("#id_score", "14"),
    "judgement": lambda page: choose(page, "judgement", "unassessed"),
    "agreed": lambda page: [choose(page, name, "no") for name in ("aware", "support", "sharing")],
    "without": lambda page: (
        choose(page, "grounds", "life"), page.fill("#id_why", "Danger."), choose(page, "safe_to_tell", "no"),
    ),
}  # fmt: skip
PAGES = {
    "start", "tasks", "danger", "call-999", "place", "sender", "knows", "person", "social-care", "tonight", "pregnancy",
    "money", "support", "safe-contact", "safe-times", "who-we-are", "language", "children", "child-1", "child-2",
    "what-happened", "event-1", "danger-now", "signs", "alleged-1", "risk-tool", "score", "judgement", "earlier",
    "others", "agreed", "without", "files", "check", "sent",
}  # fmt: skip


@pytest.fixture(autouse=True)
def ash(request, cast, live_server) -> dict[str, str]:
    """PC Ash came through the way in, with whichever browser a test uses; returns the cookie."""
    client = Client()
    come_in(client, ASH)
    cookie = {"name": "refer", "value": client.cookies["refer"].value, "url": live_server.url}
    for name in {"page", "page_without_js", "phone_page"} & set(request.fixturenames):
        request.getfixturevalue(name).context.add_cookies([cookie])
    return cookie


def next_task(page: Page) -> None:
    """Into the first task that is not done; the last of the list is to check and send."""
    items = page.locator(".govuk-task-list__item")
    for item in items.all():
        if item.locator("a").count() and item.locator(".govuk-tag").count():
            with page.expect_navigation(wait_until="load"):
                item.locator("a").click()
            return
    raise AssertionError("no task is left")


def walk(page: Page, language: str, look: Callable[[Page], None], until: str = "sent") -> set[str]:
    """From the start page to `until`, looking at every page once; returns the pages' names."""
    page.goto(START.format(language))
    look(page)
    seen = {"start"}
    press(page, MAIN)
    for _turn in range(80):
        name = slug(page)
        if name not in seen:
            look(page)
        seen.add(name)
        if name == until:
            return seen
        if name == "tasks":
            next_task(page)
            continue
        FILL.get(name, lambda page: None)(page)
        press(page, MAIN)
    raise AssertionError(f"the form does not end: {page.url}")


@pytest.mark.parametrize("language", ["en", "pl", "ar"])
def test_a_professional_refers_somebody_with_scripts(cast, page, axe, valid_at_the_end, language):
    def look(page: Page) -> None:
        axe(page)
        valid_at_the_end(page)
        expect(page.locator("html")).to_have_attribute("lang", language)

    assert walk(page, language, look) == PAGES
    case = Case.objects.get()
    expect(page.locator("main")).to_contain_text(case.reference)
    assert (case.language, case.source, case.risk) == (language, "police", "high")


@pytest.mark.embedded
@pytest.mark.parametrize("language", ["en", "pl", "ar"])
def test_a_professional_refers_somebody_without_scripts(cast, page_without_js, language):
    assert walk(page_without_js, language, lambda page: None) == PAGES
    expect(page_without_js.locator("main")).to_contain_text(Case.objects.get().reference)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_runs_out_of_a_small_screen(cast, phone_page, no_sideways_scroll, language):
    walk(phone_page, language, no_sideways_scroll)


WRONG: dict[str, Callable[[Page], object]] = {
    "person": lambda page: day(page, "birth_date", "30", "2", "1990"),
    "sender": lambda page: page.fill("#id_telephone", "12"),
    "safe-contact": lambda page: choose(page, "call", "yes"),
    "child-1": lambda page: day(page, "birth_date", "1", "1", "2999"),
    "event-1": lambda page: day(page, "on", "1", "1", "2999"),
    "alleged-1": lambda page: (choose(page, "whereabouts", "custody"), day(page, "release", "31", "11", "2026")),
    "score": lambda page: page.fill("#id_score", "many"),
    "judgement": lambda page: choose(page, "judgement", "high"),
}
NEEDED = {
    "danger", "place", "sender", "knows", "person", "social-care", "safe-contact", "children", "child-1",
    "what-happened", "event-1", "alleged-1", "risk-tool", "score", "judgement", "agreed", "without",
}  # fmt: skip


def test_every_page_that_can_refuse_says_so_beside_the_field_and_in_a_summary(cast, page, axe, valid_at_the_end):
    refused = set()

    def look(page: Page) -> None:
        name = slug(page)
        if name not in NEEDED:
            return
        WRONG.get(name, lambda page: None)(page)
        press(page, MAIN)
        expect(page).to_have_title(re.compile("^Error: "))
        expect(page.locator(".govuk-error-summary")).to_be_focused()
        page.locator(".govuk-error-summary a").first.click()
        assert page.evaluate("document.activeElement.closest('.govuk-form-group--error') !== null"), name
        axe(page)
        valid_at_the_end(page)
        refused.add(name)
        # What was wrong is put right by FILL, or taken back here.
        page.goto(page.url)
        undo(page, name)

    walk(page, "en", look)
    assert refused == NEEDED


def undo(page: Page, name: str) -> None:
    if name == "person":
        day(page, "birth_date", "", "", "")
    if name == "child-1":
        day(page, "birth_date", "", "", "")
    if name == "alleged-1":
        choose(page, "whereabouts", "custody")
        day(page, "release", "", "", "")


def test_the_list_and_a_task_work_with_the_keyboard_alone(cast, page):
    page.goto(START.format("en"))
    page.locator(MAIN).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/tasks/")
    page.locator(".govuk-task-list__link").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/danger/")
    page.locator("#id_danger").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("input[value=no]")).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/place/")
    page.locator("#id_place").focus()
    page.keyboard.type("Margate")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tasks/")
    expect(page.locator(".govuk-task-list__item").first).to_contain_text("Completed")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_an_organisations_checklist_is_filled_in_here(cast, page, axe, valid_html, no_sideways_scroll, language):
    listed = Checklist.objects.create(
        organisation="Kent Invented Police", name="Dummy", version="1", owner="Nobody", licence_note="None is needed.",
        tool="dash", domains=["police.example"], questions=QUESTIONS, threshold=14,
        valid_from=timezone.localdate(), loaded_at=timezone.now(),
    )  # fmt: skip
    walk(page, language, lambda page: None, until="risk-tool")
    choose(page, "tool", "dash")
    choose(page, "fill_in", str(listed.pk))
    press(page, MAIN)
    assert slug(page) == "checklist"
    axe(page)
    valid_html(page)
    no_sideways_scroll(page)
    for number in range(14):
        choose(page, f"item_{number}", "yes")
    press(page, MAIN)
    assert slug(page) == "judgement"


@pytest.mark.embedded
def test_staff_see_the_criteria_the_tasks_and_the_checklists(cast, ash, open_page, axe, valid_at_the_end):
    officer = open_page()
    officer.context.add_cookies([ash])
    walk(officer, "en", lambda page: None)
    worker = open_page()
    sign_in(worker, cast.jo.email)
    worker.goto(f"/admin/inbox/{Case.objects.get().reference}/")
    axe(worker, staff=True)
    valid_at_the_end(worker, staff=True)
    expect(worker.locator("main")).to_contain_text("14 answers were yes, and 14 are enough")
    worker.goto("/admin/checklists/new/")
    axe(worker, staff=True)
    valid_at_the_end(worker, staff=True)
    press(worker, "text=Load it")
    axe(worker, staff=True)
    valid_at_the_end(worker, staff=True)
    worker.goto("/admin/checklists/")
    axe(worker, staff=True)
    valid_at_the_end(worker, staff=True)
