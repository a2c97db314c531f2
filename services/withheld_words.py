"""Takes words with a postcode out of whatever is kept of entries whose place is withheld (K-6.1.10).

Forms refuse such words. These are the copies that no form sees: rows changed in bulk, history, translations.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.utils import translation
from wagtail.models import ModelLogEntry
from wagtail_localize.models import (
    OverridableSegment,
    SegmentOverride,
    StringSegment,
    StringTranslation,
    TranslationContext,
)

from services import listing
from services.models import AccessPoint, ImportPart
from services.models.telling import OTHER_WORDS, telling, tells


def blank_rows(rows: QuerySet[AccessPoint]) -> None:
    """The rows themselves, in every language, and what finding reads of them."""
    changed = []
    for row in rows:
        if found := {name: instead(name, row.kind, row.translation_key) for name in telling(row, OTHER_WORDS)}:
            AccessPoint.objects.filter(pk=row.pk).update(**found)
            changed.append(row.pk)
    if changed:
        listing.changed(changed)


def blank(content: dict[str, Any]) -> bool:
    """A row as history or translation keep it. Whether there was anything to blank."""
    found = [name for name in OTHER_WORDS if tells(content.get(name))]
    content.update({name: instead(name, content.get("kind"), content.get("translation_key")) for name in found})
    return bool(found)


def instead(name: str, kind: Any, key: Any) -> str:
    """Nothing; but a name and an address on this site every entry must have, and neither may come from the old one."""
    if name == "name":
        with translation.override("en"):
            return str(dict(AccessPoint.Kind.choices).get(kind, AccessPoint.Kind.SAFE_ACCOMMODATION.label))
    return f"entry-{UUID(str(key)).hex[:12]}" if name == "slug" else ""


def blank_titles(rows: Iterable[Any], field: str) -> None:
    """What other tables call an entry."""
    for row in rows:
        if tells(getattr(row, field)):
            setattr(row, field, "…")
            row.save(update_fields=[field])


def blank_log(ids: list[str]) -> None:
    kind = ContentType.objects.get_for_model(AccessPoint)
    entries = ModelLogEntry.objects.filter(content_type=kind, object_id__in=ids)
    labels = [label for label in entries.order_by().values_list("label", flat=True).distinct() if tells(label)]
    if labels:
        entries.filter(label__in=labels).update(label="…")


def forget_translated(keys: set[UUID]) -> set[int]:
    """Sentences and translations with a postcode; returns the sentences that may now belong to nobody."""
    contexts = TranslationContext.objects.filter(object_id__in=keys, path__in=OTHER_WORDS)
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
            of = "string_id" if model is StringSegment else "translation_of_id"
            strings |= set(gone.values_list(of, flat=True))
        gone.delete()
    return strings


def forget_reports(keys: set[UUID]) -> None:
    """What an import changed of these entries stays to be seen, but not from what to what."""
    wanted = {str(key) for key in keys}
    for part in ImportPart.objects.filter(kind=ImportPart.Kind.CHANGE).iterator(chunk_size=20):
        found = [line for line in part.content if line["fields"] and _is_about(line, wanted)]
        for line in found:
            line["fields"] = []
            line["title"] = "…" if tells(line["title"]) else line["title"]
        if found:
            part.save(update_fields=["content"])


def _is_about(line: dict[str, Any], keys: set[str]) -> bool:
    """A line that does not say which access point it is about could be about any."""
    return line["level"] == "point" and line.get("key") in {None, *keys}
