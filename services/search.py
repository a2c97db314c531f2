"""Reading the directory: the same few queries, however many entries there are."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Case, Q, QuerySet, When

from content.rows import in_language
from places.models import Area
from services import hours
from services.asking import Answer, ChoiceGroup, Question, Row
from services.choice_groups import Names, browsing, groups
from services.listing import counting
from services.listing.asked import wanted
from services.listing.candidates import METRES_A_MILE
from services.models import AccessPoint, Facet, ListingTally
from services.neighbours import neighbours
from services.reading import Entry
from services.understanding import understand

__all__ = ["answer", "areas_with", "browsed", "councils", "entries", "one", "originals", "public", "understand"]

PER_PAGE = 20


def public() -> QuerySet[AccessPoint]:
    """Every row that may be shown, in whatever language."""
    return AccessPoint.objects.filter(live=True, service__live=True, service__organisation__live=True)


def originals() -> QuerySet[AccessPoint]:
    return (
        public()
        .filter(locale__language_code=settings.LANGUAGE_CODE)
        .select_related("area", "service__organisation")
        .prefetch_related("exceptions")
    )


def one(area_slug: str, slug: str) -> AccessPoint | None:
    """An access point by its address, also below another area that it serves."""
    rows = originals().filter(Q(area__slug=area_slug) | Q(areas__slug=area_slug), slug=slug)
    here_first = Case(When(area__slug=area_slug, then=0), default=1)
    whole = rows.prefetch_related("access", "languages", "service__support", "service__people")
    return whole.distinct().order_by(here_first, "pk").first()


def answer(question: Question, page: int, language: str, now: datetime) -> Answer:
    """One page of what fits, nearest first. At most eleven queries, six where nothing was typed and in English."""
    names = Names(language)
    asked = wanted(question.words, language, names.spelt)
    counts = counting.counted(question, asked.terms, now)
    pages = max(1, -(-counts.total // PER_PAGE))
    page = min(max(1, page), pages)
    first = (page - 1) * PER_PAGE
    found = counting.page_of(question, asked.terms, now, first, PER_PAGE) if counts.total else []
    rows = _rows(found, language, now, names)
    return Answer(
        places=tuple(row for row in rows if row.entry.original.is_place),
        others=tuple(row for row in rows if not row.entry.original.is_place),
        count=counts.total,
        page=page,
        pages=pages,
        groups=groups(counts, question, names),
        understood=asked.put_right,
        unknown=asked.unknown,
        wider=() if counts.total else tuple(_wider(question, asked.terms, counts, now)),
        neighbours=() if counts.total else neighbours(question),
    )


def entries(
    rows: Iterable[AccessPoint], language: str, now: datetime, names: Mapping[Any, str] | None = None
) -> list[Entry]:
    """`names`: the choices' names in that language by their translation keys, where they are read already."""
    translated = public().select_related("service__organisation", "area")
    shown = list(in_language(rows, translated, language))
    names = Names(language).by_key if names is None else names
    return [Entry(original, point, code, hours.now(original, now), dict(names)) for original, point, code in shown]


def councils() -> list[Area]:
    """The areas to browse by, in the order of their names."""
    return list(Area.objects.councils().order_by("name"))


def browsed(language: str, area: int = ListingTally.EVERYWHERE) -> list[ChoiceGroup]:
    """Every choice of editors that has entries, with how many, in an area or everywhere. Two queries."""
    counts = ListingTally.objects.filter(area=area, count__gt=0).values_list("mark", "count")
    return browsing(dict(counts), Names(language))


def areas_with(value: str) -> list[tuple[Area, int]]:
    """Every council, and how many of its entries have this choice (`support:drop-in`). Two queries."""
    counts = dict(ListingTally.objects.filter(mark=value).values_list("area", "count"))
    return [(area, counts.get(area.pk, 0)) for area in councils()]


def _rows(found: list[counting.Found], language: str, now: datetime, names: Names) -> list[Row]:
    """In their order. What is no longer public, though its row still stands, is left out."""
    points = originals().in_bulk([each.point for each in found]) if found else {}
    kept = [each for each in found if each.point in points]
    shown = entries([points[each.point] for each in kept], language, now, names.by_key)
    return [
        Row(
            entry,
            _miles(each, entry),
            each.own,
            names.chosen(Facet.Group.PEOPLE, each.marks),
            names.chosen(Facet.Group.LANGUAGE, each.marks),
        )
        for each, entry in zip(kept, shown, strict=True)
    ]


def _miles(found: counting.Found, entry: Entry) -> float | None:
    if found.away is None or not entry.original.is_place:
        return None
    return round(found.away / METRES_A_MILE, 1)


def _wider(
    question: Question, terms: list[list[int]], counts: counting.Counts, now: datetime
) -> Iterable[tuple[Question, int]]:
    yield from counting.wider(question, counts)
    if (question.areas or question.point) and (question.words or question.chosen):
        everywhere = Question(words=question.words, chosen=question.chosen)
        if number := counting.total(everywhere, terms, now):
            yield everywhere, number
