"""Where each group of choices is chosen: on the organisation, the service or the access point."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from services.models import AccessPoint, Facet, Organisation, Service

Group = Facet.Group
CHOSEN_ON: dict[str, tuple[type[Any], str]] = {
    Group.SUPPORT: (Service, "support"),
    Group.PEOPLE: (Service, "people"),
    Group.NEED: (Service, "needs"),
    Group.ABUSE: (Service, "abuse"),
    Group.ACCESS: (AccessPoint, "access"),
    Group.LANGUAGE: (AccessPoint, "languages"),
    Group.PARTNER: (Organisation, "partners"),
}


def chosen_by(group: str, facets: Iterable[int]) -> QuerySet:
    """The keys of the rows, in every language, of the group's model for which one of these was chosen."""
    model, name = CHOSEN_ON[group]
    through = getattr(model, name).through
    return through.objects.filter(facet_id__in=facets).values(f"{model._meta.model_name}_id")
