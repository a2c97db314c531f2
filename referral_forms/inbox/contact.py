"""What a worker must know before any contact, and the one way to read a number or address."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from content import languages

from .joined import joined, whole
from .kinds import Text
from .models import CallBooking, Case, ContactChange, Person, SafeContact, Source

CHANNELS: dict[str, Text] = {
    "call": _("Call"),
    "voicemail": _("Voicemail"),
    "text": _("Text message"),
    "email": _("Email"),
    "post": _("Letter"),
}
TIMES: dict[str, Text] = {
    "weekday_morning": _("Weekdays, in the morning"),
    "weekday_afternoon": _("Weekdays, in the afternoon"),
    "weekday_evening": _("Weekdays, in the evening"),
    "weekend": _("At the weekend"),
}
# K-12.1: asked once, shown wherever somebody is about to get in touch.
ACCESS: dict[str, Text] = {
    "step_free": _("A place without steps"),
    "hearing": _("Hard of hearing"),
    "bsl": _("British Sign Language"),
    "sight": _("Sees little or nothing"),
    "reading": _("Finds reading or writing hard"),
    "learning": _("Learning disability"),
    "focus": _("Finds it hard to remember or to concentrate"),
    "speech": _("Finds speaking hard"),
    "carer": _("Somebody must come along to help them"),
    "other": _("Something else"),
}
SEXES: dict[str, Text] = {"woman": _("a woman"), "man": _("a man")}
# No answer and "not sure" count as no, and say so.
ANSWERS: dict[str, Text] = {
    "yes": _("yes"),
    "no": _("no"),
    "unsure": _("no (they are not sure)"),
    "": _("no (not answered)"),
}
HELD = _("not now: see below")
About = ContactChange.About


@dataclass(frozen=True)
class Channel:
    key: str
    title: Text
    safe: bool
    answer: Text
    to: str


@dataclass(frozen=True)
class Banner:
    """The safe-contact banner of a case page."""

    channels: list[Channel]
    name: str
    times: list[Text]
    times_more: str
    say_who: bool
    cover: str
    hide_number: Text
    who_sees: str
    code_word: str
    language: str
    spoken: str
    interpreter: list[Text]
    access: list[Text]
    access_more: str
    call_at: datetime | None
    call_missed: datetime | None
    will_call: bool
    confirmed: bool
    said_by_another: bool
    through_sender: bool


def usable(safe_contact: SafeContact) -> dict[str, str]:
    """Channel and where to, of those alone that may be used now: {"call": "01632 960123", …}.

    Marked safe, not waiting for the person's own call, and not held back by an open change or by a case of the same
    person that was joined to this one: the stricter setting stands (domain H 5).
    """
    case = safe_contact.case
    if safe_contact.content.get("through_sender") and not safe_contact.confirmed_with_person:
        # Whoever told us asked to be contacted first: until somebody has talked with them nothing is used.
        return {}
    found = _strictest(safe_contact.content, _changes(joined(case), About.PERSON))
    return {key: to for key, to in found.items() if key not in _refused_elsewhere(case)}


def usable_of_sender(case: Case) -> dict[str, str]:
    """The same for whoever told us of somebody."""
    content = sender_contact(case)
    # Whoever sent another case of the same person is somebody else.
    return _strictest(content, _changes([case], About.SENDER)) if content else {}


def sender_contact(case: Case) -> dict[str, Any]:
    """How the sender may be reached, as `SafeContact.content`; {} for one who gave no such thing."""
    sender = case.people.filter(role=Person.Role.SENDER).first()
    return sender.content.get("contact") or {} if sender else {}


def look_up(content: dict[str, Any]) -> list[tuple[str, str]]:
    """By what the case can be found again when somebody rings: blind-indexed, never stored in clear."""
    channels = content["channels"]
    numbers = {channels[key]["to"] for key in ("call", "voicemail", "text")}
    return [
        *(("telephone", number) for number in sorted(numbers)),
        ("email", channels["email"]["to"]),
        ("name", content["name"]),
    ]


@dataclass(frozen=True)
class Change:
    """An open request, for the worker who decides it. `wanted`: how they would be reached; None to stop.

    `case`: whose reference and word were given; it may have been merged into the one on the page.
    """

    id: UUID
    case: Case
    title: Text
    about: Text
    wanted: Banner | None


def open_changes(case: Case) -> list[Change]:
    rows = ContactChange.objects.filter(case__in=whole(case), decided_at=None).select_related("case")
    return [
        Change(
            row.id,
            row.case,
            ContactChange.Wanted(row.wanted).label,
            About(row.about).label,
            _banner(row.content, _safe(row.content), row.case.language, confirmed=False)
            if row.wanted == ContactChange.Wanted.REACH
            else None,
        )
        for row in rows
    ]


def _changes(cases: list[Case], about: str) -> list[ContactChange]:
    return list(ContactChange.objects.filter(case__in=cases, decided_at=None, about=about))


def _strictest(content: dict[str, Any], changes: list[ContactChange]) -> dict[str, str]:
    found = _safe(content)
    for change in changes:
        # What stands in both, with the same number: a new one must be confirmed first.
        wanted = _wanted(change)
        found = {key: to for key, to in found.items() if wanted.get(key) == to}
    return found


def _safe(content: dict[str, Any]) -> dict[str, str]:
    if content.get("will_call"):
        return {}
    given = content.get("channels", {})
    return {key: given[key]["to"] for key in CHANNELS if key in given and given[key]["safe"] == "yes"}


def _refused_elsewhere(case: Case) -> set[str]:
    """Channels that another case of the same person says are not safe."""
    refused: set[str] = set()
    for other in SafeContact.objects.filter(case__in=joined(case)).exclude(case=case):
        said = other.content.get("channels", {})
        refused |= {key for key in CHANNELS if said.get(key, {}).get("safe") in ("no", "unsure")}
        if other.content.get("will_call"):
            refused |= set(CHANNELS)
    return refused


def _wanted(change: ContactChange) -> dict[str, str]:
    return _safe(change.content) if change.wanted == ContactChange.Wanted.REACH else {}


def banner(safe_contact: SafeContact) -> Banner:
    """Only a channel that may be used shows its number or address: the others stay unusable."""
    case = safe_contact.case
    said_by_another = case.source != Source.SELF and not safe_contact.confirmed_with_person
    return _banner(
        safe_contact.content,
        usable(safe_contact),
        case.language,
        confirmed=safe_contact.confirmed_with_person,
        said_by_another=said_by_another,
        booked=booked_for(case),
    )


def sender_banner(case: Case) -> Banner | None:
    """How to reach whoever told us; None when they gave no such thing."""
    content = sender_contact(case)
    return _banner(content, usable_of_sender(case), case.language, confirmed=True) if content else None


def _banner(
    content: dict[str, Any],
    may: dict[str, str],
    language: str,
    *,
    confirmed: bool,
    said_by_another: bool = False,
    booked: datetime | None = None,
) -> Banner:
    channels = []
    for key, title in CHANNELS.items():
        given = content["channels"].get(key, {"safe": "", "to": ""})
        safe = key in may
        answer = HELD if given["safe"] == "yes" and not safe else ANSWERS[given["safe"]]
        channels.append(Channel(key, title, safe, answer, may.get(key, "")))
    return Banner(
        channels=channels,
        name=content.get("name", ""),
        times=[TIMES[key] for key in content.get("times", []) if key in TIMES],
        times_more=content.get("times_more", ""),
        say_who=content.get("say_who") == "yes",
        cover=content.get("cover", ""),
        hide_number=ANSWERS[content.get("hide_number") or ""],
        who_sees=content.get("who_sees", ""),
        code_word=content.get("code_word", ""),
        # Never the language's own name: the worker must be able to read it.
        language=languages.english_name(language),
        spoken=content.get("spoken", ""),
        interpreter=_interpreter(content) if content.get("interpreter") else [],
        access=[ACCESS[key] for key in content.get("access", []) if key in ACCESS],
        access_more=content.get("access_more", ""),
        call_at=booked,
        call_missed=None if booked else _moment(content.get("call_wanted")),
        will_call=bool(content.get("will_call")),
        confirmed=confirmed,
        said_by_another=said_by_another,
        through_sender=bool(content.get("through_sender")) and not confirmed,
    )


def booked_for(case: Case) -> datetime | None:
    """When they are called, if a time was booked."""
    booking = CallBooking.objects.filter(pk=case.pk).first()
    return booking.starts_at if booking else None


def _moment(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None


def _interpreter(content: dict[str, Any]) -> list[Text]:
    """What the interpreter should be like, each thing by itself; "any" when nothing was said of it."""
    sex = SEXES.get(content.get("interpreter_sex", ""))
    parts: list[Text] = [
        *([sex] if sex else []),
        *([content["dialect"]] if content.get("dialect") else []),
        *([_("nobody from their community")] if content.get("not_local") else []),
        *([content["interpreter_more"]] if content.get("interpreter_more") else []),
    ]
    return parts or [_("any")]
