"""How tests read what other programs read: XML, by the schemas of those who wrote the standards."""

from pathlib import Path

import pytest
from django.test import Client
from lxml import etree

STANDARDS = Path(__file__).resolve().parents[3] / "shared" / "standards"
standards = pytest.mark.skipif(not STANDARDS.exists(), reason="the standards' schemas are not beside the repository")
SPACES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
    "a": "http://www.w3.org/2005/Atom",
    "at": "http://purl.org/atompub/tombstones/1.0",
}
HOST = "http://testserver"
STRICT = '<xsd:any namespace="##other"'


def read(client: Client, path: str) -> etree._Element:
    response = client.get(path)
    assert response.status_code == 200
    return etree.fromstring(response.content)


def locations(root: etree._Element) -> list[str]:
    return [each.text.removeprefix(HOST) for each in root.findall(".//s:loc", SPACES)]


def sitemap_schema() -> etree.XMLSchema:
    """The official one refuses the links to other languages that search engines ask for, unless it is made lax."""
    text = (STANDARDS / "sitemap.xsd").read_text()
    assert STRICT in text
    text = text.replace(STRICT, f'{STRICT} processContents="lax"')
    return etree.XMLSchema(etree.fromstring(text.encode()))
