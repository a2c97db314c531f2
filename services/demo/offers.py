"""The invented services: what each organisation does, for whom."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from wagtail.models import Locale

from services.demo import content
from services.demo.organisations import Keepers
from services.demo.rows import Rows, choose, shared
from services.models import Facet, Keeper, Service

WORDS = ("name", "summary", "description", "for_whom")
GROUPS = {
    "support": Facet.Group.SUPPORT,
    "people": Facet.Group.PEOPLE,
    "needs": Facet.Group.NEED,
    "abuse": Facet.Group.ABUSE,
}


def make(organisations: Rows, keepers: Keepers, locales: dict[str, Locale], now: datetime) -> Rows:
    rows: Rows = {}
    for key, entry in content.services().items():
        minimum, maximum = entry["ages"]
        for code, words in entry["words"].items():
            rows[key, code] = Service(
                organisation=organisations[entry["organisation"], code],
                minimum_age=minimum,
                maximum_age=maximum,
                keeper=keeper(entry, keepers),
                checked_on=timezone.localdate(now),
                locale=locales[code],
                **dict(zip(WORDS, words, strict=True)),
                **shared(rows, key, now),
            )
    Service.objects.bulk_create(rows.values())
    entries = content.services()
    for field, group in GROUPS.items():
        choose(Service, field, group, ((row, entries[key][field]) for (key, _code), row in rows.items()))
    return rows


def keeper(service: dict[str, Any], keepers: Keepers) -> Keeper:
    return keepers[service["organisation"]][service.get("keeper", 0)]
