"""What an editor sees of a draft: the pages on which its words will stand."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone

from services import hours, reading

if TYPE_CHECKING:
    from services.models import AccessPoint, Organisation, Service

POINT, SERVICE, ORGANISATION = (
    "services/access_point.html", "services/service_preview.html", "services/organisation_preview.html",
)  # fmt: skip


def of_point(point: "AccessPoint", original: "AccessPoint") -> dict[str, Any]:
    """original: the English row, whose facts are shown; of a translation only the words are its own."""
    now = timezone.now()
    entry = reading.Entry(original, point, point.locale.language_code, hours.now(original, now))
    return reading.access_point_context(entry, timezone.localdate(now))


def original_of(row: Any) -> Any:
    """The English row of a translation; the row itself where it is the English one, or has none yet."""
    if row.locale.language_code == settings.LANGUAGE_CODE:
        return row
    rows = type(row)._default_manager.filter(translation_key=row.translation_key)
    return rows.filter(locale__language_code=settings.LANGUAGE_CODE).first() or row


def of_service(service: "Service") -> tuple[str, dict[str, Any]]:
    """Template and context: the page of the first access point with the draft's words, or the service by itself."""
    point = service.access_points.order_by("-live", "name", "pk").first() if service.pk else None
    if point is None:
        original = original_of(service)
        return SERVICE, {"service": service, "original": original, "ages": reading.ages(original)}
    original = original_of(point)
    point.service = service
    if original.pk == point.pk:
        original = point
    return POINT, of_point(point, original)


def of_organisation(organisation: "Organisation") -> tuple[str, dict[str, Any]]:
    services = organisation.services.order_by("name") if organisation.pk else []
    return ORGANISATION, {
        "organisation": organisation,
        "original": original_of(organisation),
        "services": services,
    }
