"""Enough entries to try every way of finding them: small, because every browser test makes its own."""

from typing import Any

from wagtail.models import Locale

from content import reference as helplines
from places.models import Area, Town
from services import listing, reference
from services.models import AccessPoint, Facet, Organisation, Service

EVENINGS = "Mo-Su 09:00-21:00; PH off"


def stock() -> None:
    with listing.held():
        _stock()
    listing.rebuild()


def _stock() -> None:
    helplines.load()
    reference.load()
    english = Locale.objects.get(language_code="en")
    shared = {"locale": english, "is_demo": True}
    organisation = Organisation.objects.create(name="Hazel Trust", **shared)
    rooms = Service.objects.create(organisation=organisation, name="Rooms", summary="Come in and talk.", **shared)
    therapy = Service.objects.create(
        organisation=organisation, name="Talking", summary="Counselling for children and young people.", **shared
    )
    for service, support, people in ((rooms, "first-talk", "women"), (therapy, "children", "young")):
        service.support, service.people = [_facet("support", support)], [_facet("people", people)]
        service.save()
    _point(rooms, "The Hazel Room", "canterbury", "Canterbury", hours=EVENINGS)
    _point(rooms, "The Rowan Room", "canterbury", "Whitstable", self_referral=False)
    _point(therapy, "Talking in Dover", "dover", "Dover", kind="appointment", hours=EVENINGS)
    _point(therapy, "Talking in Durham", "county-durham", "Bishop Auckland", kind="appointment")
    _point(rooms, "Hazel Line", "canterbury", "", kind="telephone", hours="24/7", phone="0808 157 0101")


def _facet(group: str, key: str) -> Facet:
    return Facet.objects.get(group=group, key=key, locale__language_code="en")


def _point(service: Service, name: str, area: str, town: str, **facts: Any) -> None:
    place = Town.objects.filter(name=town, area__slug=area).first()
    where = {"town": town, "easting": place.easting, "northing": place.northing} if place else {}
    point = AccessPoint.objects.create(
        service=service, locale=service.locale, name=name, slug=name.lower().replace(" ", "-"),
        area=Area.objects.get(slug=area), is_demo=True, **{"kind": "drop_in", **where, **facts},
    )  # fmt: skip
    point.areas = [point.area]
    point.languages = [_facet("language", "en"), _facet("language", "pl")]
    point.access = [_facet("access", "step-free")]
    point.save()
