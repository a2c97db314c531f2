"""A class that no stylesheet knows is a slip of the pen, and looks like one."""

import re
from pathlib import Path

import pytest

SITE = Path(__file__).parents[2] / "site"
# GOV.UK's markup carries these without a rule of their own.
BARE = {"govuk-table__body", "govuk-table__row"}


def used(folder: str, prefix: str) -> list[tuple[str, str]]:
    found = []
    for path in sorted((SITE / folder).rglob("*.html")):
        source = re.sub(r"\{[%#{].*?[%#}]\}", " ", path.read_text())
        for value in re.findall(r'class="([^"]*)"', source):
            names = (name for name in value.split() if re.fullmatch(rf"(?:{prefix})-[\w!-]+", name))
            found += [(str(path.relative_to(SITE)), name) for name in names]
    return found


@pytest.mark.parametrize(
    ("folder", "prefix", "sheet"),
    [("templates", "wm|govuk", "css/waymark.css"), ("templates_admin", "wq", "css/staff.css")],
)
def test_every_class_on_a_page_is_in_the_stylesheet(folder, prefix, sheet):
    css = (SITE / "static" / sheet).read_text().replace("\\", "")
    known = BARE | set(re.findall(r"\.([\w!-]+)", css))
    assert {each for each in used(folder, prefix) if each[1] not in known and "govuk-js-" not in each[1]} == set()


def test_no_page_carries_a_style_of_its_own():
    """A strict CSP blocks it, and the page would look broken."""
    for path in (SITE / "templates").rglob("*.html"):
        assert "style=" not in path.read_text(), path
