"""Reading the directory: the same few queries, however many entries there are."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.conf import settings
from django.db.models import Case, Q, QuerySet, When

from content.rows import of_keys
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

__all__ = [
    "answer",
    "areas_with",
    "browsed",
    "councils",
    "entry",
    "one",
    "originals",
    "public",
    "translations",
    "understand",
]

PER_PAGE = 20


def public() -> QuerySet[AccessPoint]:
    """Every row that may be shown, in whatever language."""
    return AccessPoint.objects.filter(live=True, service__live=True, service__organisation__live=True)


def whole() -> QuerySet[AccessPoint]:
    """As `public`, with all that a list shows of a row."""
    return public().select_related("area", "service__organisation").prefetch_related("exceptions")


def originals() -> QuerySet[AccessPoint]:
    return whole().filter(locale__language_code=settings.LANGUAGE_CODE)


def one(area_slug: str, slug: str) -> AccessPoint | None:
    """An access point by its address, also below another area that it serves."""
    rows = originals().filter(Q(area__slug=area_slug) | Q(areas__slug=area_slug), slug=slug)
    here_first = Case(When(area__slug=area_slug, then=0), default=1)
    shown = rows.prefetch_related("areas", "access", "languages", "service__support", "service__people")
    return shown.distinct().order_by(here_first, "pk").first()


def translations(original: AccessPoint) -> dict[str, AccessPoint]:
    """Its public rows in other languages, by language. One query."""
    rows = public().filter(translation_key=original.translation_key).exclude(pk=original.pk)
    return {row.locale.language_code: row for row in rows.select_related("locale", "area", "service__organisation")}


def answer(question: Question, page: int, language: str, now: datetime, names: Names | None = None) -> Answer:
    """One page of what fits, nearest first, or the last there is. At most seven queries, four where nothing was typed.

    `names`: where the choices' names were read already.
    """
    names = names or Names(language)
    asked = wanted(question.words, language, names.spelt)
    page = max(1, page)
    counts, found = counting.found(question, asked.terms, now, (page - 1) * PER_PAGE, PER_PAGE)
    pages = max(1, -(-counts.total // PER_PAGE))
    if page > pages:
        return answer(question, pages, language, now, names)
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


def entry(original: AccessPoint, translated: Mapping[str, AccessPoint], language: str, now: datetime) -> Entry:
    """An access point for a reader of this language; `translated` as `translations` reads them."""
    code = language if language in translated else settings.LANGUAGE_CODE
    shown = translated.get(code, original)
    return Entry(original, shown, code, hours.now(original, now), Names(language).by_key)


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
    read = of_keys([each.point for each in found], whole(), language) if found else ()
    entries = {
        original.pk: Entry(original, shown, code, hours.now(original, now), names.by_key)
        for original, shown, code in read
    }
    return [
        Row(
            entries[each.point],
            _miles(each, entries[each.point]),
            each.own,
            names.chosen(Facet.Group.PEOPLE, each.marks),
            names.chosen(Facet.Group.LANGUAGE, each.marks),
        )
        for each in found
        if each.point in entries
    ]


def _miles(found: counting.Found, entry: Entry) -> float | None:
    if found.away is None or not entry.original.is_place:
        return None
    return round(found.away / METRES_A_MILE, 1)


def _wider(
    question: Question, terms: list[list[int]], counts: counting.Counts, now: datetime
) -> Iterable[tuple[Question, int]]:
    yield from counting.wider(question, counts)
    if question.words and question.chosen and not (question.areas or question.point):
        # Everywhere only entries that have the words are read: how many there are without them is another question.
        ticks = Question(chosen=question.chosen)
        if number := counting.total(ticks, [], now):
            yield ticks, number
    if (question.areas or question.point) and (question.words or question.chosen):
        everywhere = Question(words=question.words, chosen=question.chosen)
        if number := counting.total(everywhere, terms, now):
            yield everywhere, number
