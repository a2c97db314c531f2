"""Services, organisations and services at locations as the standard writes them.

What a document reads of a row is prefetched by `services.open_referral.search`. `shown` holds the live access points of
a service; a basic document has one-to-one fields only, a full one everything.
"""

from datetime import date
from uuid import UUID

from services.hours import closed_for_now
from services.models import AccessPoint, Organisation, Service
from services.open_referral.identifiers import derived
from services.open_referral.locations import location, location_type
from services.open_referral.schedules import schedules
from services.open_referral.shape import Document, Reading, compact, in_words
from services.open_referral.taxonomies import attributes

INVENTED = "Made up for a demonstration."
ACTIVE, INACTIVE, CLOSED = "active", "inactive", "temporarily closed"
# By org-id.guide's register of registers.
REGISTERS = (("charity_number", "GB-CHC", "Charity number"), ("company_number", "GB-COH", "Company number"))


def basic_service(row: Service, reading: Reading) -> Document:
    points, organisation = row.shown, row.organisation  # by prefetching
    checked = [day for day in (row.checked_on, *(point.checked_on for point in points)) if day]
    return compact(
        id=row.translation_key,
        organization_id=organisation.translation_key,
        name=row.name,
        description=row.description or row.summary,
        url=next((point.website for point in points if point.website), organisation.website),
        email=next((point.email for point in points if point.email), organisation.email),
        status=_status(points, reading.today),
        minimum_age=row.minimum_age,
        maximum_age=row.maximum_age,
        eligibility_description=row.for_whom,
        # The oldest: all of it was checked no longer ago than this.
        assured_date=min(checked, default=None),
        alert=_alert(row, points, reading.today),
        last_modified=row.stamp,  # by annotating
        organization=basic_organization(organisation),
    )


def full_service(row: Service, reading: Reading) -> Document:
    points = row.shown
    key = row.translation_key
    chosen = [*row.support.all(), *row.people.all(), *row.needs.all(), *row.abuse.all()]
    for point in points:
        chosen += [*point.access.all(), *point.languages.all()]
    return basic_service(row, reading) | compact(
        organization=full_organization(row.organisation),
        schedules=[document for point in points for document in schedules(point, reading, _link(point, key))],
        service_areas=service_areas(key, points),
        service_at_locations=[
            {**_ids(point, key), "location": location(point, full=True)} for point in points if location_type(point)
        ],
        languages=_languages(key, points),
        phones=[document for point in points for document in phones(point, _link(point, key))],
        contacts=[document for point in points for document in _contacts(point, key)],
        attributes=attributes(key, "service", chosen),
    )


def basic_service_at_location(point: AccessPoint, reading: Reading) -> Document:
    return _at_location(point, reading) | {"location": location(point, full=False)}


def full_service_at_location(point: AccessPoint, reading: Reading) -> Document:
    key = point.service.translation_key
    chosen = [*point.access.all(), *point.languages.all()]
    return _at_location(point, reading) | compact(
        location=location(point, full=True),
        schedules=schedules(point, reading, _link(point, key)),
        service_areas=service_areas(point.translation_key, [point]),
        languages=_languages(point.translation_key, [point]),
        phones=phones(point, _link(point, key)),
        contacts=_contacts(point, key),
        attributes=attributes(point.translation_key, "service_at_location", chosen),
    )


def _at_location(point: AccessPoint, reading: Reading) -> Document:
    """With a name and a status of its own: one published copy of the standard wants them here, and they help."""
    return compact(
        **_ids(point, point.service.translation_key),
        name=point.name,
        description=point.summary,
        url=point.website,
        email=point.email,
        status=_status([point], reading.today),
        alert=_alert(point, [point], reading.today),
        assured_date=point.checked_on,
        last_modified=point.stamp,  # by annotating
        service=basic_service(point.service, reading),
    )


def basic_organization(row: Organisation) -> Document:
    return compact(
        id=row.translation_key,
        name=row.name,
        description=row.description or row.name,
        email=row.email,
        website=row.website,
    )


def full_organization(row: Organisation) -> Document:
    key = row.translation_key
    numbers = [(scheme, kind, getattr(row, field)) for field, scheme, kind in REGISTERS]
    return basic_organization(row) | compact(
        organization_identifiers=[
            compact(
                id=derived(key, f"identifier {scheme}"),
                organization_id=key,
                identifier_scheme=scheme,
                identifier_type=kind,
                identifier=number,
            )
            for scheme, kind, number in numbers
            if number
        ],
        attributes=attributes(key, "organization", row.partners.all()),
    )


def organization_with_services(row: Organisation, reading: Reading) -> Document:
    services = row.offered  # by prefetching
    return full_organization(row) | compact(services=[basic_service(service, reading) for service in services])


def service_areas(owner: UUID, points: list[AccessPoint]) -> list[Document]:
    """The areas that these serve, each once. Of what is confidential this is all that anybody learns about where."""
    areas = {area.pk: area for point in points for area in point.areas.all()}
    return [
        compact(
            id=derived(owner, f"area {area.slug}"),
            name=area.name,
            service_area=area.name,
            uri=f"http://statistics.data.gov.uk/id/statistical-geography/{area.gss}" if area.gss else "",
        )
        for area in sorted(areas.values(), key=lambda area: area.name)
    ]


def phones(point: AccessPoint, link: Document) -> list[Document]:
    if not point.phone:
        return []
    key = derived(point.translation_key, "phone")
    return [compact(id=key, **link, number=point.phone, type="voice", description=point.name)]


def _contacts(point: AccessPoint, service: UUID) -> list[Document]:
    """How to reach it. Never a person: the name is that of the place or the line."""
    if not (point.phone or point.email):
        return []
    key = derived(point.translation_key, "contact")
    numbers = phones(point, {"contact_id": str(key)})
    return [compact(id=key, service_id=service, name=point.name, email=point.email, phones=numbers)]


def _languages(owner: UUID, points: list[AccessPoint]) -> list[Document]:
    spoken = {facet.pk: facet for point in points for facet in point.languages.all()}
    return [
        compact(id=derived(owner, f"language {facet.key}"), name=facet.name, code=facet.key)
        for facet in sorted(spoken.values(), key=lambda facet: (facet.order, facet.key))
    ]


def _ids(point: AccessPoint, service: UUID) -> Document:
    return compact(id=point.translation_key, service_id=service, location_id=derived(point.translation_key, "location"))


def _link(point: AccessPoint, service: UUID) -> Document:
    """Whose it is: the service's, at this location where there is one."""
    at = point.translation_key if location_type(point) else None
    return compact(service_id=service, service_at_location_id=at)


def _status(points: list[AccessPoint], today: date) -> str:
    if not points:
        return INACTIVE
    return CLOSED if all(closed_for_now(point, today) for point in points) else ACTIVE


def _alert(row: Service | AccessPoint, points: list[AccessPoint], today: date) -> str:
    """What is closed for now, and that what is only there to be looked at helps nobody."""
    words = [INVENTED] if row.is_demo else []
    for point in points:
        if closed_for_now(point, today):
            until = f" until {in_words(point.closed_until)}" if point.closed_until else " for now"
            words += [f"{point.name} is closed{until}.", point.closed_note]
    return " ".join(filter(None, words))
