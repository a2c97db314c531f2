import re

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Site

from content.models import Brand
from content.models.brand import DEEP, PINE, SUN


@pytest.fixture
def brand(world) -> Brand:
    return Brand.for_site(Site.objects.get(is_default_site=True))


def test_waymarks_own_colours_pass(brand):
    brand.full_clean()
    assert (brand.pine, brand.deep, brand.sun) == (PINE, DEEP, SUN)


def test_a_colour_that_white_text_cannot_stand_on_is_refused_with_its_ratio(brand):
    brand.pine = "#6a9f8f"
    with pytest.raises(ValidationError) as refused:
        brand.full_clean()
    assert "3.0 to 1" in refused.value.message_dict["pine"][0]
    assert "7 to 1" in refused.value.message_dict["pine"][0]


@pytest.mark.parametrize("colour", ["red", "#12", "#1f4f40;}body{display:none", "url(//x)", ""])
def test_nothing_but_a_colour_is_taken_for_one(brand, colour):
    brand.deep = colour
    with pytest.raises(ValidationError) as refused:
        brand.full_clean()
    assert "deep" in refused.value.message_dict


def test_the_stylesheet_holds_validated_colours_only_for_light_and_dark(brand):
    css = brand.css()
    assert re.fullmatch(r"[a-z0-9#:;{}()@ -]+", css)
    assert css.count("--wm-pine:#") == 2
    assert "prefers-color-scheme:dark" in css


def test_a_stylesheet_is_never_made_from_something_else(brand):
    Brand.objects.filter(pk=brand.pk).update(sun="x}{y")
    with pytest.raises(ValueError, match="not a colour"):
        Brand.objects.get(pk=brand.pk).css()


def test_another_pine_is_lightened_for_dark_screens(brand):
    brand.pine = "#3b1f6b"
    dark = brand.css().split("@media")[1]
    assert "--wm-pine:#3b1f6b" not in dark


def test_the_stylesheets_address_changes_with_the_colours_and_may_be_kept_for_ever(brand, client):
    before = brand.css_url
    response = client.get(before)
    assert response["Content-Type"].startswith("text/css")
    assert "immutable" in response["Cache-Control"]
    brand.deep = "#102a22"
    brand.save()
    assert brand.css_url != before
    assert client.get(before).headers["Location"] == brand.css_url
    assert "#102a22" in client.get(brand.css_url).content.decode()


def test_every_page_uses_the_brands_name_and_stylesheet(demonstration, client):
    brand = Brand.for_site(Site.objects.get(is_default_site=True))
    brand.name = "Stepping Stones"
    brand.save()
    page = client.get("/en/").content.decode()
    assert f'href="{brand.css_url}"' in page
    assert "Stepping Stones" in page
    # Never in the title, which stands in the browser's history (domain H 19).
    assert "Stepping Stones" not in page[page.index("<title>") : page.index("</title>")]
