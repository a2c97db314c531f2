"""The sitemap: one file while it is small, an index of files when it is not (sitemaps.org, hreflang as XHTML links)."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from io import StringIO
from itertools import chain

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import localtime
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe

from services.conditional import conditional
from services.feeds import addresses
from services.feeds.addresses import Address

MOST = 5000
# Pages in a file: each has an address in each language at most.
PART = MOST // len(settings.LANGUAGES)
SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    pages, entries = _pages(), addresses.directory_size()
    if len(pages) + entries <= PART:
        return _answer(request, _urlset(request, chain(pages, addresses.directory(0, entries))))
    names = [f"pages-{number}" for number in _numbers(len(pages))]
    names += [f"directory-{number}" for number in _numbers(entries)]
    return _answer(request, _index(request.build_absolute_uri(f"/sitemap-{name}.xml") for name in names))


@require_safe
def sitemap_part(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """`pages`: what editors write, and browsing. `directory`: its entries. The first part has the number 1."""
    first = (number - 1) * PART
    if first < 0 or number > MOST:
        raise Http404
    found = _pages()[first : first + PART] if kind == "pages" else list(addresses.directory(first, PART))
    if not found:
        raise Http404
    return _answer(request, _urlset(request, found))


def _pages() -> list[Address]:
    return [*addresses.pages(), *addresses.browsing()]


def _numbers(count: int) -> range:
    return range(1, -(-count // PART) + 1)


def _urlset(request: HttpRequest, found: Iterable[Address]) -> str:
    out = StringIO()
    xml = SimplerXMLGenerator(out, "utf-8", short_empty_elements=True)
    xml.startDocument()
    _open(xml, "urlset", {"xmlns": SITEMAPS, "xmlns:xhtml": XHTML})
    for address in found:
        whole = {code: request.build_absolute_uri(path) for code, path in address.paths.items()}
        for place in whole.values():
            _open(xml, "url", {})
            xml.addQuickElement("loc", place)
            if address.changed_at:
                xml.addQuickElement("lastmod", _moment(address.changed_at))
            for code, other in _alternates(whole):
                xml.addQuickElement("xhtml:link", None, {"rel": "alternate", "hreflang": code, "href": other})
            xml.endElement("url")
    xml.endElement("urlset")
    return out.getvalue()


def _alternates(whole: dict[str, str]) -> Iterator[tuple[str, str]]:
    if len(whole) > 1:
        yield from whole.items()
        if settings.LANGUAGE_CODE in whole:
            yield "x-default", whole[settings.LANGUAGE_CODE]


def _index(files: Iterable[str]) -> str:
    out = StringIO()
    xml = SimplerXMLGenerator(out, "utf-8")
    xml.startDocument()
    _open(xml, "sitemapindex", {"xmlns": SITEMAPS})
    for place in files:
        _open(xml, "sitemap", {})
        xml.addQuickElement("loc", place)
        xml.endElement("sitemap")
    xml.endElement("sitemapindex")
    return out.getvalue()


def _open(xml: SimplerXMLGenerator, name: str, attributes: dict[str, str]) -> None:
    xml.startElement(name, attributes)  # type: ignore[arg-type]  # any mapping will do


def _moment(moment: datetime) -> str:
    return localtime(moment).isoformat(timespec="seconds")


def _answer(request: HttpRequest, text: str) -> HttpResponse:
    return conditional(request, HttpResponse(text, content_type="application/xml; charset=utf-8"))
