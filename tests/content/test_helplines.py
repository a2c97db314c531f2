"""The register of helplines: domain B and H 4, H 21."""

import json
import re
from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from content import reference
from content.audiences import Audience
from content.helplines import Register
from content.models import Helpline
from content.models.helpline import CHECK_AFTER, MAIN
from places.models import Area

CHECKED = date(2026, 3, 1)
ENTRIES = json.loads(reference.FILE.read_text())


@pytest.fixture
def loaded_register(world) -> Register:
    reference.load()
    return Register("en", reference.READ_ON)


def numbers(lines) -> set[str]:
    return {line.number for line in lines}


def test_only_numbers_with_a_real_source_are_shown(loaded_register):
    sourced = {entry["number"] for entry in ENTRIES if entry["basis"] == "s"}
    assert numbers(loaded_register.lines) == sourced
    assert all(line.helpline.source and line.checked_on for line in loaded_register.lines)


def test_a_number_without_a_source_waits_as_a_draft_that_says_so(loaded_register):
    line = Helpline.objects.get(key="hourglass", locale__language_code="en")
    assert not line.live
    assert "to verify" in line.note


def test_the_conflict_about_kents_line_is_noted_for_editors(loaded_register):
    assert "9276" in Helpline.objects.get(key="victim-support-kent", locale__language_code="en").note
    assert "0808 168 9276" not in numbers(loaded_register.lines)


def test_respect_is_never_in_a_survivors_list(loaded_register):
    """domain H 21"""
    respect = "0808 802 4040"
    assert respect not in numbers(loaded_register)
    assert respect not in {line.number for _audience, lines in loaded_register.by_audience() for line in lines}
    assert numbers(loaded_register.for_audience(Audience.OWN_BEHAVIOUR)) == {respect}


def test_a_line_for_ones_own_behaviour_cannot_be_listed_elsewhere(helpline):
    line = helpline(for_own_behaviour=True, audiences=["everyone"])
    with pytest.raises(ValidationError, match="nowhere else"):
        line.full_clean()


def test_a_number_of_ninety_days_is_not_overdue_and_one_of_ninety_one_is(helpline):
    """domain H 4"""
    line = helpline()
    assert not line.is_overdue(CHECKED + CHECK_AFTER)
    assert line.is_overdue(CHECKED + CHECK_AFTER + timedelta(days=1))


def test_an_overdue_number_stays(helpline):
    """domain H 4: an overdue number is not a missing number."""
    helpline()
    register = Register("en", CHECKED + timedelta(days=900))
    assert [line.overdue for line in register if line.helpline.key == "quiet-line"] == [True]


def test_an_overdue_number_shows_its_date_and_a_national_line(demonstration, client):
    """domain H 4"""
    Helpline.objects.filter(key="galop").update(checked_on=date(2020, 2, 3))
    page = client.get("/en/helplines/").content.decode()
    galop = page[page.index("0800 999 5428") :]
    galop = galop[: galop.index('class="wm-line"')]
    assert "Last checked on 3 February 2020." in galop
    assert "0808 2000 247" in galop


def test_the_lines_that_never_hide_are_never_overdue(loaded_register):
    """domain H 4"""
    in_a_century = Register("en", reference.READ_ON + timedelta(days=36500))
    calm = {line.helpline.key for line in in_a_century.lines if not line.overdue}
    assert calm == {"emergency-999", MAIN, "mens-advice-line", "childline"}


def test_every_helpline_on_the_page_has_its_source_and_date(demonstration, client):
    page = client.get("/en/helplines/").content.decode()
    assert page.count('class="wm-line"') == page.count("We read it at:") > 15


def test_the_database_refuses_a_public_number_without_source_or_date(helpline):
    with pytest.raises(IntegrityError), transaction.atomic():
        helpline(source="")
    with pytest.raises(IntegrityError), transaction.atomic():
        helpline(checked_on=None)


def test_publishing_a_number_without_a_source_is_refused(helpline):
    line = helpline(live=False, source="")
    with pytest.raises(ValidationError, match="source"):
        line.save_revision().publish()


def test_loading_again_overwrites_no_edit_and_brings_nothing_back(loaded_register):
    Helpline.objects.filter(key="galop").update(number="0808 157 0199")
    Helpline.objects.filter(key="samaritans").delete()
    reference.load()
    assert set(Helpline.objects.filter(key="galop").values_list("number", flat=True)) == {"0808 157 0199"}
    assert not Helpline.objects.filter(key="samaritans").exists()


def test_an_untranslated_helpline_says_so_and_stays_in_english(demonstration, client):
    page = client.get("/ar/helplines/").content.decode()
    kent = page[page.index("0808 168 9111") :][:200]
    assert "ليلاً ونهاراً" in kent
    Helpline.objects.filter(key="victim-support-kent", locale__language_code="ar").delete()
    page = client.get("/ar/helplines/").content.decode()
    kent = page[page.index("0808 168 9111") :][:400]
    assert '<p class="govuk-body" lang="en" dir="ltr">' in kent


def test_local_lines_are_found_by_area(loaded_register, django_assert_max_num_queries):
    durham = Area.objects.get(slug="county-durham")
    with django_assert_max_num_queries(2):
        assert numbers(loaded_register.for_areas({durham.pk})) == {"03000 20 25 25", "03333 448283"}


def test_a_corrected_number_is_right_in_every_language(demonstration, client):
    """Facts come from the English row, which is the one that is kept true; only words are translated."""
    english = Helpline.objects.filter(key="galop", locale__language_code="en")
    english.update(number="0808 157 0199", free=False, checked_on=date(2026, 11, 20), source="corrected.example")
    for code in ("pl", "ar"):
        line = next(line for line in Register(code) if line.helpline.key == "galop")
        assert (line.number, line.free, line.checked_on) == ("0808 157 0199", False, date(2026, 11, 20))
        assert line.language == code
        page = client.get(f"/{code}/helplines/").content.decode()
        assert "corrected.example" in page
        assert "0800 999 5428" not in page


def test_what_a_line_is_for_comes_from_the_english_row_too(loaded_register):
    rows = Helpline.objects.filter(key="samaritans", locale__language_code="en")
    rows.update(audiences=[Audience.OWN_BEHAVIOUR], for_own_behaviour=True)
    polish = Register("pl", reference.READ_ON)
    assert "116 123" not in numbers(polish)
    assert "116 123" in numbers(polish.for_audience(Audience.OWN_BEHAVIOUR))


def test_a_worried_persons_numbers_say_where_they_are_for(demonstration, client):
    page = client.get("/en/worried/").content.decode()
    durham = page[page.index("First Contact, County Durham") :]
    assert "03000 267 979" in durham
    assert "County Durham</bdi>" in durham[: durham.index("We read it at:")]
    kent = page[page.index("Kent County Council, worried about an adult") :]
    kent = kent[: kent.index("We read it at:")]
    assert "For people in:" in kent
    assert "Thanet" in kent
    assert "Durham" not in kent
    assert "01325 406111" not in page


def test_no_heading_is_left_out_before_a_helpline(demonstration, client):
    for path in ("/en/worried/", "/en/change/", "/en/helplines/", "/en/now/"):
        levels = [int(level) for level in re.findall(r"<h([1-6])", client.get(path).content.decode().split("<main")[1])]
        assert all(after <= before + 1 for before, after in pairwise(levels)), path
