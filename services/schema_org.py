"""An entry as schema.org knows it.

Never EmergencyService: nobody is on the way when somebody calls these numbers. Of a place whose location is withheld
there is nothing that could tell where it is, not even the areas that it serves.
"""

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.safestring import SafeString, mark_safe

from services import hours, hours_in_words

if TYPE_CHECKING:
    from services.models import AccessPoint, Organisation, Service
    from services.reading import Entry

Thing = dict[str, Any]
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# As json_script does: nothing inside can end the element.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
WHOLE_DAY = {"opens": "00:00", "closes": "23:59"}


def script(data: Thing) -> SafeString:
    """As text for a `<script type="application/ld+json">`."""
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(ESCAPES))  # noqa: S308


def of_entry(entry: "Entry", address: str, site: str, today: date) -> Thing:
    """address: the entry's canonical address; site: the start of every absolute address of ours."""
    original, service = entry.original, entry.original.service
    return _full(
        {
            "@context": "https://schema.org",
            "@type": "Service",
            "@id": f"{site}#{original.translation_key}",
            "url": address,
            "name": original.name,
            "description": entry.summary,
            "serviceType": entry.support,
            "provider": _provider(service.organisation),
            "audience": _audience(entry, service),
            "areaServed": [] if original.confidential else _areas(entry),
            "availableChannel": _channel(entry, today),
            "hoursAvailable": _hours(original, today),
            "offers": {"@type": "Offer", "price": "0", "priceCurrency": "GBP"},
        }
    )


def _provider(organisation: "Organisation") -> Thing:
    return _full(
        {
            "@type": "NGO" if organisation.charity_number else "Organization",
            "name": organisation.name,
            "url": organisation.website,
        }
    )


def _audience(entry: "Entry", service: "Service") -> Thing:
    found = _full(
        {
            "audienceType": ", ".join(entry.people),
            "suggestedMinAge": service.minimum_age,
            "suggestedMaxAge": service.maximum_age,
        }
    )
    return {"@type": "PeopleAudience", **found} if found else {}


def _areas(entry: "Entry") -> list[Thing]:
    return [{"@type": "AdministrativeArea", "name": name} for name in entry.areas]


def _channel(entry: "Entry", today: date) -> Thing:
    point = entry.original
    languages = entry.languages
    phone = {"@type": "ContactPoint", "telephone": point.phone, "availableLanguage": languages} if point.phone else {}
    return _full(
        {
            "@type": "ServiceChannel",
            "servicePhone": _full(phone),
            "serviceUrl": point.website,
            "serviceLocation": _place(point),
            "availableLanguage": languages,
        }
    )


def _place(point: "AccessPoint") -> Thing:
    """Where one goes to, as far as it may be told; never a point on a map."""
    if point.confidential or not (point.address or point.town):
        return {}
    address = _full(
        {
            "@type": "PostalAddress",
            "streetAddress": ", ".join(point.address.splitlines()),
            "addressLocality": point.town,
            "postalCode": point.postcode,
            "addressCountry": "GB",
        }
    )
    return {"@type": "Place", "name": point.name, "address": address}


def _hours(point: "AccessPoint", today: date) -> list[Thing]:
    if hours.closed_for_now(point, today):
        return []
    usual = [
        {"dayOfWeek": [f"https://schema.org/{WEEKDAYS[day]}" for day in range(days.first, days.last + 1)], **times}
        for days in hours_in_words.week(point.hours, today)
        for times in _times(days.spans)
    ]
    others = [
        {"validFrom": days.first.isoformat(), "validThrough": days.last.isoformat(), **times}
        for days in hours_in_words.other_days(point, today)
        for times in (_times(days.spans) or [{"opens": "00:00", "closes": "00:00"}])  # schema.org's way to say closed
    ]
    every: list[Thing] = [*usual, *others]
    return [{"@type": "OpeningHoursSpecification", **each} for each in every]


def _times(spans: tuple[hours_in_words.Span, ...]) -> list[dict[str, str]]:
    if hours_in_words.is_whole_day(spans):
        return [WHOLE_DAY]
    return [{"opens": f"{begins:%H:%M}", "closes": f"{ends:%H:%M}"} for begins, ends in spans]


def _full(thing: Thing) -> Thing:
    """Without what is empty."""
    return {name: value for name, value in thing.items() if value not in ("", None, [], {})}
