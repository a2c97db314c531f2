"""The flat rows, made in batches: a few queries for each, however many access points."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from content import words
from services import shores
from services.models import AccessPoint, Listing, ListingArea, ListingSpan, Posting, Term, TermGram

from . import facts, marks, tally, vocabulary
from .facts import Batch
from .vocabulary import Vocabulary
from .wording import Weights, Wording
from .writing import insert

BATCH = 500
ROWS_AT_ONCE = 2000
LONGEST_NAME = 160
FACTS = ("name", "comes", "easting", "northing", "shore", "marks")


@dataclass
class Run:
    """What batches of one run share."""

    now: datetime
    choices: facts.Choices = field(default_factory=facts.choices)
    vocabulary: Vocabulary = field(default_factory=Vocabulary)

    def __post_init__(self) -> None:
        self.wording = Wording(self.choices)
        self.times = marks.Times(self.now)


@dataclass(frozen=True)
class Made:
    """The rows of one access point, before they are written."""

    listing: Listing
    areas: list[int]
    weights: Weights


def refresh(points: Iterable[int], now: datetime | None = None) -> None:
    """Make the rows of these access points again, or take them away from what is no longer public.

    `points`: keys of rows in any language. Every batch is whole by itself.
    """
    ids = sorted(set(points))
    if not ids:
        return
    run = Run(now or timezone.now())
    for start in range(0, len(ids), BATCH):
        part = ids[start : start + BATCH]
        english = facts.originals(Q(pk__in=part))
        # A row that was deleted has no key any more by which to find its English one.
        _renew(run, sorted({*part, *english}))


def rebuild(say: Callable[[int, int], object] = lambda done, of: None, now: datetime | None = None) -> int:
    """Everything, area by area, so that what is read together lies together; returns how many entries there are."""
    ids = facts.originals(Q())
    run = Run(now or timezone.now())
    for start in range(0, len(ids), BATCH):
        _renew(run, ids[start : start + BATCH])
        say(min(start + BATCH, len(ids)), len(ids))
    with transaction.atomic():
        english = AccessPoint.objects.filter(pk__in=ids).values("pk")
        _forget(list(Listing.objects.exclude(pk__in=english).values_list("pk", flat=True)))
    vocabulary.forget_unused()
    tally.recount()
    _measure()
    return Listing.objects.count()


@transaction.atomic
def withdraw(points: Iterable[int]) -> None:
    """Take the rows of these away, whatever they are."""
    ids = sorted(points)
    _forget(ids, {pk: (digest, marks) for pk, digest, marks in _stored(ids)})


@transaction.atomic
def _renew(run: Run, ids: Sequence[int]) -> None:
    batch = facts.read(ids, run.choices)
    run.wording.forget()
    made = [_made(run, batch, point) for point in batch.points]
    before = {pk: (digest, marks) for pk, digest, marks in _stored(ids)}
    stale = [each for each in made if before.get(each.listing.pk, ("", ""))[0] != each.listing.digest]
    gone = before.keys() - {each.listing.pk for each in made}
    _forget([*gone, *(each.listing.pk for each in stale if each.listing.pk in before)], before)
    _write(run, stale)
    _write_spans(run, batch.points)


def _stored(ids: Sequence[int]) -> Iterable[tuple[int, str, str]]:
    return Listing.objects.filter(pk__in=ids).values_list("pk", "digest", "marks")


def _made(run: Run, batch: Batch, point: AccessPoint) -> Made:
    known = run.choices.marks
    weights = run.wording.weights(batch, point)
    where = (point.easting, point.northing) if point.easting is not None and point.northing is not None else None
    listing = Listing(
        point_id=point.pk,
        # As it is sorted: small letters without marks, in the same order on every database.
        name=words.plain(point.name)[:LONGEST_NAME],
        comes=not point.is_place,
        easting=where[0] if where else None,
        northing=where[1] if where else None,
        shore=shores.shore(*where) if where else "",
        marks=marks.marks(point, [known[pk] for pk in batch.facets.get(point.pk, ()) if pk in known]),
    )
    areas = sorted(batch.areas[point.pk])
    told = repr((_facts(listing), areas, sorted(weights.items())))
    listing.digest = blake2b(told.encode(), digest_size=16).hexdigest()
    return Made(listing, areas, weights)


def _facts(listing: Listing) -> list[object]:
    return [getattr(listing, name) for name in FACTS]


def _forget(ids: list[int], before: dict[int, tuple[str, str]] | None = None) -> None:
    if not ids:
        return
    areas = ListingArea.objects.filter(listing_id__in=ids)
    changes: tally.Steps = Counter()
    served: dict[int, list[int]] = {pk: [] for pk in ids}
    for pk, area in areas.values_list("listing_id", "area_id"):
        served[pk].append(area)
    for pk in ids:
        if before and pk in before:
            changes.update(tally.steps(before[pk][1], served[pk], -1))
    tally.add(changes)
    # Straight from the tables: each is told by its listing, and no signal waits for them.
    for rows in (areas, ListingSpan.objects.filter(listing_id__in=ids), Posting.objects.filter(listing_id__in=ids)):
        rows._raw_delete(rows.db)
    listings = Listing.objects.filter(pk__in=ids)
    listings._raw_delete(listings.db)


def _write(run: Run, made: list[Made]) -> None:
    if not made:
        return
    full = run.wording.full
    run.vocabulary.learn({term: full[term] for each in made for term in each.weights})
    Listing.objects.bulk_create([each.listing for each in made], batch_size=ROWS_AT_ONCE)
    rows = sorted(((area, each.listing) for each in made for area in each.areas), key=lambda row: row[0])
    insert(
        ListingArea,
        ("listing_id", "area_id", *FACTS),
        ((listing.pk, area, *_facts(listing)) for area, listing in rows),
    )
    ids = run.vocabulary.ids
    insert(
        Posting,
        ("term_id", "listing_id", "weight"),
        ((ids[term], each.listing.pk, weight) for each in made for term, weight in each.weights.items()),
    )
    changes: tally.Steps = Counter()
    for each in made:
        changes.update(tally.steps(each.listing.marks, each.areas, 1))
    tally.add(changes)


def _write_spans(run: Run, points: list[AccessPoint]) -> None:
    old = ListingSpan.objects.filter(listing_id__in=[point.pk for point in points])
    old._raw_delete(old.db)
    rows = ((point.pk, begins, ends) for point in points for begins, ends in run.times.of(point))
    insert(ListingSpan, ("listing_id", "begins", "ends"), rows)


def _measure() -> None:
    """Tell the database how the rows are spread: it plans by that, and would notice by itself only minutes later."""
    with connection.cursor() as cursor:
        for model in (Listing, ListingArea, ListingSpan, Term, TermGram, Posting):
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")
