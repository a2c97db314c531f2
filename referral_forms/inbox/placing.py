"""Where a case may be put by hand: until wards are loaded as data, nobody but a person knows a lot of County Durham."""

from django.db.models import QuerySet

from places.models import Area

from .models import Case


def choices(case: Case) -> QuerySet[Area]:
    """The lots of the case's council; every council for a case that came without an area; else nothing."""
    if case.area is None:
        return Area.objects.councils().order_by("name")
    council = case.area.parent_id or case.area.pk
    return Area.objects.filter(parent=council).exclude(pk=case.area.pk).order_by("order", "name")
