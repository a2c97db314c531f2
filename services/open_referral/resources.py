"""What can be read at `/open-referral/`: five sorts of documents, and what may be asked of each."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from services.models import Facet
from services.open_referral import documents, search, taxonomies
from services.open_referral.parameters import Asked
from services.open_referral.shape import Document, Reading

PAGING = ("page", "per_page", "format")
CHANGES = ("modified_after", "full", "minimal")
ABOUT_SERVICES = (
    *("search", "taxonomy_term_id", "taxonomy_id", "organization_id"),
    *("minimum_age", "maximum_age", "day", "start_time", "end_time"),
)
ABOUT_PLACES = ("postcode", "proximity")


@dataclass(frozen=True)
class Resource:
    """One sort of documents. `select` finds rows, `prepare` fetches what their documents read.

    stamped: the attribute that tells when a row last changed; none where that is not known.
    """

    name: str
    says: str
    parameters: tuple[str, ...]
    select: Callable[[Asked], Any]
    basic: Callable[[Any, Reading], Document]
    full: Callable[[Any, Reading], Document]
    prepare: Callable[..., Any] = lambda rows, full: rows
    find: Callable[[Any, UUID], Any] = lambda rows, key: rows.filter(translation_key=key)
    stamped: str = ""


def _taxonomies(asked: Asked) -> list[str]:
    return list(Facet.Group.values)


def _one_taxonomy(rows: list[str], key: UUID) -> list[str]:
    return [group for group in rows if group == taxonomies.group_of(key)]


def _with_terms(group: str, reading: Reading) -> Document:
    terms: QuerySet[Facet] = search.terms(Asked()).filter(group=group).order_by("order", "pk")
    return taxonomies.taxonomy_with_terms(group, terms)


RESOURCES = (
    Resource(
        "services",
        "Services that give help.",
        (*PAGING, *CHANGES, *ABOUT_SERVICES),
        search.services,
        documents.basic_service,
        documents.full_service,
        search.with_points,
        stamped="stamp",
    ),
    Resource(
        "service_at_locations",
        "Services where they are given: places to go to, telephone lines and websites. Nothing here tells where a "
        "place is whose location is withheld.",
        (*PAGING, *CHANGES, *ABOUT_SERVICES, *ABOUT_PLACES),
        search.service_at_locations,
        documents.basic_service_at_location,
        documents.full_service_at_location,
        search.with_service,
        stamped="stamp",
    ),
    Resource(
        "organizations",
        "Organisations that give services.",
        (*PAGING, *CHANGES),
        search.organizations,
        lambda row, reading: documents.basic_organization(row),
        documents.organization_with_services,
        search.with_offers,
        stamped="changed_at",
    ),
    Resource(
        "taxonomies",
        "The groups of words by which services are sorted.",
        PAGING,
        _taxonomies,
        lambda group, reading: taxonomies.taxonomy(group),
        _with_terms,
        find=_one_taxonomy,
    ),
    Resource(
        "taxonomy_terms",
        "The words by which services are sorted.",
        (*PAGING, "taxonomy_id"),
        search.terms,
        lambda facet, reading: taxonomies.term(facet),
        lambda facet, reading: taxonomies.term(facet),
    ),
)
