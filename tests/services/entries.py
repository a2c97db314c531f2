"""A small directory of invented entries, with everything that a page of one can show."""

from datetime import date
from typing import Any

from wagtail.models import Locale

from content import reference as helplines
from places.models import Area
from services import listing, reference
from services.models import AccessPoint, Facet, HoursException, Organisation, Service

HOURS = "Mo-We,Fr 09:30-17:00; Th 09:30-17:00,18:00-20:00; PH off"
ROOM = "/en/find-support/dover/the-hazel-room/"


def facet(group: str, key: str) -> Facet:
    return Facet.objects.get(group=group, key=key, locale__language_code="en")


@listing.held()
def service() -> Service:
    helplines.load()
    reference.load()
    english = Locale.objects.get(language_code="en")
    organisation = Organisation.objects.create(
        locale=english, name="Hazel Trust", description="A small charity.", charity_number="000000", is_demo=True
    )
    made = Service.objects.create(
        locale=english, organisation=organisation, name="Rooms", summary="Come in and talk.",
        description="A quiet room where you can talk about domestic abuse.", for_whom="Women and their children.",
        minimum_age=16, is_demo=True,
    )  # fmt: skip
    made.support = [facet("support", "first-talk")]
    made.people = [facet("people", "women")]
    made.save()
    return made


@listing.held()
def point(of: Service | None = None, **facts: Any) -> AccessPoint:
    """The Hazel Room in Dover; `facts` change or add to it."""
    of = of or service()
    dover = Area.objects.get(slug="dover")
    usual: dict[str, Any] = {
        "name": "The Hazel Room", "slug": "the-hazel-room", "kind": "drop_in", "area": dover, "phone": "01632 960456",
        "hours": HOURS, "checked_on": date(2026, 11, 2), "is_demo": True, "what_happens": "You come in.\nYou talk.",
        "address": "3 Invented Walk", "town": "Dover", "directions": "Left of the bakery.",
    }  # fmt: skip
    made = AccessPoint(service=of, locale=of.locale, **usual | facts)
    made.save()
    made.areas = [dover, Area.objects.get(slug="thanet")]
    made.access = [facet("access", "step-free")]
    made.languages = [facet("language", "en")]
    made.save()
    return made


def refuge(of: Service | None = None, **facts: Any) -> AccessPoint:
    nowhere = {"address": "", "town": "", "directions": "", "kind": "safe_accommodation", "confidential": True}
    return point(of, **{"name": "Bracken House", "slug": "bracken-house", "hours": "24/7", **nowhere, **facts})


def other_hours(of: AccessPoint, first: date, last: date, hours: str = "") -> HoursException:
    return HoursException.objects.create(point=of, first_day=first, last_day=last, hours=hours)


@listing.held()
def translated(of: AccessPoint, language: str = "ar", **words: Any) -> AccessPoint:
    """A published translation of the entry, its service and its organisation."""
    locale = Locale.objects.get(language_code=language)
    service = of.service.copy_for_translation(locale)
    organisation = of.service.organisation.copy_for_translation(locale)
    organisation.save()
    service.organisation = organisation
    service.save()
    made = of.copy_for_translation(locale)
    made.service = service
    for name, value in words.items():
        setattr(made, name, value)
    made.save()
    return made
