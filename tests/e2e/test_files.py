"""Sending files and opening them, in a real browser: its own multipart, its own CSRF, its own download."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from referral_forms.inbox.models import Case, Document
from tests.e2e.signing_in import sign_in
from tests.e2e.walking import press, slug
from tests.referrals.documents import making

START = "/get-help/with-files/"
ADD = "button[name=add]"


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    made = {
        "letter.pdf": making.pdf("A letter"),
        "photo.jpg": making.photo(size=(900, 600)),
        "harmful.eml": making.infected_eml(),
        "program.pdf": b"MZ\x90\x00" + bytes(300),
    }
    for name, content in made.items():
        (tmp_path / name).write_bytes(content)
    return {name: str(tmp_path / name) for name in made}


@pytest.fixture
def with_files(settings) -> None:
    settings.ROOT_URLCONF = "tests.referrals.documents.urls"


def come(page: Page, language: str = "en") -> None:
    page.goto(f"/{language}{START}")
    press(page, "main .govuk-button:not([name])")
    page.locator('input[name="danger"][value="no"]').check(force=True)
    press(page, "main .govuk-button:not([name])")
    assert slug(page) == "files"


def look(page: Page, name: str) -> None:
    if folder := os.environ.get("LOOK"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


@pytest.mark.parametrize("javascript", [True, False])
def test_somebody_adds_files_takes_one_away_and_is_told_what_is_wrong(
    cast,
    with_files,
    scanner,
    files,
    open_page,
    axe,
    valid_at_the_end,
    javascript,
):
    page = open_page(javascript=javascript)
    come(page)
    look(page, f"files-empty-{javascript}")
    page.set_input_files("input[type=file]", [files["letter.pdf"], files["photo.jpg"]])
    press(page, ADD)
    expect(page.locator("main")).to_contain_text("2 files added")
    page.set_input_files("input[type=file]", [files["harmful.eml"], files["program.pdf"]])
    press(page, ADD)
    expect(page.locator(".govuk-error-summary")).to_contain_text("Our virus check")
    expect(page.locator(".govuk-error-summary")).to_contain_text("We cannot open this kind of file")
    look(page, f"files-wrong-{javascript}")
    if javascript:
        axe(page)
    valid_at_the_end(page)
    press(page, "button[name=remove] >> nth=1")
    expect(page.locator("main")).to_contain_text("1 file added")
    expect(page.locator("main")).not_to_contain_text("photo")
    press(page, "main .govuk-button:not([name])")
    assert slug(page) == "place"


@pytest.mark.parametrize("language", ["pl", "ar"])
def test_the_page_is_sound_on_a_narrow_telephone_in_other_languages(cast, with_files, files, open_page, axe, language):
    page = open_page(phone=True)
    page.set_viewport_size({"width": 320, "height": 700})
    come(page, language)
    page.set_input_files("input[type=file]", [files["letter.pdf"], files["program.pdf"]])
    press(page, ADD)
    look(page, f"files-{language}")
    axe(page)
    wide, window = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert wide <= window


def test_a_worker_adds_and_opens_files_of_a_case(cast, arrive, scanner, files, page, axe, valid_at_the_end):
    case: Case = arrive()
    sign_in(page, cast.maya.email)
    page.goto(f"/admin/inbox/{case.reference}/")
    page.set_input_files("input[type=file]", [files["letter.pdf"], files["program.pdf"]])
    press(page, "form[enctype] button")
    expect(page.locator("body")).to_contain_text("1 file is added")
    expect(page.locator("body")).to_contain_text("We cannot open this kind of file")
    look(page, "case")
    axe(page, staff=True)
    valid_at_the_end(page, staff=True)
    with page.expect_download() as downloading:
        page.click(f'form[action*="{Document.objects.get().pk}"] button')
    assert downloading.value.suggested_filename == "letter.pdf"
    assert Path(downloading.value.path()).read_bytes() == making.pdf("A letter")


def test_a_case_on_a_telephone_stays_within_the_screen_with_a_long_name(cast, arrive, files, tmp_path, phone_page, axe):
    case = arrive()
    long = tmp_path / ("a-very-long-name-without-any-space-" * 3 + ".pdf")
    long.write_bytes(making.pdf())
    sign_in(phone_page, cast.maya.email)
    phone_page.goto(f"/admin/inbox/{case.reference}/")
    phone_page.set_input_files("input[type=file]", [str(long)])
    press(phone_page, "form[enctype] button")
    look(phone_page, "case-phone")
    axe(phone_page, staff=True)
    wide, window = phone_page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert wide <= window
