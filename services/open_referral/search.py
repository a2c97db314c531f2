"""Reading the directory for others: the same few queries for a page, however long it is."""

from typing import Any

from django.conf import settings
from django.db.models import (
    BigIntegerField,
    DateTimeField,
    ExpressionWrapper,
    F,
    Max,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast, Coalesce, Greatest

from services.choice_groups import Names
from services.choosing import CHOSEN_ON, chosen_by
from services.listing.asked import wanted
from services.models import AccessPoint, Facet, Organisation, Posting, Service
from services.open_referral.locations import HAS_LOCATION
from services.open_referral.parameters import Asked, Place
from services.open_referral.taxonomies import group_of
from services.open_referral.weekly import slots

ENGLISH = {"locale__language_code": settings.LANGUAGE_CODE}
# (group, keys of choices), each of which must fit.
Chosen = list[tuple[str, Any]]


def services(asked: Asked) -> QuerySet[Service]:
    chosen = _chosen(asked)
    rows = _live_services().filter(_of_service(asked, chosen, ""))
    points = _narrowed(asked, chosen)
    if points is not None:
        rows = rows.filter(pk__in=points.values("service"))
    if asked.modified_after:
        moment = asked.modified_after
        touched = AccessPoint.objects.filter(changed_at__gte=moment, **ENGLISH).values("service")
        rows = rows.filter(Q(changed_at__gte=moment) | Q(organisation__changed_at__gte=moment) | Q(pk__in=touched))
    return rows.order_by("pk")


def service_at_locations(asked: Asked) -> QuerySet[AccessPoint]:
    chosen = _chosen(asked)
    rows = _live_points().filter(HAS_LOCATION, _of_service(asked, chosen, "service__")).order_by("pk")
    points = _narrowed(asked, chosen)
    if points is not None:
        rows = rows.filter(pk__in=points)
    if asked.modified_after:
        moment = asked.modified_after
        rows = rows.filter(
            Q(changed_at__gte=moment)
            | Q(service__changed_at__gte=moment)
            | Q(service__organisation__changed_at__gte=moment)
        )
    return _near(rows, asked.postcode, asked.proximity) if asked.postcode else rows


def organizations(asked: Asked) -> QuerySet[Organisation]:
    rows = Organisation.objects.filter(live=True, **ENGLISH)
    if asked.modified_after:
        rows = rows.filter(changed_at__gte=asked.modified_after)
    return rows.order_by("pk")


def terms(asked: Asked) -> QuerySet[Facet]:
    rows = Facet.objects.filter(**ENGLISH).order_by("pk")
    return rows.filter(group=group_of(asked.taxonomy_id)) if asked.taxonomy_id else rows


def with_points(rows: QuerySet[Service], *, full: bool) -> QuerySet[Service]:
    """What a document of a service reads."""
    points = AccessPoint.objects.filter(live=True, **ENGLISH).select_related("area").order_by("pk")
    if full:
        points = points.prefetch_related("areas", "access", "languages", "exceptions")
        rows = rows.prefetch_related(*Service.CHOICES, "organisation__partners")
    return rows.select_related("organisation").prefetch_related(Prefetch("access_points", points, to_attr="shown"))


def with_service(rows: QuerySet[AccessPoint], *, full: bool) -> QuerySet[AccessPoint]:
    """What a document of a service at a location reads."""
    if full:
        rows = rows.prefetch_related("areas", "access", "languages", "exceptions")
    service = with_points(_live_services(), full=False)
    return rows.select_related("area").prefetch_related(Prefetch("service", service))


def with_offers(rows: QuerySet[Organisation], *, full: bool) -> QuerySet[Organisation]:
    """What a document of an organisation reads."""
    if not full:
        return rows
    offered = with_points(_live_services(), full=False).order_by("pk")
    return rows.prefetch_related("partners", Prefetch("services", offered, to_attr="offered"))


def _live_services() -> QuerySet[Service]:
    """Each with its `stamp`: when it, its organisation or anything it is given by last changed."""
    points = AccessPoint.objects.filter(service=OuterRef("pk"), **ENGLISH).order_by().values("service")
    newest = Subquery(points.annotate(newest=Max("changed_at")).values("newest"), output_field=DateTimeField())
    stamp = Greatest("changed_at", "organisation__changed_at", Coalesce(newest, F("changed_at")))
    return Service.objects.filter(live=True, organisation__live=True, **ENGLISH).annotate(stamp=stamp)


def _live_points() -> QuerySet[AccessPoint]:
    stamp = Greatest("changed_at", "service__changed_at", "service__organisation__changed_at")
    return AccessPoint.objects.filter(
        live=True, service__live=True, service__organisation__live=True, **ENGLISH
    ).annotate(stamp=stamp)


def _of_service(asked: Asked, chosen: Chosen, path: str) -> Q:
    """What is asked of the service itself; `path` leads to it."""
    found = Q()
    if asked.minimum_age is not None:
        found &= Q(**{f"{path}minimum_age__gte": asked.minimum_age})
    if asked.maximum_age is not None:
        found &= Q(**{f"{path}maximum_age__lte": asked.maximum_age})
    if asked.organization_id:
        found &= Q(**{f"{path}organisation__translation_key": asked.organization_id})
    for group, facets in chosen:
        model, _name = CHOSEN_ON[group]
        if model is Service:
            found &= Q(**{f"{path}pk__in": chosen_by(group, facets)})
        elif model is Organisation:
            found &= Q(**{f"{path}organisation__in": chosen_by(group, facets)})
    # A term or taxonomy that there is not finds nothing, rather than everything.
    unknown = len(chosen) < bool(asked.taxonomy_term_id) + bool(asked.taxonomy_id)
    return found & Q(pk__in=[]) if unknown else found


def _narrowed(asked: Asked, chosen: Chosen) -> QuerySet[AccessPoint] | None:
    """The access points that remain when something is asked of them; None where nothing is."""
    rows = untouched = AccessPoint.objects.filter(live=True, **ENGLISH)
    for group, facets in chosen:
        if CHOSEN_ON[group][0] is AccessPoint:
            rows = rows.filter(pk__in=chosen_by(group, facets))
    if asked.day or asked.start_time is not None or asked.end_time is not None:
        rows = rows.filter(hours__in=_open_at(asked))
    if asked.search:
        rows = _about(rows, asked.search)
    return None if rows is untouched else rows


def _chosen(asked: Asked) -> Chosen:
    """For the term and for the whole taxonomy that are asked for."""
    found: Chosen = []
    english = Facet.objects.filter(**ENGLISH)
    if asked.taxonomy_term_id:
        found += [(facet.group, [facet.pk]) for facet in english.filter(translation_key=asked.taxonomy_term_id)]
    if asked.taxonomy_id and (group := group_of(asked.taxonomy_id)):
        found.append((group, english.filter(group=group).values("pk")))
    return found


def _about(rows: QuerySet[AccessPoint], text: str) -> QuerySet[AccessPoint]:
    """What has every word that we know, slips put right, as on the pages. Without a word that we know: nothing."""
    terms = wanted(text, settings.LANGUAGE_CODE, Names(settings.LANGUAGE_CODE).spelt).terms
    for meant in terms:
        rows = rows.filter(pk__in=Posting.objects.filter(term__in=meant).values("listing"))
    return rows if terms else rows.none()


def _open_at(asked: Asked) -> list[str]:
    """The texts of opening hours, each read once by a process, with one span of time that fits all that is asked."""
    texts = AccessPoint.objects.filter(live=True, **ENGLISH).exclude(hours="").order_by()
    start = asked.start_time or 0
    end = asked.end_time
    return [
        text
        for text in texts.values_list("hours", flat=True).distinct()
        if any(
            slot.opens >= start
            and (end is None or slot.closes <= end)
            and (not asked.day or asked.day & {day[-2:] for day in slot.days})
            for slot in slots(text) or ()
        )
    ]


def _near(rows: QuerySet[AccessPoint], place: Place, metres: int | None) -> QuerySet[AccessPoint]:
    """What serves the council of a postcode; where a distance is given, only what lies within it, nearest first."""
    council = Q(area__gss=place.council) | Q(area__parent__gss=place.council)
    rows = rows.filter(pk__in=AccessPoint.areas.through.objects.filter(council).values("accesspoint"))
    if metres is None or place.point is None:
        return rows
    east, north = place.point
    # A box first: what lies outside it need not be measured.
    box = Q(easting__range=(max(east - metres, 0), east + metres))
    box &= Q(northing__range=(max(north - metres, 0), north + metres))
    away = _squared_metres(east, north)
    return rows.filter(box).annotate(away=away).filter(away__lte=metres**2).order_by("away", "pk")


def _squared_metres(east: int, north: int) -> ExpressionWrapper:
    along = Cast("easting", BigIntegerField()) - Value(east)
    up = Cast("northing", BigIntegerField()) - Value(north)
    return ExpressionWrapper(along * along + up * up, output_field=BigIntegerField())
