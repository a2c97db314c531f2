"""Takes words that tell where a place is out of whatever is kept of it, its service and its organisation (K-6.1.10).

Forms refuse such words. These are the copies that no form sees: rows changed in bulk, history, translations.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.utils import translation
from django.utils.text import capfirst
from wagtail.models import ModelLogEntry, TaskState
from wagtail_localize.models import (
    OverridableSegment,
    SegmentOverride,
    StringSegment,
    StringTranslation,
    TranslationContext,
)

from services import listing
from services.models import AccessPoint, Import, ImportPart, Organisation, Service
from services.models.telling import OF_ORGANISATION, OF_SERVICE, OTHER_WORDS, telling, tells

GONE = "…"


@dataclass(frozen=True)
class Words:
    """The words of one kind of entry. shown_on: how a row of it finds the access points that show them.

    level: what reports of imports call it. wholly: everything that a reviewer wrote about it goes, or only what tells.
    """

    model: Any
    names: tuple[str, ...]
    level: str
    shown_on: str
    wholly: bool = False


OF_POINT = Words(AccessPoint, OTHER_WORDS, "point", "pk", wholly=True)
ABOVE = (
    Words(Service, OF_SERVICE, "service", "service"),
    Words(Organisation, OF_ORGANISATION, "organisation", "service__organisation"),
)


def blank_rows(of: Words, rows: QuerySet[Any]) -> None:
    """The rows themselves, in every language, and what finding reads of them."""
    changed = []
    for row in rows:
        kind = getattr(row, "kind", None)
        if found := {name: instead(of, name, kind, row.translation_key) for name in telling(row, of.names)}:
            of.model.objects.filter(pk=row.pk).update(**found)
            changed.append(row.pk)
    if changed:
        shown = AccessPoint.objects.filter(**{f"{of.shown_on}__in": changed})
        listing.changed([*shown.values_list("pk", flat=True)])


def blank(of: Words, content: dict[str, Any]) -> bool:
    """A row as history or translation keep it. Whether there was anything to blank."""
    found = [name for name in of.names if tells(content.get(name))]
    content.update({name: instead(of, name, content.get("kind"), content.get("translation_key")) for name in found})
    return bool(found)


def instead(of: Words, name: str, kind: Any, key: Any) -> str:
    """Nothing; but a name and an address on this site every entry must have, and neither may come from the old one."""
    with translation.override("en"):
        refuge = AccessPoint.Kind.SAFE_ACCOMMODATION.label
        if of.model is Organisation:
            return str(capfirst(Organisation._meta.verbose_name)) if name == "name" else ""
        if of.model is Service:
            return str(refuge) if name in ("name", "summary") else ""
        if name == "name":
            return str(dict(AccessPoint.Kind.choices).get(kind, refuge))
    return f"entry-{UUID(str(key)).hex[:12]}" if name == "slug" else ""


def blank_titles(rows: Iterable[Any], field: str) -> None:
    """What other tables call an entry."""
    for row in rows:
        if tells(getattr(row, field)):
            setattr(row, field, GONE)
            row.save(update_fields=[field])


def blank_log(of: Words, ids: list[str]) -> None:
    """What the log says of it, and what reviewers wrote when they approved or declined."""
    kind = ContentType.objects.get_for_model(of.model)
    entries = ModelLogEntry.objects.filter(content_type=kind, object_id__in=ids)
    labels = [label for label in entries.order_by().values_list("label", flat=True).distinct() if tells(label)]
    if labels:
        entries.filter(label__in=labels).update(label=GONE)
    for entry in entries.exclude(data={}).iterator():
        if (data := _blanked(of, entry.data)) != entry.data:
            entry.data = data
            entry.save(update_fields=["data"])
    reviews = TaskState.objects.filter(workflow_state__base_content_type=kind, workflow_state__object_id__in=ids)
    told = [
        pk for pk, comment in reviews.exclude(comment="").values_list("pk", "comment") if of.wholly or tells(comment)
    ]
    TaskState.objects.filter(pk__in=told).update(comment="")


def _blanked(of: Words, data: Any, name: str = "") -> Any:
    """What a log entry says besides: reviewers' words, names before and after a renaming."""
    if isinstance(data, dict):
        return {key: _blanked(of, value, key) for key, value in data.items()}
    if isinstance(data, list):
        return [_blanked(of, value) for value in data]
    if isinstance(data, str) and ((of.wholly and name == "comment") or tells(data)):
        return GONE if name != "comment" else ""
    return data


def forget_translated(of: Words, keys: set[UUID]) -> set[int]:
    """Sentences that tell and their translations; returns the sentences that may now belong to nobody."""
    contexts = TranslationContext.objects.filter(object_id__in=keys, path__in=of.names)
    strings = set()
    for model, text, source in (
        (StringSegment, "string__data", "string__data"),
        (StringTranslation, "data", "translation_of__data"),
        (SegmentOverride, "data_json", "data_json"),
        (OverridableSegment, "data_json", "data_json"),
    ):
        found = []
        for row in model.objects.filter(context__in=contexts).values("pk", text, source):
            if tells(row[text]) or tells(row[source]):
                found.append(row["pk"])
        gone = model.objects.filter(pk__in=found)
        if model in (StringSegment, StringTranslation):
            of_string = "string_id" if model is StringSegment else "translation_of_id"
            strings |= set(gone.values_list(of_string, flat=True))
        gone.delete()
    return strings


def forget_reports(keys: Mapping[str, set[UUID]], fresh: frozenset[UUID] = frozenset()) -> None:
    """What an import changed of these entries stays to be seen, but not from what to what.

    keys: of each level. Of an access point all that changed goes; of what stands above it only what tells.
    fresh: what is being written just now; the report of that import has only words of it that were checked.
    """
    parts = ImportPart.objects.filter(kind=ImportPart.Kind.CHANGE)
    writing = Q(of__state=Import.State.WRITING)
    _blank_parts(parts.exclude(writing), keys)
    _blank_parts(parts.filter(writing), {level: each - fresh for level, each in keys.items()})


def _blank_parts(parts: QuerySet[ImportPart], keys: Mapping[str, set[UUID]]) -> None:
    wanted = {level: {str(key) for key in each} for level, each in keys.items() if each}
    for part in parts.iterator(chunk_size=20) if wanted else ():
        blanked = [_blank_line(line) for line in part.content if _is_about(line, wanted)]
        if any(blanked):
            part.save(update_fields=["content"])


def _is_about(line: dict[str, Any], keys: Mapping[str, set[str]]) -> bool:
    """A line that does not say which entry it is about could be about any."""
    return line["level"] in keys and line.get("key") in {None, *keys[line["level"]]}


def _blank_line(line: dict[str, Any]) -> bool:
    tells_all = line["level"] == OF_POINT.level
    kept = (
        [] if tells_all else [each for each in line["fields"] if not tells(each["before"]) and not tells(each["after"])]
    )
    title = GONE if tells(line["title"]) else line["title"]
    found = len(kept) < len(line["fields"]) or title != line["title"]
    line["fields"], line["title"] = kept, title
    return found
