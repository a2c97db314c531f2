"""Every pair of colours that the design promises, measured in the stylesheet that is shipped."""

import re
from pathlib import Path

import pytest

SHEET = (Path(__file__).parents[2] / "site/static/css/waymark.css").read_text()
DARK = "(prefers-color-scheme:dark){"


def tokens(css: str) -> dict[str, str]:
    return dict(re.findall(r"--((?:wm|govuk)-[\w-]+):(#[0-9a-f]{3,6})\b", css))


def _block(css: str, start: int) -> str:
    depth = 1
    for place, sign in enumerate(css[start:]):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if not depth:
            return css[start : start + place]
    raise AssertionError("unclosed")


START = SHEET.index(DARK) + len(DARK)
DARK_TOKENS = tokens(_block(SHEET, START))
LIGHT = tokens(SHEET.replace(_block(SHEET, START), ""))
SCHEMES = {"light": LIGHT, "dark": LIGHT | DARK_TOKENS}


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


PAPERS = [
    "govuk-body-background-colour",
    "govuk-template-background-colour",
    "wm-card",
    "govuk-surface-background-colour",
]
TEXTS = {"govuk-text-colour": 7, "govuk-secondary-text-colour": 7, "govuk-link-colour": 7, "govuk-error-colour": 6.3}
PAIRS = [
    *((text, paper, least) for text, least in TEXTS.items() for paper in PAPERS),
    ("govuk-text-colour", "wm-straw", 7),
    ("govuk-text-colour", "wm-water", 7),
    ("govuk-text-colour", "govuk-hover-colour", 4.5),
    ("wm-on-pine", "wm-pine", 7),
    ("govuk-success-colour", "govuk-body-background-colour", 4.5),
    ("wm-brick", "govuk-body-background-colour", 4.5),
    ("govuk-focus-text-colour", "govuk-focus-colour", 7),
    ("wm-sun", "wm-deep", 4.5),
    # Edges of things to use: 3 to 1 (WCAG 1.4.11).
    ("govuk-input-border-colour", "wm-card", 3),
    ("govuk-input-border-colour", "govuk-body-background-colour", 3),
    ("wm-pine", "govuk-body-background-colour", 3),
]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_colours_can_be_told_apart(scheme, front, back, least):
    colours = SCHEMES[scheme]
    assert contrast(colours[front], colours[back]) >= least


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("white_on", "least"), [("wm-deep", 7), ("wm-exit", 4.5)])
def test_white_can_be_read_on_the_dark_surfaces(scheme, white_on, least):
    assert contrast("#ffffff", SCHEMES[scheme][white_on]) >= least


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_page_already_read_looks_like_any_other(scheme):
    colours = SCHEMES[scheme]
    assert colours["govuk-link-visited-colour"] == colours["govuk-link-colour"]
