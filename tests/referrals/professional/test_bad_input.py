"""Whatever is typed: clear words beside the field, nothing lost, nothing let in."""

import html

import pytest

from referral_forms.inbox.models import Case
from referral_forms.referrals.models import Referral
from tests.referrals.walker import slug_of

from .conftest import ANSWERS

ODD = ["🌿" * 20, "<script>alert(1)</script>", "=cmd|' /C calc'!A0", "O’Neill-Ødegård", "зoфia"]


@pytest.mark.parametrize("name", ODD)
def test_odd_words_are_kept_as_typed_and_shown_as_words(professional, cast, signed_in, name):
    professional.answer_all(person={"name": name, "age": "18"})
    check = professional.client.get(professional.page("check")).content.decode()
    assert "<script>alert" not in check
    assert html.escape(name).replace("&#x27;", "&#39;") in check
    professional.send()
    assert Referral.objects.get().answers["person"]["name"] == name
    page = signed_in(cast.maya).get(f"/admin/inbox/{Case.objects.get().reference}/").content.decode()
    assert "<script>alert" not in page


# (page, what is typed, what is said)
REFUSED = [
    ("person", {"name": "", "age": "18"}, "Type the name that you know them by"),
    ("person", {"name": "N"}, "Choose an age group, or type the date of birth"),
    ("person", {"name": "N" * 200, "age": "18"}, "Use 120 letters or fewer"),
    ("person", {"name": "N", "age": "200"}, "Choose one of these answers"),
    ("person", {"name": "N", "birth_date_day": "30", "birth_date_month": "2", "birth_date_year": "1990"},
     "There is no such date"),
    ("person", {"name": "N", "birth_date_day": "1", "birth_date_month": "1", "birth_date_year": "90"},
     "There is no such date"),
    ("person", {"name": "N", "birth_date_day": "1", "birth_date_month": "1", "birth_date_year": "1800"},
     "Check the year."),
    ("person", {"name": "N", "birth_date_day": "1", "birth_date_month": "1", "birth_date_year": "2099"},
     "This day is still to come"),
    ("person", {"name": "N", "birth_date_day": "1"}, "Type the day, month and year"),
    ("person", {"name": "N", "birth_date_day": "१", "birth_date_month": "x", "birth_date_year": "1990"},
     "There is no such date"),
    ("sender", {**ANSWERS["sender"], "telephone": ""}, "Type a phone number"),
    ("sender", {**ANSWERS["sender"], "telephone": "12"}, "Write the whole phone number"),
    ("sender", {**ANSWERS["sender"], "source": "self"}, "Choose one of these answers"),
    ("safe-contact", {"call": "yes"}, "Write the whole phone number, or choose no for a phone call"),
    ("what-happened", {"story": ""}, "Write what is happening"),
    ("what-happened", {"story": "x" * 5001}, "Use 5000 letters or fewer"),
    ("alleged-1", {"name": ""}, "Type a name, or “not known”"),
    ("risk-tool", {}, "Choose a tool, or “No tool”"),
    ("judgement", {"judgement": "high"}, "Write why you judge it so"),
    ("agreed", {}, "Choose yes, no or not sure"),
    ("knows", {}, "Choose yes, no or not sure"),
]  # fmt: skip


@pytest.mark.parametrize(("slug", "given", "message"), REFUSED)
def test_what_is_wrong_is_said_in_words_and_what_was_typed_is_kept(professional, slug, given, message):
    professional.answer_all(until=slug)
    response = professional.answer(slug, **given)
    page = response.content.decode()
    assert slug_of(response) == slug
    assert message in html.unescape(page)
    assert "Error: " in page
    for field, typed in given.items():
        assert (
            field in ("source", "age") or len(str(typed)) < 3 or "\x00" in str(typed) or html.escape(str(typed)) in page
        )


@pytest.mark.parametrize("score", ["-1", "101", "many", "1e3", "9" * 5000, "१४x", "14.5"])
def test_a_score_is_a_number_that_a_tool_can_have(professional, score):
    professional.answer_all(until="score", risk_tool={"tool": "dash"})
    page = professional.answer("score", score=score).content.decode()
    assert "Type a number" in page


def test_a_page_that_is_not_there_is_not_found_and_a_file_cannot_be_pushed_in(professional):
    professional.begin()
    assert professional.client.get(professional.page("nothing")).status_code == 404
    assert professional.client.get(professional.page("child-13")).status_code == 404


def test_the_list_of_children_ends_at_twelve(professional, cast):
    another = {f"child_{n}": {"name": f"Child {n}", "another": "yes"} for n in range(1, 13)}
    professional.answer_all(children={"children": "yes"}, **another)
    professional.send()
    assert Case.objects.get().people.filter(role="child").count() == 12


def test_who_says_later_that_there_are_no_children_sends_none(professional, cast):
    professional.answer_all(children={"children": "yes"}, child_1={"name": "Ola"})
    professional.client.post(professional.page("children") + "?change=1", {"children": "no"})
    professional.send()
    assert not Case.objects.get().people.filter(role="child").exists()
    assert "Ola" not in str(Referral.objects.get().answers)


def test_a_form_sent_twice_makes_one_case(professional, cast):
    professional.answer_all()
    professional.send()
    assert slug_of(professional.send()) == "sent"
    assert Case.objects.count() == 1


def test_h_7_what_a_trap_flags_is_kept_and_shown(professional, cast):
    professional.answer_all()
    professional.client.post(professional.page("check"), {"website": "buy"})
    assert "trap" in Case.objects.get().why


def test_each_page_is_small(professional):
    """Thirty kilobytes over the wire, and no page comes near it even uncompressed twice over."""
    import gzip

    professional.answer_all()
    for slug in ("tasks", "alleged-1", "sender", "danger-now", "safe-contact", "check"):
        assert len(gzip.compress(professional.client.get(professional.page(slug)).content)) < 15_000, slug
