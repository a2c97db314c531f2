"""The public template engine beside Django's own."""

import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import jinja2
import pytest
from django.template import TemplateDoesNotExist, engines
from django.utils import translation

PUBLIC = Path(__file__).parents[2] / "site" / "templates"
NAMES = sorted(str(path.relative_to(PUBLIC)) for path in PUBLIC.rglob("*.html"))


def draw(source: str, **context) -> str:
    return engines["public"].from_string(source).render(context)


@pytest.mark.parametrize("name", NAMES)
def test_no_public_page_has_the_name_of_a_staff_page(name):
    """Django asks both engines by name alone; a page in both would show one where the other is meant."""
    with pytest.raises(TemplateDoesNotExist):
        engines["staff"].get_template(name)


@pytest.mark.parametrize("name", ["wagtailadmin/base.html", "account/login.html", "admin/base.html"])
def test_the_public_engine_leaves_staff_pages_alone(name):
    with pytest.raises(TemplateDoesNotExist):
        engines["public"].get_template(name)


@pytest.mark.parametrize("name", NAMES)
def test_every_public_template_compiles(name):
    assert engines["public"].get_template(name)


def test_what_people_typed_is_escaped():
    assert draw("{{ typed }}", typed="<script>") == "&lt;script&gt;"


def test_a_translated_sentence_escapes_what_is_put_into_it():
    assert draw("{% trans name=typed %}Hello <b>{{ name }}</b>{% endtrans %}", typed="<i>") == "Hello <b>&lt;i&gt;</b>"


def test_strings_come_in_the_page_s_language():
    with translation.override("pl"):
        assert draw("{{ _('Yes') }}") == "Tak"


def test_a_misspelt_name_is_found_in_a_test_and_not_by_a_visitor():
    with pytest.raises(jinja2.UndefinedError):
        draw("{{ nmae }}")
    assert draw("{% if nmae %}there{% else %}not there{% endif %}") == "not there"


def test_a_telephone_number_is_a_link_written_left_to_right():
    html = draw('{% from "components/tel.html" import tel %}{{ tel("0808 2000 247", "govuk-link") }}')
    assert html == ('<a class="wm-tel govuk-link" href="tel:08082000247" dir="ltr" translate="no">0808 2000 247</a>')


def test_a_number_cannot_carry_markup():
    assert "<script>" not in draw("{{ number | tel }}", number='999"><script>')


@pytest.mark.parametrize(
    ("utc", "english", "polish"),
    [
        (datetime.datetime(2026, 7, 1, 8, 30, tzinfo=datetime.UTC), "1 July 2026, 9:30am", "1 lipca 2026, 9:30"),
        (
            datetime.datetime(2026, 11, 21, 17, 0, tzinfo=datetime.UTC),
            "21 November 2026, 5pm",
            "21 listopada 2026, 17:00",
        ),
        (
            datetime.datetime(2026, 11, 20, 0, 0, tzinfo=datetime.UTC),
            "20 November 2026, 12am",
            "20 listopada 2026, 0:00",
        ),
    ],
)
def test_dates_and_times_are_london_s_in_the_reader_s_language(utc, english, polish):
    source = "{{ at | date }}, {{ at | time }}"
    assert draw(source, at=utc) == english
    with translation.override("pl"):
        assert draw(source, at=utc.astimezone(ZoneInfo("Asia/Kathmandu"))) == polish
