"""Each widget in GOV.UK's dress: its label, its hint, its error, its answer."""

import datetime

import pytest
from django import forms
from django.template import engines
from django.utils import translation

from design.forms import DateBoxesField, GovukForm, Look, TelInput, YesNoNotSureField
from tests.design.html import tags, words


class Everything(GovukForm):
    name = forms.CharField(label="Your name", help_text="Any name <will> do", max_length=80)
    number = forms.CharField(label="Number", widget=TelInput, required=False)
    address = forms.EmailField(label="Email", required=False)
    people = forms.IntegerField(label="How many?", required=False)
    secret = forms.CharField(label="Password", widget=forms.PasswordInput, required=False)
    more = forms.CharField(label="Anything else?", widget=forms.Textarea, required=False)
    area = forms.ChoiceField(label="Area", choices=[("", "Choose"), ("kent", "Kent"), ("medway", "Medway")])
    age = forms.ChoiceField(label="Age", widget=forms.RadioSelect, choices=[("16", "16 or 17"), ("18", "18 or over")])
    kinds = forms.MultipleChoiceField(
        label="What is happening?", widget=forms.CheckboxSelectMultiple, required=False,
        choices=[("fear", "Fear"), ("money", "Money"), ("none", "None of these")],
    )  # fmt: skip
    what_else = forms.CharField(label="What else?", required=False)
    born = DateBoxesField(label="Born", required=False)
    agree = forms.BooleanField(label="I will call you", help_text="We give you a number", required=False)
    call = YesNoNotSureField(label="A phone call")
    call_to = forms.CharField(label="Which number?", required=False, widget=TelInput)

    looks = {
        "people": Look(width=3, prefix="£"),
        "more": Look(count=500),
        "kinds": Look(dividers={"none": "or"}, exclusive="none", hints={"money": "Your wages, your card"}),
    }
    reveals = {"kinds": {"money": ("what_else",)}, "call": {"yes": ("call_to",)}}


GOOD = {"name": "Sam", "area": "kent", "age": "18", "call": "yes"}


def field(form: GovukForm, name: str) -> str:
    return form[name].as_field_group()


def box(form: GovukForm, name: str, tag: str = "input") -> dict[str, str]:
    [found] = [each for each in tags(field(form, name), tag) if each.get("name") == name]
    return found


def test_a_text_box_is_tied_to_its_label_and_hint():
    html = field(Everything(), "name")
    assert tags(html, "label")[0]["for"] == box(Everything(), "name")["id"]
    assert box(Everything(), "name")["aria-describedby"] == "id_name-hint"
    assert "Any name <will> do" in words(html)


def test_a_shared_device_learns_nothing_from_what_was_typed():
    """domain H 19: no completion, no spelling service, in any box."""
    for name in ("name", "number", "address", "people", "call_to"):
        attributes = box(Everything(), name)
        assert (attributes["autocomplete"], attributes["spellcheck"]) == ("off", "false"), name
    assert box(Everything(), "more", "textarea")["spellcheck"] == "false"


def test_a_page_can_ask_for_completion_where_it_is_wanted():
    class Staff(GovukForm):
        mail = forms.EmailField()
        looks = {"mail": Look(autocomplete="email")}

    assert box(Staff(), "mail")["autocomplete"] == "email"


@pytest.mark.parametrize(
    ("name", "kind", "inputmode", "direction"),
    [
        ("name", "text", None, None),
        ("number", "tel", None, "ltr"),
        ("address", "email", None, "ltr"),
        ("people", "text", "numeric", "ltr"),
        ("secret", "password", None, None),
    ],
)
def test_each_kind_of_box_brings_its_keyboard(name, kind, inputmode, direction):
    attributes = box(Everything(), name)
    assert attributes["type"] == kind
    assert attributes.get("inputmode") == inputmode
    assert attributes.get("dir") == direction


def test_a_box_never_cuts_off_what_is_pasted():
    assert "maxlength" not in box(Everything(), "name")
    assert not Everything(GOOD | {"name": "x" * 81}).is_valid()


def test_what_was_typed_is_still_there_but_for_a_password():
    form = Everything(GOOD | {"name": 'Sam "S"', "secret": "hunter2", "more": "<b>"})
    assert box(form, "name")["value"] == 'Sam "S"'
    assert "value" not in box(form, "secret")
    assert "hunter2" not in str(form)
    assert "&lt;b&gt;" in field(form, "more")


def test_a_long_answer_says_how_much_room_is_left_in_the_page_s_language():
    html = field(Everything(), "more")
    assert "500" in words(html)
    assert "data-i18n.characters-under-limit.other" in html


def test_a_prefix_stands_before_its_box():
    assert "govuk-input__prefix" in field(Everything(), "people")


def test_a_drop_down_keeps_the_choice_made():
    chosen = [each["value"] for each in tags(field(Everything(GOOD), "area"), "option") if "selected" in each]
    assert chosen == ["kent"]


@pytest.mark.parametrize(("name", "kind"), [("age", "radio"), ("kinds", "checkbox"), ("agree", "checkbox")])
def test_choices_are_radios_or_checkboxes(name, kind):
    """CheckboxSelectMultiple is a RadioSelect to Python."""
    assert {each["type"] for each in tags(field(Everything(), name), "input") if each["name"] == name} == {kind}


def test_nothing_is_chosen_beforehand():
    assert not [each for each in tags(str(Everything()), "input") if "checked" in each]


def test_choices_made_stay_chosen():
    form = Everything(GOOD | {"kinds": ["fear", "money"], "agree": "on"})
    chosen = [each["value"] for each in tags(str(form), "input") if "checked" in each]
    assert chosen == ["18", "fear", "money", "on", "yes"]


def test_initial_answers_of_a_draft_show_as_chosen():
    form = Everything(initial={"kinds": ["money"], "call": "no", "agree": True, "born": datetime.date(1990, 3, 27)})
    html = str(form)
    assert [each["value"] for each in tags(html, "input") if "checked" in each] == ["money", "on", "no"]
    values = {each["name"]: each.get("value") for each in tags(html, "input") if each["name"].startswith("born_")}
    assert values == {"born_day": "27", "born_month": "3", "born_year": "1990"}


def test_none_of_these_clears_the_others_and_stands_apart():
    html = field(Everything(), "kinds")
    [none] = [each for each in tags(html, "input") if each.get("value") == "none"]
    assert none["data-behaviour"] == "exclusive"
    assert "govuk-checkboxes__divider" in html


def test_a_choice_reveals_its_question_once():
    form = Everything()
    assert str(form).count('name="what_else"') == 1
    html = field(form, "kinds")
    [money] = [each for each in tags(html, "input") if each.get("value") == "money"]
    [beside] = [each for each in tags(html, "div") if "govuk-checkboxes__conditional" in each.get("class", "")]
    assert money["data-aria-controls"] == beside["id"]


@pytest.mark.parametrize(("answer", "hidden"), [("yes", False), ("no", True), ("", True)])
def test_yes_no_not_sure_asks_where_to_beneath_a_yes(answer, hidden):
    html = field(Everything(GOOD | {"call": answer}), "call")
    [beneath] = [each for each in tags(html, "div") if "govuk-radios__conditional" in each.get("class", "")]
    [yes] = [each for each in tags(html, "input") if each.get("value") == "yes"]
    assert "wm-ask" in html
    assert yes["data-aria-controls"] == beneath["id"]
    assert ("govuk-radios__conditional--hidden" in beneath["class"]) is hidden


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (("27", "3", "1990"), datetime.date(1990, 3, 27)),
        (("٢٧", "٣", "١٩٩٠"), datetime.date(1990, 3, 27)),
        (("", "", ""), None),
    ],
)
def test_a_date_is_typed_in_three_boxes(typed, kept):
    form = Everything(GOOD | dict(zip(("born_day", "born_month", "born_year"), typed, strict=True)))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["born"] == kept


@pytest.mark.parametrize("typed", [("31", "2", "1990"), ("27", "", "1990"), ("27", "3", "90"), ("x", "3", "1990")])
def test_a_date_that_is_none_is_refused_with_what_to_do(typed):
    form = Everything(GOOD | dict(zip(("born_day", "born_month", "born_year"), typed, strict=True)))
    assert not form.is_valid()
    assert form.problems() == [{"text": form["born"].errors[0], "href": "#id_born-day"}]
    assert tags(field(form, "born"), "input")[0]["id"] == "id_born-day"


def test_the_summary_leads_to_the_first_box_of_each_question():
    form = Everything({})
    links = [each["href"] for each in tags(form.error_summary(), "a")]
    assert links == ["#id_name", "#id_area", "#id_age", "#id_call"]
    ids = {each.get("id") for tag in ("input", "select", "textarea") for each in tags(str(form), tag)}
    assert {link[1:] for link in links} <= ids


def test_an_error_stands_beside_its_box_and_says_error_aloud():
    html = field(Everything({}), "name")
    assert box(Everything({}), "name")["aria-describedby"] == "id_name-hint id_name-error"
    assert "Error: Type an answer" in words(html)


def test_the_summary_says_nothing_when_all_is_well():
    assert Everything(GOOD).error_summary() == ""
    assert Everything().error_summary() == ""
    assert Everything().title_prefix == ""


def test_an_error_about_the_whole_form_stands_in_the_summary():
    class Never(GovukForm):
        def clean(self):
            raise forms.ValidationError("Choose at least one way to reach you")

    assert "Choose at least one way" in words(Never({}).error_summary())


def test_the_title_of_a_page_with_errors_says_so_first():
    source = '{% extends "base.html" %}{% block title %}Your name{% endblock %}'
    html = engines["public"].from_string(source).render({"form": Everything({})})
    assert "<title>Error: Your name – Waymark</title>" in html


@pytest.mark.parametrize(("name", "around"), [("name", "label"), ("age", "legend")])
def test_one_question_a_page_is_the_page_s_heading(name, around):
    class One(Everything):
        heading = name

    html = field(One(), name)
    assert "<h1" in html
    assert "--l" in tags(html, around)[0]["class"]


def test_words_are_in_the_page_s_language():
    with translation.override("pl"):
        labels = words(field(Everything(), "call"))
    assert "Tak" in labels
    assert "Nie" in labels


def test_a_widget_without_a_drawing_fails_loudly():
    class Odd(GovukForm):
        files = forms.Field(widget=forms.Widget)

    with pytest.raises(TypeError, match=r"No GOV\.UK component"):
        str(Odd())


def test_wagtail_s_and_django_s_own_forms_are_left_alone():
    class Plain(forms.Form):
        name = forms.CharField()

    assert "govuk" not in str(Plain())
