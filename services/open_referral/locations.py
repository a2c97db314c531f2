"""Where a service is given. Only what everybody may know has a location at all."""

from django.db.models import Q

from places.grid import from_grid
from services.models import AccessPoint
from services.open_referral.identifiers import derived
from services.open_referral.shape import Document, compact
from services.open_referral.taxonomies import attributes

Kind = AccessPoint.Kind
PHYSICAL, VIRTUAL = "physical", "virtual"
# They come to the person and have no place; outreach meets people wherever it is safe and is nowhere at all.
AT_A_DISTANCE = frozenset({Kind.TELEPHONE, Kind.ONLINE})
COUNTRY = "GB"

HAS_LOCATION = Q(confidential=False) & (
    Q(kind__in=sorted(AT_A_DISTANCE))
    | (
        Q(kind__in=sorted(AccessPoint.PLACES))
        & (~Q(kind=Kind.GROUP) | Q(venue_public=True))
        & (~Q(address="") | Q(easting__isnull=False))
    )
)


def location_type(point: AccessPoint) -> str | None:
    """The same rule as `HAS_LOCATION`, of one access point; None where it must not have a location, or has none."""
    if point.confidential:
        return None
    if point.kind in AT_A_DISTANCE:
        return VIRTUAL
    agreed = point.kind != Kind.GROUP or point.venue_public
    return PHYSICAL if point.is_place and agreed and (point.address or point.easting is not None) else None


def location(point: AccessPoint, *, full: bool) -> Document:
    """Reads `point.access` where `full`: prefetch it."""
    kind = location_type(point)
    assert kind is not None, "asked for a location that must not be told"
    key = derived(point.translation_key, "location")
    document = compact(id=key, location_type=kind, name=point.name)
    if kind == PHYSICAL:
        document |= compact(description=point.directions, **_position(point))
        if full and point.address:
            document["addresses"] = [_address(point)]
    if full and kind == PHYSICAL and (access := list(point.access.all())):
        document["accessibility"] = [
            compact(id=derived(key, f"accessibility {facet.translation_key}"), location_id=key, description=facet.name)
            for facet in access
        ]
        document["attributes"] = attributes(key, "location", access)
    return document


def _position(point: AccessPoint) -> dict[str, float]:
    if point.easting is None or point.northing is None:
        return {}
    latitude, longitude = from_grid(point.easting, point.northing)
    return {"latitude": latitude, "longitude": longitude}


def _address(point: AccessPoint) -> Document:
    """The standard wants every one of these; a postcode that we do not know is the only empty word we ever write."""
    key = derived(point.translation_key, "address")
    lines = [line.strip() for line in point.address.splitlines() if line.strip()]
    return {
        **compact(id=key, location_id=derived(point.translation_key, "location"), address_1=", ".join(lines)),
        "city": point.town or point.area.name,
        "state_province": point.area.name,
        "postal_code": point.postcode,
        "country": COUNTRY,
        "address_type": PHYSICAL,
    }
