"""What a worker must know before any contact."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from content import languages

from .kinds import Text
from .models import CallBooking, Case, SafeContact

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


def banner(safe_contact: SafeContact) -> Banner:
    """Only a channel marked safe shows its number or address: the others stay unusable."""
    content = safe_contact.content
    channels = []
    for key, title in CHANNELS.items():
        given = content["channels"].get(key, {"safe": "", "to": ""})
        safe = given["safe"] == "yes"
        channels.append(Channel(key, title, safe, ANSWERS[given["safe"]], given["to"] if safe else ""))
    booked = booked_for(safe_contact.case)
    return Banner(
        channels=channels,
        name=content.get("name", ""),
        times=[TIMES[key] for key in content.get("times", []) if key in TIMES],
        times_more=content.get("times_more", ""),
        say_who=content.get("say_who") == "yes",
        cover=content.get("cover", ""),
        code_word=content.get("code_word", ""),
        # Never the language's own name: the worker must be able to read it.
        language=languages.english_name(safe_contact.case.language),
        spoken=content.get("spoken", ""),
        interpreter=_interpreter(content) if content.get("interpreter") else [],
        access=[ACCESS[key] for key in content.get("access", []) if key in ACCESS],
        access_more=content.get("access_more", ""),
        call_at=booked,
        call_missed=None if booked else _moment(content.get("call_wanted")),
        will_call=bool(content.get("will_call")),
        confirmed=safe_contact.confirmed_with_person,
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
