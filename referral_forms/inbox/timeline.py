"""What happened to a case, from the audit chain, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import User
from vault.models import Event

from .kinds import Text
from .models import CameBy, Case, ContactChange, Source

PAGE = 50
# What a form's own events are called: by action, with %(who)s where the actor is one of the staff.
_learned: dict[str, Text] = {}


def learn(words: Mapping[str, Text]) -> None:
    """Called by a form when the site starts."""
    _learned.update(words)


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


def _words(event: Event, names: dict[str, str]) -> str:
    who = names.get(str(event.actor), _("Somebody whose account has gone"))
    to = names.get(event.detail.get("to", ""), _("somebody"))
    words = {
        "case.received": _received(event, who),
        "case.opened": _("%(who)s opened it"),
        "case.noted": _("%(who)s wrote a note"),
        "case.assigned": _("%(who)s took it on"),
        "case.placed": _("%(who)s said which area it belongs to"),
        "case.refused": _("%(who)s tried to open it and was refused"),
        "case.change_asked": _asked(event),
        "case.change_decided": _("%(who)s agreed to what they asked for")
        if event.detail.get("accepted")
        else _("%(who)s left it as it was"),
        "case.word_refused": _("Somebody gave the reference with a wrong word"),
        "case.message_queued": _("“Please call us” goes out, from %(who)s")
        if event.actor
        else _("They are told that it has come"),
        "case.message_not_sent": _("They could not be told that it has come: texts are not set up"),
        "case.translation_opened": _("%(who)s opened an answer to translate it"),
        "case.translated": _("%(who)s translated the last answer")
        if event.detail.get("complete")
        else _("%(who)s translated an answer"),
        "case.alerted": _("%(to)s was alerted: nobody had opened it"),
        "document.added": _("%(who)s added a file"),
        "document.opened": _("%(who)s opened a file"),
        "document.cleared": _("A file was checked for viruses: nothing was found"),
        "document.destroyed": _("A file was checked for viruses and destroyed"),
    }
    return str(words.get(event.action) or _learned.get(event.action, event.action)) % {"who": who, "to": to}


def _asked(event: Event) -> str:
    if event.detail.get("wanted") == ContactChange.Wanted.STOP:
        return _("They asked to stop, with reference and word")
    return _("They asked to be reached in another way, with reference and word")


def _received(event: Event, who: str) -> str:
    came_by = event.detail.get("came_by", CameBy.SITE)
    if event.actor and came_by in CameBy.values:
        return _("%(who)s wrote it down (%(how)s)") % {"who": who, "how": CameBy(came_by).label.lower()}
    source = event.detail.get("source", Source.SELF)
    if source == Source.SELF or source not in Source.values:
        return _("Sent by the person, from the site")
    return _("Sent from the site: %(source)s") % {"source": Source(source).label}
