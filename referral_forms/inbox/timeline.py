"""What happened to a case, from the audit chain, in words."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from vault.models import Event

from .kinds import Text
from .models import Case
from .permissions import cases_for

PAGE = 50

WORDS: dict[str, Text] = {
    "case.received": gettext_lazy("Sent by the person, from the site"),
    "case.opened": gettext_lazy("%(who)s opened it"),
    "case.noted": gettext_lazy("%(who)s wrote a note"),
    "case.assigned": gettext_lazy("%(who)s took it on"),
    "case.placed": gettext_lazy("%(who)s said which area it belongs to"),
    "case.refused": gettext_lazy("%(who)s tried to open it and was refused"),
    "case.alerted": gettext_lazy("%(to)s was alerted: nobody had opened it"),
    "case.decided": gettext_lazy("%(who)s decided on what the rules leave to a manager"),
    "case.linked": gettext_lazy("%(who)s said that it belongs together with %(other)s"),
    "case.dismissed": gettext_lazy("%(who)s said that it does not belong together with %(other)s"),
    "case.merged:kept": gettext_lazy("%(who)s merged %(other)s into it"),
    "case.merged:ended": gettext_lazy("%(who)s merged it into %(other)s"),
    "case.split:kept": gettext_lazy("%(who)s took %(other)s out of it again"),
    "case.split:ended": gettext_lazy("%(who)s took it out of %(other)s again"),
    "case.restricted": gettext_lazy("%(who)s closed it to all but a few people"),
    "case.opened_to": gettext_lazy("%(who)s said who may see it while it is closed to others"),
    "case.unrestricted": gettext_lazy("%(who)s opened it again to all who work in its area"),
}


@dataclass(frozen=True)
class Entry:
    words: str
    at: datetime
    text: str = ""


def entries(case: Case, limit: int = PAGE, *, viewer: User | None = None) -> list[Entry]:
    """The newest `limit` events of the case, newest first, with the notes they tell of.

    What names another case is left out unless `viewer` may see that case too.
    """
    events = list(Event.objects.filter(subject=case.id).order_by("-sequence")[:limit])
    others = _others(events, viewer)
    names = _names(events)
    notes = {str(note.id): note for note in case.notes.all()}
    result = []
    for event in events:
        if "other" in event.detail and event.detail["other"] not in others:
            continue
        note = notes.get(event.detail.get("note", ""))
        result.append(Entry(_words(event, names, others), event.at, note.text if note else ""))
    return result


def _others(events: list[Event], viewer: User | None) -> dict[str, str]:
    """References of the other cases that these events name, by id: only of those that `viewer` may see."""
    wanted = {UUID(event.detail["other"]) for event in events if "other" in event.detail}
    if viewer is None or not wanted:
        return {}
    rows = cases_for(viewer).filter(pk__in=wanted).values_list("pk", "reference")
    return {str(pk): reference for pk, reference in rows}


def _names(events: list[Event]) -> dict[str, str]:
    people = {str(event.actor) for event in events if event.actor}
    people |= {event.detail["to"] for event in events if "to" in event.detail}
    rows = User.objects.filter(pk__in=[UUID(person) for person in people]).values_list("pk", "name")
    return {str(pk): name for pk, name in rows}


def _words(event: Event, names: dict[str, str], others: dict[str, str]) -> str:
    values = {
        "who": names.get(str(event.actor), _("Somebody whose account has gone")),
        "to": names.get(event.detail.get("to", ""), _("somebody")),
        "other": others.get(event.detail.get("other", ""), _("another case")),
    }
    key = f"{event.action}:{event.detail['part']}" if "part" in event.detail else event.action
    return str(WORDS.get(key, event.action)) % values
