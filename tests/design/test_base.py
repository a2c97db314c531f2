"""The furniture of every public page, and the pages for what went wrong."""

from types import SimpleNamespace

import pytest
from django.template import engines
from django.utils import translation

from config import errors
from tests.design.html import read, tags, words

PAGE = '{% extends "base.html" %}{% block title %}Your answers{% endblock %}{% block main %}<h1>Here</h1>{% endblock %}'
ERRORS = ["400", "403_csrf", "404", "429", "500", "503"]


def language(code: str, name: str, direction: str = "ltr", current: bool = False) -> SimpleNamespace:
    return SimpleNamespace(code=code, name=name, dir=direction, url=f"/{code}/x/", current=current, exists=True)


def draw(source: str = PAGE, **context) -> str:
    return engines["public"].from_string(source).render(context)


def test_exit_is_the_second_thing_that_the_keyboard_meets():
    """domain B: a secondary link straight after the skip link; both work without a script."""
    links = tags(draw(), "a")
    assert [link["href"] for link in links[:2]] == ["#main", "/leave/"]
    assert "govuk-js-exit-this-page-skiplink" in links[1]["class"]


def test_the_exit_button_leads_to_our_own_address_and_knows_the_neutral_one(settings):
    [root] = [each for each in tags(draw(), "div") if each.get("data-module") == "govuk-exit-this-page"]
    [button] = [each for each in tags(draw(), "a") if "govuk-exit-this-page__button" in each.get("class", "")]
    assert button["href"] == "/leave/"
    assert root["data-neutral"] == settings.NEUTRAL_SITE


def test_every_word_of_exit_can_be_translated():
    """The component's own words are English: all four come from us."""
    [root] = [each for each in tags(draw(), "div") if each.get("data-module") == "govuk-exit-this-page"]
    assert {name for name in root if name.startswith("data-i18n")} == {
        "data-i18n.activated", "data-i18n.timed-out", "data-i18n.press-two-more-times", "data-i18n.press-one-more-time",
    }  # fmt: skip


def test_what_to_do_in_danger_stands_on_every_page():
    """K-15.7; domain H 21: 55 on a mobile when asked, Relay UK, text 999 only if registered."""
    html = draw()
    assert "tel:999" in html
    said = words(html)
    for part in (
        "In danger now? Call 999",
        "On a mobile, press 55 when asked",
        "Relay UK",
        "18000",
        "does not tell the police",
    ):
        assert part in said


def test_every_page_says_that_it_is_free():
    """K-1.2"""
    assert "free of charge" in words(draw())


def test_the_title_names_the_page_and_not_the_organisation():
    """domain H 19"""
    html = draw(brand=SimpleNamespace(name="Kent Domestic Abuse Service", css_url="/brand.css"))
    title = html.split("<title>")[1].split("</title>")[0]
    assert title == "Your answers – Waymark"
    assert "Kent Domestic Abuse Service" in words(html)


def test_a_page_of_answers_is_marked_so_that_back_asks_the_server_again():
    html = draw(PAGE + "{% set no_store = true %}")
    assert "data-no-store" in tags(html, "html")[0]
    assert "noindex" in html
    assert "data-no-store" not in tags(draw(), "html")[0]


def test_funding_and_training_have_the_calm_exit():
    html = draw('{% extends "base.html" %}{% block calm_exit %}yes{% endblock %}')
    assert "wm-calm" in html
    assert ">yes" not in html


def test_an_arabic_page_is_right_to_left_with_the_mirrored_sheet():
    with translation.override("ar"):
        html = draw()
    [root] = tags(html, "html")
    assert (root["lang"], root["dir"]) == ("ar", "rtl")
    assert "css/waymark.rtl.css" in html


def test_the_language_list_names_each_language_in_itself():
    tongues = [language("en", "English", current=True), language("pl", "Polski"), language("ar", "العربية", "rtl")]
    html = draw(languages=tongues, navigation=[])
    links = [link for link in tags(html, "a") if "hreflang" in link]
    assert [(link["lang"], link["dir"], link["href"]) for link in links] == [
        ("en", "ltr", "/en/x/"), ("pl", "ltr", "/pl/x/"), ("ar", "rtl", "/ar/x/"),
    ]  # fmt: skip
    assert [link["hreflang"] for link in links if link.get("aria-current")] == ["en"]


def test_other_languages_are_announced_where_this_page_exists(rf):
    html = draw(alternates=[language("en", "English"), language("pl", "Polski")], request=rf.get("/en/x/"))
    found = {link["hreflang"]: link["href"] for link in tags(html, "link") if link["rel"] == "alternate"}
    assert found == {"en": "http://testserver/en/x/", "pl": "http://testserver/pl/x/"}


def test_a_helpline_nobody_has_translated_says_that_it_is_english():
    line = SimpleNamespace(name="Men's Advice Line", number="0808 801 0327", hours_text="Weekdays", language="en")
    with translation.override("pl"):
        html = draw(main_helpline=None, helplines=[line])
    assert ("b", [("dir", "ltr"), ("lang", "en")]) in read(html)


def test_a_page_has_no_inline_script_or_style():
    html = draw(languages=[language("en", "English")], navigation=[])
    assert all("src" in script for script in tags(html, "script"))
    assert not tags(html, "style")
    assert "style=" not in html
    assert "onclick" not in html


@pytest.mark.parametrize("name", ERRORS)
@pytest.mark.parametrize("code", ["en", "pl", "ar"])
def test_an_error_page_needs_nothing_and_still_gives_the_numbers(name, code):
    """No request, no database: 999 and the National Domestic Abuse Helpline all the same."""
    with translation.override(code):
        html = engines["public"].get_template(f"errors/{name}.html").render()
    assert tags(html, "html")[0]["lang"] == code
    for number in ("tel:999", "tel:08082000247", "/leave/"):
        assert number in html


def test_a_broken_database_still_leaves_a_page(rf):
    """Without the fixture that opens it, any query raises: as bad a day as a database can have."""
    answer = errors.server_error(rf.get("/en/find-support/"))
    assert answer.status_code == 500
    assert "0808 2000 247" in answer.content.decode()
