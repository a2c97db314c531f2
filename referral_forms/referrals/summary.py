"""Answers in words: for the person to check, and for the worker to read."""

from collections.abc import Iterator
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from journeys.drafts import Answers
from journeys.forms import QuestionForm
from referral_forms.inbox import contact
from referral_forms.inbox.kinds import Text

from . import contact_forms, forms, routing

Row = tuple[str, Text, Text]


def rows(answers: Answers) -> list[Row]:
    """(step slug, question, answer) of every question that was asked, skipped ones too."""
    return [
        row for slug, writer in WRITERS.items() if slug in answers for row in writer(slug, answers[slug] or {}, answers)
    ]


def _field(form: type[QuestionForm], name: str) -> Any:
    return form.base_fields[name]


def _choice(form: type[QuestionForm], name: str) -> Any:
    """A writer for one question with choices."""

    def write(slug: str, given: Answers, answers: Answers) -> Iterator[Row]:
        field = _field(form, name)
        words = dict(field.choices)
        chosen = given.get(name) or []
        chosen = chosen if isinstance(chosen, list) else [chosen]
        yield slug, field.label, _joined([words[key] for key in chosen if key in words])

    return write


def _words(form: type[QuestionForm], *names: str) -> Any:
    """A writer for questions answered in one's own words, or with choices beside them."""

    def write(slug: str, given: Answers, answers: Answers) -> Iterator[Row]:
        for name in names:
            field = _field(form, name)
            if hasattr(field, "choices"):
                yield from _choice(form, name)(slug, given, answers)
            elif given.get(name) or name == names[0]:
                yield slug, field.label, given.get(name) or _("Skipped")

    return write


def _joined(words: list[Text]) -> str:
    return "; ".join(str(word) for word in words) if words else _("Skipped")


def _with_number(answer: Text, to: str) -> SafeString:
    """Its own run of text, so that a number does not turn round in a line from right to left."""
    return (
        format_html('{}: <bdi dir="auto">{}</bdi>', answer, to)
        if to[:1].isalpha()
        else format_html('{}: <bdi dir="ltr">{}</bdi>', answer, to)
    )


def _place(slug: str, given: Answers, answers: Answers) -> Iterator[Row]:
    label = _field(forms.PlaceForm, "place").label
    if "which-area" in answers and slug == "place":
        slug = "which-area"
    if area := routing.area_of(answers):
        yield slug, label, area.name
    elif given.get("outside"):
        yield slug, label, _("Outside our areas")
    else:
        yield slug, label, _("Skipped")


def _channels(slug: str, given: Answers, answers: Answers) -> Iterator[Row]:
    # In the order of the page: a sealed value forgets the order of its keys.
    for key in contact_forms.CHANNELS:
        channel = (given.get("channels") or {}).get(key, {"safe": "", "to": ""})
        field = _field(contact_forms.SafeContactForm, key)
        answer = dict(field.choices).get(channel["safe"]) or _("Not answered, so no")
        yield slug, field.label, _with_number(answer, channel["to"]) if channel["to"] else answer
    if given.get("will_call"):
        yield slug, _("Contact"), _field(contact_forms.SafeContactForm, "will_call").label


WRITERS = {
    "danger": _choice(forms.DangerForm, "danger"),
    "place": _place,
    "age": _choice(forms.AgeForm, "age"),
    "woman": _choice(forms.WomanForm, "woman"),
    "what-is-happening": _choice(forms.HappeningForm, "kinds"),
    "name": _words(forms.NameForm, "name"),
    "safe-contact": _channels,
    "safe-times": _words(contact_forms.SafeTimesForm, "times", "times_more"),
    "who-we-are": _words(contact_forms.WhoWeAreForm, "say_who", "cover"),
    "code-word": _words(contact_forms.CodeWordForm, "code_word"),
    "language": _words(contact_forms.LanguageForm, "spoken", "interpreter", "interpreter_more"),
    "anything-else": _words(forms.AnythingElseForm, "more"),
}


def safe_contact(answers: Answers) -> dict[str, Any]:
    """What the inbox keeps of how to reach the person; see `inbox.models.SafeContact`."""
    reach = answers.get("safe-contact") or {}
    times = answers.get("safe-times") or {}
    language = answers.get("language") or {}
    who = answers.get("who-we-are") or {}
    return {
        "channels": {key: (reach.get("channels") or {}).get(key, {"safe": "", "to": ""}) for key in contact.CHANNELS},
        "will_call": bool(reach.get("will_call")),
        "times": times.get("times") or [],
        "times_more": times.get("times_more") or "",
        "say_who": who.get("say_who", ""),
        "cover": who.get("cover", ""),
        "code_word": (answers.get("code-word") or {}).get("code_word", ""),
        "name": (answers.get("name") or {}).get("name", ""),
        "spoken": language.get("spoken", ""),
        "interpreter": language.get("interpreter") == "yes",
        "interpreter_more": language.get("interpreter_more", ""),
    }


def look_up(contact_kept: dict[str, Any]) -> list[tuple[str, str]]:
    """By what the case can be found again when somebody rings: blind-indexed, never stored in clear."""
    channels = contact_kept["channels"]
    numbers = {channels[key]["to"] for key in ("call", "voicemail", "text")}
    return [
        *(("telephone", number) for number in sorted(numbers)),
        ("email", channels["email"]["to"]),
        ("name", contact_kept["name"]),
    ]
