"""What is withheld leaves no trace: not in drafts, history, translations or proposals either (K-6.1.10).

Of a safe place that is everything that tells where it is; of a group that did not agree to be found, when it meets too.
Of the service and the organisation above a safe place it is whatever their words tell that a form would refuse today.
Open problems that readers told of stay: their words are sealed, only editors read them, and they go when settled.
"""

import json
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q, QuerySet
from wagtail.models import Revision
from wagtail_localize.models import (
    OverridableSegment,
    SegmentOverride,
    String,
    StringSegment,
    StringTranslation,
    TranslationContext,
    TranslationSource,
)

from services import listing, moved, withheld_words
from services.listing import vocabulary
from services.models import AccessPoint, HoursException, Organisation, Proposal, Service
from services.models.access_point import EMPTY, LOCATION, TIMES_AND_PLACE
from services.models.telling import OTHER_WORDS, tells
from services.withheld_words import OF_POINT, Words
from vault import schedule

SAFE = Q(confidential=True)
HIDDEN_GROUP = Q(kind=AccessPoint.Kind.GROUP, venue_public=False, confidential=False)
AT_ONCE = 200


@transaction.atomic
def forget(keys: Iterable[UUID], fresh: frozenset[UUID] = frozenset()) -> None:
    """Blank what is withheld in every copy that the database keeps of the entries with these translation keys.

    For rows that already are confidential, or groups without consent; called whenever one is saved. `fresh`: keys of
    entries of any kind that were made just now, from words that were checked: of them there are no copies.
    """
    wanted = list(keys)
    # Unless they had been here before.
    known = TranslationSource.objects.filter(object_id__in=fresh).values_list("object_id", flat=True) if fresh else ()
    fresh = fresh.difference(known)
    safe = AccessPoint.objects.filter(SAFE, translation_key__in=wanted).values_list("translation_key", flat=True)
    groups = AccessPoint.objects.filter(HIDDEN_GROUP, translation_key__in=wanted)
    hidden = set(groups.values_list("translation_key", flat=True)) - set(safe)
    _forget(set(safe) - fresh, LOCATION, confidential=True)
    _forget(hidden - fresh, TIMES_AND_PLACE, venue_public=False)
    services, organisations = above(set(safe))
    for words, those in zip(withheld_words.ABOVE, (services, organisations), strict=True):
        forget_words(words, those - fresh)
    withheld_words.forget_reports(
        {"point": set(safe) | hidden, "service": services, "organisation": organisations}, fresh
    )


def above(safe: set[UUID]) -> tuple[set[UUID], set[UUID]]:
    """The services and the organisations that safe places stand below."""
    services = Service.objects.filter(access_points__translation_key__in=safe, access_points__confidential=True)
    keys = set(services.values_list("translation_key", flat=True))
    organisations = Organisation.objects.filter(services__translation_key__in=keys)
    return keys, set(organisations.values_list("translation_key", flat=True))


@transaction.atomic
def forget_words(of: Words, keys: set[UUID]) -> None:
    """Of entries above a safe place: whatever of their words, of now and of before, tells where it is."""
    if not keys:
        return
    rows = of.model.objects.filter(translation_key__in=keys)
    withheld_words.blank_rows(of, rows)
    _forget_copies(of, rows, keys, partial(withheld_words.blank, of))
    _forget_unused(withheld_words.forget_translated(of, keys))


@schedule.job("services.forget_withheld", every=timedelta(days=1))
def sweep(now: datetime | None = None) -> None:
    """Whoever changed rows without saving them one by one: nothing of it stays for longer than a day."""
    rows = AccessPoint.objects.filter(SAFE | HIDDEN_GROUP).order_by("translation_key")
    keys = list(rows.values_list("translation_key", flat=True).distinct())
    for start in range(0, len(keys), AT_ONCE):
        forget(keys[start : start + AT_ONCE])
    # What finding reads is made from the rows, so only what was made before they changed can tell anything.
    told = rows.filter(SAFE, listing__easting__isnull=False) | rows.filter(HIDDEN_GROUP, listing__spans__isnull=False)
    listing.refresh(told.order_by("pk").values_list("pk", flat=True).distinct())
    # Words that stood only there would still be offered where somebody mistypes.
    vocabulary.forget_unused()


def _forget(keys: set[UUID], names: frozenset[str], **state: bool) -> None:
    if not keys:
        return
    rows = AccessPoint.objects.filter(translation_key__in=keys)
    # First, as old addresses are known by the one they lead to.
    moved.forget(keys)
    empty = {name: EMPTY[name] for name in names}
    rows.update(**state, **empty)
    withheld_words.blank_rows(OF_POINT, rows)
    if "hours" in names:
        HoursException.objects.filter(point__in=rows).delete()
    _forget_copies(OF_POINT, rows, keys, partial(_blank, empty=empty))
    _forget_translated(keys, names)
    for proposal in Proposal.objects.filter(point__in=rows).exclude(content__isnull=True).iterator():
        _forget_proposed(proposal, names)


def _forget_copies(of: Words, rows: QuerySet[Any], keys: set[UUID], blank: Callable[[dict[str, Any]], bool]) -> None:
    """History, what is kept for translators, and the log."""
    ids = [str(pk) for pk in rows.values_list("pk", flat=True)]
    kind = ContentType.objects.get_for_model(of.model)
    revisions = Revision.objects.filter(base_content_type=kind, object_id__in=ids)
    for revision in revisions.iterator():
        if blank(revision.content):
            revision.save(update_fields=["content"])
    sources = TranslationSource.objects.filter(object_id__in=keys)
    for source in sources.iterator():
        if blank(content := json.loads(source.content_json)):
            source.content_json = json.dumps(content)
            source.save(update_fields=["content_json"])
    withheld_words.blank_titles(revisions.only("object_str"), "object_str")
    withheld_words.blank_titles(sources, "object_repr")
    withheld_words.blank_log(of, ids)


def _forget_translated(keys: set[UUID], names: frozenset[str]) -> None:
    """wagtail-localize takes texts apart: each sentence and its translations stand in tables of their own."""
    contexts = TranslationContext.objects.filter(object_id__in=keys, path__in=names)
    strings = {*StringSegment.objects.filter(context__in=contexts).values_list("string_id", flat=True)}
    strings |= {*StringTranslation.objects.filter(context__in=contexts).values_list("translation_of_id", flat=True)}
    for model in (StringTranslation, SegmentOverride, StringSegment, OverridableSegment):
        model.objects.filter(context__in=contexts).delete()
    _forget_unused(strings | withheld_words.forget_translated(OF_POINT, keys))


def _forget_unused(strings: set[int]) -> None:
    # A sentence that another entry has too stays; and one that an older state of this entry left behind goes as well.
    String.objects.filter(segments=None, translations=None).delete()
    String.objects.filter(pk__in=strings, segments=None).delete()


def _forget_proposed(proposal: Proposal, names: frozenset[str]) -> None:
    """What its organisation proposed about the place, and the note, which may say anything."""
    fields = {name: pair for name, pair in proposal.content["fields"].items() if name not in names}
    told = {name for name in OTHER_WORDS if any(tells(value) for value in fields.get(name, ()))}
    fields = {name: pair for name, pair in fields.items() if name not in told}
    proposal.content = {**proposal.content, "fields": fields, "note": ""}
    proposal.save(update_fields=["content"])


def _blank(content: dict[str, Any], empty: dict[str, Any]) -> bool:
    """Whether there was anything to blank."""
    found = {name: value for name, value in empty.items() if content.get(name, value) != value}
    if "hours" in empty and content.get("exceptions"):
        found["exceptions"] = []
    content.update(found)
    return withheld_words.blank(OF_POINT, content) or bool(found)
