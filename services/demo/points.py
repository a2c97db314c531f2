"""The invented access points: where and how each service is had."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.text import slugify
from wagtail.models import Locale

from places.models import Area, Commission, Town
from services.demo import content, facts, offers, organisations
from services.demo.content import ENGLISH, Listed
from services.demo.organisations import Keepers
from services.demo.rows import Rows, choose, shared
from services.models import AccessPoint, HoursException
from services.models.access_point import LOCATION_WORDS

GROUP = AccessPoint.Kind.GROUP


@dataclass(frozen=True)
class Ground:
    """What the access points stand on."""

    services: Rows
    keepers: Keepers
    locales: dict[str, Locale]
    areas: dict[str, Area]
    towns: dict[tuple[int, str], Town]
    now: datetime


def make(services: Rows, keepers: Keepers, locales: dict[str, Locale], now: datetime) -> list[AccessPoint]:
    areas = {area.slug: area for area in Area.objects.councils()}
    towns = {(town.area_id, town.name): town for town in Town.objects.all()}
    ground = Ground(services, keepers, locales, areas, towns, now)
    turns: Counter[tuple[str, str]] = Counter()
    rows: Rows = {}
    entries = {}
    for number, listed in enumerate(content.listed({area.slug: area.name for area in areas.values()})):
        # Staff may have taken an area away.
        if listed.area not in areas:
            continue
        plain = _plain(number, listed, ground, turns[listed.area, listed.town])
        turns[listed.area, listed.town] += 1
        entries[listed.name] = listed
        steps = content.steps()[_way(listed)["steps"]]
        for code in listed.languages(steps):
            rows[listed.name, code] = AccessPoint(
                service=services[listed.service, code],
                locale=locales[code],
                **plain,
                **_words(listed, steps[code], code),
                **shared(rows, listed.name, now),
            )
    AccessPoint.objects.bulk_create(rows.values())
    _join(rows, entries, areas)
    _except(rows, entries, now)
    return list(rows.values())


def _plain(number: int, listed: Listed, ground: Ground, turn: int) -> dict[str, Any]:
    """What is the same in every language."""
    way, more, today = _way(listed), listed.more, timezone.localdate(ground.now)
    area, service = ground.areas[listed.area], content.services()[listed.service]
    organisation = service["organisation"]
    return {
        "name": listed.name,
        "slug": slugify(listed.name),
        "kind": way["kind"],
        "area": area,
        "confidential": way.get("confidential", False),
        "venue_public": way["kind"] == GROUP and bool(listed.town),
        "town": listed.town,
        "address": listed.street,
        **facts.position(ground.towns.get((area.pk, listed.town)), turn),
        "phone": more.get("phone", facts.phone(number, way)),
        "email": f"hello@{organisations.domain(organisation)}" if way["steps"] == "appointment" else "",
        "website": organisations.website(organisation) if way["kind"] == AccessPoint.Kind.ONLINE else "",
        "hours": _hours(listed),
        "self_referral": way.get("self_referral", True),
        "keeper": offers.keeper(service, ground.keepers),
        **facts.checks(number, more, today),
        **facts.closure(more, today),
    }


def _words(listed: Listed, steps: dict[str, str], code: str) -> dict[str, str]:
    placed = bool(listed.town)
    words = {field: text for field, text in steps.items() if placed or field not in LOCATION_WORDS}
    return {**words, "closed_note": listed.more.get("closed_note", {}).get(code, "")}


def _way(listed: Listed) -> dict[str, Any]:
    return content.ways()[listed.way]


def _hours(listed: Listed) -> str:
    """A group says when it meets only where it also says where."""
    way = _way(listed)
    if way["kind"] == GROUP and not listed.town:
        return ""
    return listed.more.get("hours", way["hours"])


def _join(rows: Rows, entries: dict[str, Listed], areas: dict[str, Area]) -> None:
    served = _served(areas)
    through = AccessPoint.areas.through
    through.objects.bulk_create(
        through(accesspoint_id=row.pk, area_id=pk)
        for (name, _code), row in rows.items()
        for pk in served(entries[name])
    )
    for field, group in (("access", "access"), ("languages", "language")):
        chosen = [
            (row, entries[name].more.get(field, _way(entries[name])[field])) for (name, _code), row in rows.items()
        ]
        choose(AccessPoint, field, group, chosen)


def _served(areas: dict[str, Area]) -> Callable[[Listed], set[int]]:
    """How to tell which areas an entry serves: its own, those it names, and those of the Commissions it names."""
    commissions: dict[str, set[int]] = {}
    for key, pk in Commission.objects.filter(areas__isnull=False).values_list("key", "areas"):
        commissions.setdefault(key, set()).add(pk)

    def served(listed: Listed) -> set[int]:
        named = {areas[slug].pk for slug in (listed.area, *listed.more.get("areas", ())) if slug in areas}
        return named.union(*(commissions.get(key, set()) for key in listed.more.get("commissions", ())))

    return served


def _except(rows: Rows, entries: dict[str, Listed], now: datetime) -> None:
    """Other hours on some of the days to come. They are facts: the English row's alone."""
    today = timezone.localdate(now)
    HoursException.objects.bulk_create(
        HoursException(
            point=rows[name, ENGLISH],
            first_day=facts.ahead(today, first),
            last_day=facts.ahead(today, last),
            hours=hours,
        )
        for name, listed in entries.items()
        for first, last, hours in listed.more.get("exceptions", ())
    )
