"""The component macros give what GOV.UK Frontend gives: its markup is what its research and testing stand on."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from django.template import engines

from tests.design.html import read

DATA = Path(__file__).parent / "data" / "govuk-frontend-6.3.0.jsonl"
EXAMPLES = [json.loads(line) for line in DATA.read_text().splitlines()]
IN_USE = Counter(component for component, *_rest in EXAMPLES)


def draw(component: str, options: dict) -> str:
    macro = "govuk" + "".join(part.title() for part in component.split("-"))
    template = f"govuk_frontend_jinja/components/{component}/macro.html"
    source = f'{{% from "{template}" import {macro} %}}{{{{ {macro}(options) }}}}'
    return engines["public"].from_string(source).render({"options": options})


@pytest.mark.parametrize("component", IN_USE)
def test_a_component_equals_upstreams_in_every_example(component):
    different = [
        name
        for each, name, options, expected in EXAMPLES
        if each == component and read(draw(component, options)) != read(expected)
    ]
    assert different == []


def test_the_examples_are_those_of_every_component_in_the_stylesheet():
    scss = (Path(__file__).parents[2] / "site/static/src/scss/waymark.scss").read_text()
    assert set(re.findall(r'govuk/components/([a-z-]+)"', scss)) == set(IN_USE)
    assert len(EXAMPLES) > 400
