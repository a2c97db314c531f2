"""What happened to a case, from the audit chain, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from vault.models import Event

from .kinds import Text
from .models import CameBy, Case, Source
from .permissions import cases_for

PAGE = 50
WITH_NOTE = ("case.noted", "case.restricted", "case.unrestricted")
# By action, with %(who)s where the actor is one of the staff; by action and a part of its detail where that differs.
WORDS: dict[str, Text] = {
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
    "case.change_asked": gettext_lazy("They asked to be reached in another way, with reference and word"),
    "case.change_asked:stop": gettext_lazy("They asked to stop, with reference and word"),
    "case.change_decided": gettext_lazy("%(who)s left it as it was"),
    "case.change_decided:accepted": gettext_lazy("%(who)s agreed to what they asked for"),
    "case.word_refused": gettext_lazy("Somebody gave the reference with a wrong word"),
    "case.message_queued": gettext_lazy("They are told that it has come"),
    "case.message_queued:staff": gettext_lazy("“Please call us” goes out, from %(who)s"),
    "case.message_not_sent": gettext_lazy("They could not be told that it has come: texts are not set up"),
    "case.translation_opened": gettext_lazy("%(who)s opened an answer to translate it"),
    "case.translated": gettext_lazy("%(who)s translated an answer"),
    "case.translated:complete": gettext_lazy("%(who)s translated the last answer"),
    "document.added": gettext_lazy("%(who)s added a file"),
    "document.opened": gettext_lazy("%(who)s opened a file"),
    "document.cleared": gettext_lazy("A file was checked for viruses: nothing was found"),
    "document.destroyed": gettext_lazy("A file was checked for viruses and destroyed"),
}


def learn(words: Mapping[str, Text]) -> None:
    """What a form calls its own events; said when the site starts."""
    WORDS.update(words)


@dataclass(frozen=True)
class Entry:
    words: str
    at: datetime
    text: str = ""


def entries(case: Case, limit: int = PAGE, *, viewer: User | None = None) -> list[Entry]:
    """Every note, and the newest `limit` other events of the case, newest first.

    What names another case is left out unless `viewer` may see that case too.
    """
    mine = Event.objects.filter(subject=case.id).order_by("-sequence")
    # Nobody pushes a note off the page by making other events.
    events = sorted(
        {*mine.filter(action__in=WITH_NOTE), *mine.exclude(action__in=WITH_NOTE)[:limit]},
        key=lambda event: -event.sequence,
    )
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
    if event.action == "case.received":
        return _received(event, values["who"])
    return str(WORDS.get(f"{event.action}:{_part(event)}") or WORDS.get(event.action, event.action)) % values


def _part(event: Event) -> str:
    """What tells events of one action apart."""
    detail = event.detail
    by_action = {
        "case.change_asked": detail.get("wanted", ""),
        "case.change_decided": "accepted" if detail.get("accepted") else "",
        "case.message_queued": "staff" if event.actor else "",
        "case.translated": "complete" if detail.get("complete") else "",
    }
    return str(by_action.get(event.action, detail.get("part", "")))


def _received(event: Event, who: str) -> str:
    came_by = event.detail.get("came_by", CameBy.SITE)
    if event.actor and came_by in CameBy.values:
        return _("%(who)s wrote it down (%(how)s)") % {"who": who, "how": CameBy(came_by).label.lower()}
    source = event.detail.get("source", Source.SELF)
    if source == Source.SELF or source not in Source.values:
        return _("Sent by the person, from the site")
    return _("Sent from the site: %(source)s") % {"source": Source(source).label}
