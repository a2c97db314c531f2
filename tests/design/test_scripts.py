"""What the scripts do, in a browser: leaving, being asked "are you still there?", asking beside a yes."""

import pytest
from django import forms
from django.template import engines
from django.utils import translation
from playwright.sync_api import Page, expect

from design.forms import GovukForm, TelInput, YesNoNotSureField
from tests.e2e.walking import back

pytestmark = pytest.mark.browser

QUESTION = """{% extends "base.html" %}{% from "components/form/submit.html" import submit %}
{% block title %}Your answers{% endblock %}
{% block main %}<h1>Which ways are safe?</h1>
<form method="post" novalidate><input type="hidden" name="csrfmiddlewaretoken" value="secret-token">
{{ form }}{{ submit("Continue") }}</form>{% endblock %}
{% block end %}{% if idle %}
<div data-idle-warning data-warn-after="{{ idle[0] }}" data-end-after="{{ idle[1] }}"
  data-stay-url="/stay/" data-ended-url="/ended/">
<dialog class="wm-dialog" role="alertdialog" aria-labelledby="t" aria-describedby="d">
<h2 id="t">Still there?</h2><p id="d">Soon gone</p><p data-idle-failed hidden>Try again</p>
<button type="button" data-idle-stay>I am here</button> <a data-exit href="/leave/">Exit</a>
</dialog></div>{% endif %}{% endblock %}"""
HOUR = 3600


class Reach(GovukForm):
    call = YesNoNotSureField(label="A phone call")
    number = forms.CharField(label="Which number is safe?", required=False, widget=TelInput)
    reveals = {"call": {"yes": ("number",)}}


@pytest.fixture
def question(site, settings):
    """Puts a question page at /q/, with our neutral page in place of the other host's."""

    def put(idle: tuple[float, float] | None = None, *, private: bool = False) -> None:
        html = engines["public"].from_string(QUESTION).render({"form": Reach(), "idle": idle, "no_store": private})
        neutral = engines["public"].env.globals["neutral_site"]
        site.pages["/q/"] = html.replace(f'data-neutral="{neutral}"', f'data-neutral="{site.address}/neutral/"')

    site.answers["/leave/"] = "/neutral/"
    return put


def test_exit_leaves_nothing_for_back_to_return_to(visit, question):
    """domain B: location.replace, so that Back leads to what was before this page."""
    question()

    def scenario(page: Page) -> None:
        page.goto("/before/")
        page.goto("/q/")
        page.get_by_role("button", name="Exit").click()
        page.wait_for_url("**/neutral/")
        back(page)
        page.wait_for_url("**/before/")

    visit(scenario)


def test_exit_covers_the_page_at_once_and_goes_on_by_itself_when_the_server_hangs(visit, site, question):
    """domain H 2: /leave/ that never answers holds nobody."""
    question()
    site.answers["/leave/"] = "hang"

    def scenario(page: Page) -> None:
        page.goto("/q/")
        page.get_by_role("button", name="Exit").click(no_wait_after=True)
        page.wait_for_url("**/neutral/")

    visit(scenario)
    assert site.times("/leave/") == 1


@pytest.mark.parametrize("way", ["button", "skip link", "keys", "dialog"])
def test_exit_goes_on_when_the_server_is_gone(visit, site, question, way):
    """domain H 2: no error page of the browser with our address on it."""
    question((0.1, HOUR) if way == "dialog" else None)
    site.answers["/leave/"] = "refuse"

    def scenario(page: Page) -> None:
        page.goto("/before/")
        page.goto("/q/")
        if way == "keys":
            for _time in range(3):
                page.keyboard.press("Shift")
        elif way == "dialog":
            page.get_by_role("alertdialog").get_by_role("link", name="Exit").click()
        elif way == "skip link":
            page.locator(".govuk-js-exit-this-page-skiplink").focus()
            page.keyboard.press("Enter")
        else:
            page.get_by_role("button", name="Exit").click()
        page.wait_for_url("**/neutral/")
        back(page)
        page.wait_for_url("**/before/")

    visit(scenario, quiet=True)
    assert {method for method, path, _body in site.asked if path == "/leave/"} == {"POST"}


def test_shift_three_times_leaves(visit, site, question):
    question()

    def scenario(page: Page) -> None:
        page.goto("/q/")
        for _time in range(3):
            page.keyboard.press("Shift")
        page.wait_for_url("**/neutral/")

    visit(scenario)
    assert site.times("/leave/") == 1


def test_shift_with_a_letter_is_only_a_capital(visit, site, question):
    question()

    def scenario(page: Page) -> None:
        page.goto("/q/")
        page.get_by_label("Yes").check()
        page.get_by_label("Which number is safe?").press_sequentially("ABCDE")
        for _time in range(4):
            page.keyboard.press("Shift+A")
        expect(page).to_have_url(f"{site.address}/q/")

    visit(scenario)
    assert site.times("/leave/") == 0


@pytest.mark.parametrize("link", ["Exit this page quickly", "Exit"])
def test_exit_works_without_a_script(visit, site, question, link):
    question()

    def scenario(page: Page) -> None:
        page.goto("/q/")
        page.get_by_text(link, exact=link != "Exit").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/neutral/")

    visit(scenario, scripts=False)
    assert site.times("/leave/") == 1


@pytest.mark.parametrize(("private", "asked"), [(True, 2), (False, 1)])
def test_a_page_of_answers_that_back_brings_whole_asks_the_server_again(visit, site, question, private, asked):
    """domain H 1"""
    question(private=private)

    def scenario(page: Page) -> None:
        page.goto("/q/")
        page.wait_for_load_state("load")
        shown_again = "window.dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))"
        if private:
            with page.expect_navigation():
                page.evaluate(f"setTimeout(() => {shown_again})")
        else:
            page.evaluate(shown_again)
        expect(page.get_by_role("heading", name="Which ways are safe?")).to_be_visible()

    visit(scenario)
    assert site.times("/q/") == asked


def test_one_key_stays_and_says_so_to_the_server(visit, site, question):
    """WCAG 2.2.1"""
    question((0.1, HOUR))

    def scenario(page: Page) -> None:
        page.goto("/q/")
        dialog = page.get_by_role("alertdialog", name="Still there?")
        expect(dialog).to_be_visible()
        expect(page.get_by_role("button", name="I am here")).to_be_focused()
        with page.expect_response("**/stay/"):
            page.keyboard.press("Enter")

    visit(scenario)
    [(method, _path, body)] = [asked for asked in site.asked if asked[1] == "/stay/"][:1]
    assert method == "POST"
    assert "secret-token" in body


def test_escape_stays_too(visit, site, question):
    question((0.1, HOUR))

    def scenario(page: Page) -> None:
        page.goto("/q/")
        expect(page.get_by_role("alertdialog")).to_be_visible()
        with page.expect_response("**/stay/"):
            page.keyboard.press("Escape")

    visit(scenario)


def test_nobody_there_means_the_page_goes(visit, question):
    question((0.1, 0.2))

    def scenario(page: Page) -> None:
        page.goto("/before/")
        page.goto("/q/")
        page.wait_for_url("**/ended/")
        back(page)
        page.wait_for_url("**/before/")

    visit(scenario)


def test_typing_alone_does_not_stay(visit, question):
    question((HOUR, 2))

    def scenario(page: Page) -> None:
        page.goto("/q/")
        page.get_by_label("Yes").check()
        page.get_by_label("Which number is safe?").press_sequentially("07700 900123")
        page.wait_for_url("**/ended/")

    visit(scenario)


def test_answers_already_gone_are_not_pretended_to_be_there(visit, site, question):
    question((0.1, HOUR))
    site.answers["/stay/"] = 404

    def scenario(page: Page) -> None:
        page.goto("/q/")
        page.get_by_role("button", name="I am here").click()
        page.wait_for_url("**/ended/")

    visit(scenario, quiet=True)


def test_a_broken_line_says_so_and_the_question_stays(visit, site, question):
    question((0.1, HOUR))
    site.answers["/stay/"] = 503

    def scenario(page: Page) -> None:
        page.goto("/q/")
        page.get_by_role("button", name="I am here").click()
        expect(page.get_by_text("Try again")).to_be_visible()
        expect(page.get_by_role("alertdialog")).to_be_visible()

    visit(scenario, quiet=True)


def test_staying_in_one_tab_holds_for_the_other(visit, question):
    """Two tabs of one visit share one draft."""
    question((0.1, HOUR))

    def scenario(page: Page) -> None:
        page.goto("/q/")
        expect(page.get_by_role("alertdialog")).to_be_visible()
        page.evaluate("document.querySelector('[data-idle-warning]').dataset.warnAfter = 3600")
        page.context.new_page().goto("/q/")
        expect(page.get_by_role("alertdialog")).to_be_hidden()

    visit(scenario)


@pytest.mark.parametrize("way", ["keys", "link"])
def test_exit_can_be_reached_from_the_question_whether_somebody_is_there(visit, site, question, way):
    """A dialog makes the page behind it unreachable; Exit must not be behind it."""
    question((0.1, HOUR))

    def scenario(page: Page) -> None:
        page.goto("/q/")
        expect(page.get_by_role("alertdialog")).to_be_visible()
        if way == "link":
            page.get_by_role("alertdialog").get_by_role("link", name="Exit").click()
        else:
            for _time in range(3):
                page.keyboard.press("Shift")
        page.wait_for_url("**/neutral/")

    visit(scenario)


def test_where_to_is_asked_beside_a_yes(visit, question):
    question()

    def scenario(page: Page) -> None:
        page.goto("/q/")
        number = page.get_by_label("Which number is safe?")
        expect(number).to_be_hidden()
        page.get_by_label("Yes").check()
        expect(number).to_be_visible()
        page.get_by_label("Not sure").check()
        expect(number).to_be_hidden()

    visit(scenario)


def test_without_a_script_where_to_is_always_asked(visit, question):
    question()

    def scenario(page: Page) -> None:
        page.goto("/q/")
        expect(page.get_by_label("Which number is safe?")).to_be_visible()

    visit(scenario, scripts=False)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_runs_over_the_edge_with_text_at_200_percent(visit, question, language):
    """WCAG 1.4.4, 1.4.10; in both directions."""
    with translation.override(language):
        question()

    def scenario(page: Page) -> None:
        page.goto("/q/")
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        for width in (320, 360, 640, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, width

    visit(scenario)
