"""What a worker must know before any contact."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from content import languages

from .kinds import Text
from .models import SafeContact

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
    interpreter: bool
    interpreter_more: str
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
        interpreter=bool(content.get("interpreter")),
        interpreter_more=content.get("interpreter_more", ""),
        will_call=bool(content.get("will_call")),
        confirmed=safe_contact.confirmed_with_person,
    )
