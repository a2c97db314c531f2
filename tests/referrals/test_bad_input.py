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
# What makes every page after it reachable: the rest can be skipped.
BEFORE: dict[str, dict[str, Any]] = {
    "danger": {"danger": "no"},
    "place": {"place": "Margate"},
    "age": {"age": "18"},
    "what-is-happening": {},
    "name": {},
    "safe-contact": {"call": "yes", "call_to": "01632 960123"},
    "children": {"children": "yes"},
}
# Each has a form of its own that says what is wrong.
OF_A_KIND = {"call_to", "voicemail_to", "text_to", "email_to", "place"}
# What has to be chosen for a field to be shown.
OPENED_BY = {
    "post_to": {"post": "yes"},
    "order_more": {"order": "yes"},
    "plan_more": {"plan": "yes"},
    "cover": {"say_who": "no"},
    "works_where": {"works_here": "yes"},
    "dialect": {"interpreter": "yes"},
    "interpreter_more": {"interpreter": "yes"},
    **{name: {name.removesuffix("_to"): "yes"} for name in OF_A_KIND - {"place"}},
}


def fields(kind: type[forms.Field]) -> Iterator[tuple[str, str]]:
    """Page and name of every field of a kind; of the chain of children the first."""
    for step in JOURNEY.steps:
        if step.form and (not step.slug.startswith("child-") or step.slug == "child-1"):
            for name, field in step.form.base_fields.items():
                if isinstance(field, kind):
                    yield step.slug, name


TYPED, CHOSEN = list(fields(forms.CharField)), list(fields(forms.ChoiceField))
PAGES = list(dict.fromkeys(slug for slug, _name in TYPED))
# Not on the way of somebody in Margate.
ELSEWHERE = {"which-area", "woman"}


def words_of(page: str) -> list[str]:
    return [name for slug, name in TYPED if slug == page and name not in OF_A_KIND]


def beside(name: str, value: str) -> dict[str, Any]:
    return {**OPENED_BY.get(name, {}), name: value}


def until(visitor: Any, slug: str) -> None:
    visitor.begin()
    for page, given in BEFORE.items():
        if page == slug:
            return
        visitor.client.post(visitor.page(page), given)


@pytest.mark.parametrize("slug", PAGES)
def test_what_is_too_long_is_explained_and_still_there(visitor, cast, slug):
    until(visitor, slug)
    typed = "kestrel " * 600
    for name in [name for page, name in TYPED if page == slug]:
        html = visitor.answer(slug, **beside(name, typed)).content.decode()
        assert f'href="#id_{name}"' in html, name
        assert "Ensure this value" not in html, name
        assert typed.strip() in html, name


@pytest.mark.parametrize("slug", PAGES)
def test_signs_that_nobody_sees_are_taken_out_and_the_rest_is_kept(visitor, cast, slug):
    until(visitor, slug)
    for name in words_of(slug):
        for dirty, clean in UNSEEN.values():
            visitor.client.post(visitor.page(slug), beside(name, dirty))
            html = unescape(visitor.client.get(visitor.page(slug)).content.decode())
            assert clean in html, name
            assert not set("\x00\x07\x1b\x7f\x85\u202e\u2066\u2069") & set(html), name


@pytest.mark.parametrize("slug", PAGES)
def test_what_looks_dangerous_is_kept_as_typed_and_shown_as_text(visitor, cast, slug):
    until(visitor, slug)
    for name in words_of(slug):
        for typed in KEPT.values():
            value = typed[:40].strip() if name == "code_word" else typed
            visitor.client.post(visitor.page(slug), beside(name, value))
            html = visitor.client.get(visitor.page(slug)).content.decode()
            assert value in unescape(html), name
            assert "<b>kestrel" not in html, name
            assert "<script>alert" not in html, name


@pytest.mark.parametrize(("slug", "name"), [field for field in TYPED if field[1] in OF_A_KIND])
def test_no_number_address_or_place_can_be_made_of_it(visitor, cast, slug, name):
    until(visitor, slug)
    for typed in [*(dirty for dirty, _clean in UNSEEN.values()), *KEPT.values(), "+" * 40]:
        html = visitor.answer(slug, **beside(name, typed)).content.decode()
        assert "There is a problem" in html, typed
        assert "<script>alert" not in html, typed


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
    visitor.answer("birth-date", **given)
    visitor.send()
    assert Case.objects.get().people.get(role="person").content["birth_date"] == "1990-03-31"


@pytest.mark.parametrize("slug", dict.fromkeys(slug for slug, _name in CHOSEN if slug not in ELSEWHERE))
def test_a_choice_that_was_never_offered_is_refused(visitor, cast, slug):
    until(visitor, slug)
    for page, name in CHOSEN:
        if page == slug:
            assert "There is a problem" in visitor.answer(slug, **{name: "=1+1"}).content.decode(), name


def test_every_field_is_one_of_those_tried():
    kinds = (forms.CharField, forms.ChoiceField, forms.BooleanField, DateBoxesField)
    every = [field for step in JOURNEY.steps if step.form for field in step.form.base_fields.values()]
    assert all(isinstance(field, kinds) for field in every)


@pytest.mark.parametrize("typed", ["kestrel", "a\nb\tc", "زهرا", "👩\u200d👧", "e\u0301"])
def test_what_people_write_is_left_alone(typed):
    assert plain(typed) == typed
