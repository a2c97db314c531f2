"""The address says the language, and nothing else does."""

from datetime import datetime

import pytest
from django import forms
from django.conf import settings
from django.test import Client
from django.utils import formats, translation

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/nothing-here/", "/get-help/", "/find-support/", "/xx/"])
def test_an_address_without_a_language_is_not_found_rather_than_guessed(client: Client, path: str):
    response = client.get(path, headers={"accept-language": "pl"})
    assert response.status_code == 404


def test_neither_the_browsers_language_nor_a_cookie_changes_a_page(client: Client):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "ar"
    response = client.get("/en/nothing-here/", headers={"accept-language": "pl"})
    assert 'lang="en"' in response.text
    assert response["Content-Language"] == "en"
    assert "Accept-Language" not in response.get("Vary", "")


def test_a_page_that_is_not_there_says_so_in_the_language_of_its_address(client: Client):
    response = client.get("/ar/nothing-here/")
    assert response.status_code == 404
    assert 'lang="ar" dir="rtl"' in response.text


def test_dates_under_english_are_british():
    moment = datetime(2026, 3, 1, 14, 5)
    with translation.override("en"):
        assert formats.date_format(moment, "DATE_FORMAT") == "1 March 2026"
        assert formats.date_format(moment, "DATETIME_FORMAT") == "1 March 2026, 14:05"
        assert formats.date_format(moment, "SHORT_DATE_FORMAT") == "01/03/2026"
        assert forms.DateField(localize=True).clean("01/03/2026") == moment.date()


def test_dates_under_other_languages_stay_their_own():
    with translation.override("pl"):
        assert formats.date_format(datetime(2026, 3, 1), "DATE_FORMAT") == "1 marca 2026"
