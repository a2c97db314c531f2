"""What a telephone on a bad line has to fetch, and from whom."""

import hashlib
import re
from pathlib import Path

import brotli
import pytest

STATIC = Path(__file__).parents[2] / "site" / "static"
SHIPPED = sorted([*STATIC.glob("css/*"), *STATIC.glob("js/*"), *STATIC.glob("img/*")])


def over_the_wire(*names: str) -> int:
    return sum(len(brotli.compress((STATIC / name).read_bytes(), quality=11)) for name in names)


@pytest.mark.parametrize("sheet", ["css/waymark.css", "css/waymark.rtl.css"])
def test_styles_stay_under_14_kilobytes(sheet):
    assert over_the_wire(sheet) <= 14 * 1024


def test_scripts_stay_under_8_kilobytes():
    assert over_the_wire("js/waymark.js", "js/start.js") <= 8 * 1024


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_nothing_shipped_asks_another_host(path):
    hosts = set(re.findall(r"(?:https?:)?//[\w.-]+\.\w{2,}[^\s\"']*", path.read_text()))
    assert hosts <= {"http://www.w3.org/2000/svg"}
    assert "@import" not in path.read_text()


def test_no_font_is_downloaded_and_none_is_gov_uks():
    sheet = (STATIC / "css/waymark.css").read_text()
    assert "@font-face" not in sheet
    assert "GDS Transport" not in sheet
    assert "url(" not in sheet


def test_a_printed_page_does_not_spell_out_our_addresses():
    assert "attr(href)" not in (STATIC / "css/waymark.css").read_text()


def test_the_mirrored_sheet_turns_what_the_other_lays_out_by_side():
    left, right = ((STATIC / f"css/{name}").read_text() for name in ("waymark.css", "waymark.rtl.css"))
    error_bar = r"\.govuk-form-group--error\{[^}]*?(padding|border)-(left|right)"
    assert re.search(error_bar, left).group(2) == "left"
    assert re.search(error_bar, right).group(2) == "right"


def test_what_is_shipped_was_built_from_the_sources_beside_it():
    """`npm run build` in site/static/src writes the digest; a change of one without the other shows here."""
    src = STATIC / "src"
    sources = [str(path.relative_to(src)) for folder in ("js", "scss", "staff") for path in (src / folder).iterdir()]
    sources = sorted([*sources, "build.mjs", "package-lock.json"])
    shipped = ["css/staff.css", "css/waymark.css", "css/waymark.rtl.css"]
    shipped += ["js/staff.js", "js/start.js", "js/waymark.js"]
    digest = hashlib.sha256()
    for path in [*(src / name for name in sources), *(STATIC / name for name in shipped)]:
        digest.update(path.read_bytes())
    assert digest.hexdigest() == (src / "built.sha256").read_text().strip()
