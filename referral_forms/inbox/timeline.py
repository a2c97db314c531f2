"""What happened to a case, from the audit chain, in words."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import User
from vault.models import Event

from .models import Case, Source

PAGE = 50


@dataclass(frozen=True)
class Entry:
    words: str
    at: datetime
    text: str = ""


def entries(case: Case, limit: int = PAGE) -> list[Entry]:
    """The newest `limit` events of the case, newest first, with the notes they tell of."""
    events = list(Event.objects.filter(subject=case.id).order_by("-sequence")[:limit])
    names = _names(events)
    notes = {str(note.id): note for note in case.notes.all()}
    result = []
    for event in events:
        note = notes.get(event.detail.get("note", ""))
        result.append(Entry(_words(event, names), event.at, note.text if note else ""))
    return result


def _names(events: list[Event]) -> dict[str, str]:
    people = {str(event.actor) for event in events if event.actor}
    people |= {event.detail["to"] for event in events if "to" in event.detail}
    rows = User.objects.filter(pk__in=[UUID(person) for person in people]).values_list("pk", "name")
    return {str(pk): name for pk, name in rows}


def _received(event: Event) -> str:
    source = event.detail.get("source", Source.SELF)
    if source == Source.SELF:
        return _("Sent by the person, from the site")
    return _("Sent in by: %(source)s").replace("%(source)s", str(dict(Source.choices).get(source, source)))


def _words(event: Event, names: dict[str, str]) -> str:
    who = names.get(str(event.actor), _("Somebody whose account has gone"))
    to = names.get(event.detail.get("to", ""), _("somebody"))
    words = {
        "case.received": _received(event),
        "case.opened": _("%(who)s opened it"),
        "case.noted": _("%(who)s wrote a note"),
        "case.assigned": _("%(who)s took it on"),
        "case.placed": _("%(who)s said which area it belongs to"),
        "case.refused": _("%(who)s tried to open it and was refused"),
        "case.alerted": _("%(to)s was alerted: nobody had opened it"),
    }
    return words.get(event.action, event.action) % {"who": who, "to": to}
