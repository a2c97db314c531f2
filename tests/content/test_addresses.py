"""A form can never be taken offline by a page that an editor makes."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from home.models import HomePage, StandardPage


@pytest.fixture
def home(world) -> HomePage:
    page = HomePage(title="Home", slug="waymark", hero_title="Hello", hero_text="Hello")
    Page.get_first_root_node().add_child(instance=page)
    return page


@pytest.mark.parametrize(
    "slug",
    ["find-support", "get-help", "funding", "campaigns", "training", "tell-us", "leave", "admin", "open-referral"],
)
def test_a_page_cannot_take_the_address_of_a_plain_view(home, slug):
    with pytest.raises(ValidationError) as refused:
        home.add_child(instance=StandardPage(title="Mine", slug=slug))
    assert "slug" in refused.value.message_dict


def test_a_page_cannot_move_to_such_an_address_later(home):
    page = home.add_child(instance=StandardPage(title="Mine", slug="mine"))
    page.slug = "find-support"
    with pytest.raises(ValidationError) as refused:
        page.save()
    assert "another part of the site" in refused.value.message_dict["slug"][0]


def test_deeper_in_the_tree_the_same_word_is_free(home):
    parent = home.add_child(instance=StandardPage(title="Mine", slug="mine"))
    parent.add_child(instance=StandardPage(title="Training", slug="training"))
    assert StandardPage.objects.filter(slug="training").exists()


def test_the_editor_says_it_beside_the_slug(home):
    form_class = StandardPage.get_edit_handler().get_form_class()
    empty = {"body": streamfield([]), "related_pages": inline_formset([])}
    data = nested_form_data({"title": "Mine", "slug": "find-support", **empty})
    form = form_class(data, instance=StandardPage(), parent_page=home, for_user=None)
    form.is_valid()
    assert "another part of the site" in form.errors["slug"][0]
