"""The words by which services are sorted: each group of choices is a taxonomy, each choice a term of it."""

from collections.abc import Iterable
from uuid import UUID

from services.models import Facet
from services.open_referral.identifiers import derived, of_taxonomy
from services.open_referral.shape import Document, compact

Group = Facet.Group
# What each group tells, for people who build something with it.
MEANING = {
    Group.SUPPORT: "What kinds of support a service gives.",
    Group.PEOPLE: "Groups of people whom a service is for.",
    Group.NEED: "Other needs that a service helps with.",
    Group.ABUSE: "What is happening to the people whom a service helps.",
    Group.ACCESS: "What makes it easier to get in and to take part.",
    Group.LANGUAGE: "Languages that are spoken there.",
    Group.PARTNER: "What kind of organisation it is.",
}


def taxonomy(group: str) -> Document:
    return compact(id=of_taxonomy(group), name=str(Group(group).label), description=MEANING[Group(group)], version="1")


def taxonomy_with_terms(group: str, facets: Iterable[Facet]) -> Document:
    return {**taxonomy(group), "taxonomy_terms": [term(facet) for facet in facets if facet.group == group]}


def group_of(taxonomy_id: UUID) -> str | None:
    return next((group for group in Group.values if of_taxonomy(group) == taxonomy_id), None)


def term(facet: Facet) -> Document:
    label = str(Group(facet.group).label)
    return compact(
        id=facet.translation_key,
        code=facet.key,
        name=facet.name,
        description=f"{label}: {facet.name}",
        taxonomy=label,
        taxonomy_id=of_taxonomy(facet.group),
    )


def attributes(owner: UUID, entity: str, facets: Iterable[Facet]) -> list[Document]:
    """What was chosen for `owner`, each choice once, in the order of their groups."""
    unique = {facet.pk: facet for facet in facets}
    ordered = sorted(unique.values(), key=lambda facet: (facet.group, facet.order, facet.key))
    return [
        compact(
            id=derived(owner, f"attribute {facet.translation_key}"),
            link_id=owner,
            link_entity=entity,
            link_type=facet.group,
            taxonomy_term_id=facet.translation_key,
            taxonomy_term=term(facet),
        )
        for facet in ordered
    ]
