"""Whatever is typed or pasted into the self-referral: a clear word beside it, or kept as typed and shown as text."""

from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from django import forms

from design.fields import DateBoxesField
from design.typed import plain
from referral_forms.inbox.models import Case
from referral_forms.referrals.self_referral import JOURNEY

UNSEEN = {
    "a null byte": ("kes\x00trel", "kestrel"),
    "control characters": ("kes\x07\x1b[31mtrel\x7f\x85", "kes[31mtrel"),
    "a turned direction": ("kes\u202etrel\u2066\u2069", "kestrel"),
}
KEPT = {
    "html": "<script>alert(1)</script><b>kestrel</b>",
    "a formula": '=HYPERLINK("http://example.com","kestrel")',
    "emoji": "👩\u200d👧 kestrel 🦅",
    "persian with a joiner": "می\u200cخواهم",
    "a template": "{{ 7*7 }}{% now %}",
    "quotes": "\"kestrel' -- ; DROP TABLE",
}


def text_fields() -> Iterator[tuple[str, str]]:
    """Page and name of every field that somebody can type in; of the chain of children the first."""
    for step in JOURNEY.steps:
        if step.form and (not step.slug.startswith("child-") or step.slug == "child-1"):
            for name, field in step.form.base_fields.items():
                if isinstance(field, forms.CharField):
                    yield step.slug, name


FIELDS = list(text_fields())
# Has a form of its own that says what is wrong.
OF_A_KIND = {"call_to", "voicemail_to", "text_to", "email_to", "place"}
WORDS = [(slug, name) for slug, name in FIELDS if name not in OF_A_KIND]


def beside(slug: str, name: str, value: str) -> dict[str, Any]:
    """What has to be chosen for a field to count."""
    opens = {
        "post_to": {"post": "yes"},
        "order_more": {"order": "yes"},
        "plan_more": {"plan": "yes"},
        "cover": {"say_who": "no"},
        "dialect": {"interpreter": "yes"},
        "interpreter_more": {"interpreter": "yes"},
    }
    channel = name.removesuffix("_to")
    return {**opens.get(name, {channel: "yes"} if name in OF_A_KIND else {}), name: value}


def until(visitor: Any, slug: str) -> None:
    called = {"call": "yes", "call_to": "01632 960123"}
    visitor.answer_all(until=slug, safe_contact=called)


@pytest.mark.parametrize(("slug", "name"), FIELDS)
def test_what_is_too_long_is_explained_and_still_there(visitor, cast, slug, name):
    until(visitor, slug)
    typed = "kestrel " * 600
    html = visitor.answer(slug, **beside(slug, name, typed)).content.decode()
    assert "There is a problem" in html
    assert "Ensure this value" not in html
    assert typed.strip() in html


@pytest.mark.parametrize("typed", UNSEEN)
@pytest.mark.parametrize(("slug", "name"), WORDS)
def test_signs_that_nobody_sees_are_taken_out_and_the_rest_is_kept(visitor, cast, slug, name, typed):
    dirty, clean = UNSEEN[typed]
    until(visitor, slug)
    visitor.answer(slug, **beside(slug, name, dirty), send_now="1")
    check = visitor.client.get(visitor.page("check"))
    if check.status_code == 200:
        assert clean in unescape(check.content.decode())
    html = unescape(visitor.client.get(visitor.page(slug)).content.decode())
    assert clean in html
    assert not set("\x00\x07\x1b\x7f\x85\u202e\u2066\u2069") & set(html)


@pytest.mark.parametrize("typed", KEPT)
@pytest.mark.parametrize(("slug", "name"), WORDS)
def test_what_looks_dangerous_is_kept_as_typed_and_shown_as_text(visitor, cast, slug, name, typed):
    value = KEPT[typed]
    if name == "code_word" and len(value) > 40:
        value = value[:40]
    until(visitor, slug)
    visitor.answer(slug, **beside(slug, name, value))
    html = visitor.client.get(visitor.page(slug)).content.decode()
    assert value in unescape(html)
    assert "<b>kestrel" not in html
    assert "<script>alert" not in html


@pytest.mark.parametrize("typed", [*(dirty for dirty, _clean in UNSEEN.values()), *KEPT.values(), "１２３", "+" * 40])
@pytest.mark.parametrize(("slug", "name"), [field for field in FIELDS if field[1] in OF_A_KIND])
def test_no_number_address_or_place_can_be_made_of_it(visitor, cast, slug, name, typed):
    until(visitor, slug)
    response = visitor.answer(slug, **beside(slug, name, typed))
    assert response.status_code == 200
    html = response.content.decode()
    assert "There is a problem" in html
    assert "<script>alert" not in html


@pytest.mark.parametrize(
    ("day", "month", "year", "message"),
    [
        ("31", "2", "1990", "There is no such date."),
        ("x", "2", "1990", "There is no such date."),
        ("１", "\x00", "1990", "Type the day, month and year"),
        ("1", "2", "", "Type the day, month and year"),
        ("1", "2", "90", "There is no such date."),
        ("1", "2", "2999", "Check the year. This day has not come yet."),
        ("1", "2", "1850", "Check the year. It is too long ago."),
        ("1", "2", "2015", "This day does not fit the age that you chose before."),
        ("-1", "2", "1990", "There is no such date."),
    ],
)
def test_a_birth_date_that_cannot_be_is_explained(visitor, cast, day, month, year, message):
    until(visitor, "birth-date")
    given = {"birth_date_day": day, "birth_date_month": month, "birth_date_year": year}
    assert message in visitor.answer("birth-date", **given).content.decode()


def test_a_birth_date_in_figures_of_another_script_is_understood(visitor, cast):
    until(visitor, "birth-date")
    given = {"birth_date_day": "٣١", "birth_date_month": "٣", "birth_date_year": "١٩٩٠"}
    visitor.answer("birth-date", **given, send_now="1")
    visitor.send()
    assert Case.objects.get().people.get(role="person").content["birth_date"] == "1990-03-31"


def choices() -> Iterator[tuple[str, str]]:
    for step in JOURNEY.steps:
        if step.form and (not step.slug.startswith("child-") or step.slug == "child-1"):
            for name, field in step.form.base_fields.items():
                if isinstance(field, forms.ChoiceField):
                    yield step.slug, name


REACHED = [(slug, name) for slug, name in choices() if slug not in ("which-area", "woman")]


@pytest.mark.parametrize(("slug", "name"), REACHED)
def test_a_choice_that_was_never_offered_is_refused(visitor, cast, slug, name):
    until(visitor, slug)
    response = visitor.answer(slug, **{name: "=1+1"})
    assert "There is a problem" in response.content.decode()


def test_every_field_is_one_of_those_tried():
    kinds = (forms.CharField, forms.ChoiceField, forms.BooleanField, DateBoxesField)
    fields = [field for step in JOURNEY.steps if step.form for field in step.form.base_fields.values()]
    assert all(isinstance(field, kinds) for field in fields)


@pytest.mark.parametrize("typed", ["kestrel", "a\nb\tc", "زهرا", "👩\u200d👧", "e\u0301"])
def test_what_people_write_is_left_alone(typed):
    assert plain(typed) == typed
