"""Changes of the directory, newest first, in one language. Withdrawn entries are named by their id only (RFC 6721)."""

import re
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.feedgenerator import Atom1Feed, rfc3339_date
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe

from content.rows import in_language
from content.site_settings import site_settings
from services import changes
from services.conditional import conditional
from services.models import AccessPoint, Gone
from services.search import originals, public

MOST = 50
# What an entry may last have changed by; each has an index, so that only so many rows are read.
NEWEST_BY = ("changed_at", "service__changed_at", "service__organisation__changed_at")
# Signs that no XML may hold; one of them would take the whole feed away.
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)


class ChangesFeed(Atom1Feed):
    """Atom with tombstones."""

    def root_attributes(self) -> dict[str, str]:
        return {**super().root_attributes(), "xmlns:at": "http://purl.org/atompub/tombstones/1.0"}

    def latest_post_date(self) -> datetime:
        moments = [item["updateddate"] for item in self.items]
        moments += [gone.gone_at for gone in self.feed["gone"]]
        return max(moments, default=EPOCH)

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        """The language it is written in: not always that of the feed."""
        return {"xml:lang": item["language"]}

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        for gone in self.feed["gone"]:
            handler.addQuickElement("at:deleted-entry", "", {"ref": gone.key.urn, "when": rfc3339_date(gone.gone_at)})


@require_safe
def changes_feed(request: HttpRequest) -> HttpResponse:
    language = translation.get_language() or "en"
    brand = site_settings(request).brand
    address = request.build_absolute_uri(request.path)
    feed = ChangesFeed(
        title=_("Changes in the list of services"),
        link=request.build_absolute_uri(f"/{language}/find-support/"),
        description="",
        subtitle=_("Places and services that are new, have changed or have gone."),
        language=language,
        author_name=brand.name,
        feed_url=address,
        feed_guid=address,
        gone=list(Gone.objects.all()[:MOST]),
    )
    for point, shown, code in in_language(newest(), public().select_related("service"), language):
        feed.add_item(**_item(request, point, shown, code))
    response = HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
    return conditional(request, response, feed.latest_post_date())


def newest() -> list[AccessPoint]:
    """The entries that changed last, whether in themselves or in what they belong to."""
    found = {point.pk: point for name in NEWEST_BY for point in _newest_by(name)}
    return sorted(found.values(), key=lambda point: (changes.of_point(point), point.pk), reverse=True)[:MOST]


def _newest_by(name: str) -> list[AccessPoint]:
    return list(originals().prefetch_related(None).order_by(f"-{name}", "-pk")[:MOST])


def _item(request: HttpRequest, point: AccessPoint, shown: AccessPoint, language: str) -> dict[str, Any]:
    # Whatever is written about a place that is withheld, no more than its name goes round the world from here.
    summary = "" if point.confidential else shown.summary or shown.service.summary
    return {
        "title": NOT_XML.sub("", shown.name),
        "link": request.build_absolute_uri(point.get_absolute_url()),
        # Readers take it for HTML.
        "description": escape(NOT_XML.sub("", summary)) if summary else None,
        "language": language,
        "unique_id": point.translation_key.urn,
        "updateddate": changes.of_point(point),
    }
