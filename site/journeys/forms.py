"""The base of every question's form, and its answers in words."""

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar, cast

from django import forms
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext as _

from design.fields import DateBoxesField
from design.forms import GovukForm
from design.typed import plain_data

Text = str | Promise
# A question and its answer.
Told = tuple[Text, Text]


class QuestionForm(GovukForm):
    """A question of a journey. `answers` are those given so far, for choices that depend on them."""

    # Typed fields that hold no words to understand: a name, a code word.
    not_prose: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, data: Any = None, *, answers: dict[str, Any], slug: str, **kwargs: Any):
        self.answers, self.slug = answers, slug
        super().__init__(plain_data(data), initial=answers.get(slug) or {}, **kwargs)

    def kept(self) -> dict[str, Any]:
        """What is kept of a valid form, as JSON values: a date as `2026-01-31`."""
        return {
            name: value.isoformat() if isinstance(value, date) else value for name, value in self.cleaned_data.items()
        }

    @classmethod
    def told(cls, given: dict[str, Any], answers: dict[str, Any]) -> Iterator[Told]:
        """Question and answer of each field, for who wrote it to check and for who works with it to read.

        Choices and the first field are told when skipped too; what is asked beside a choice only when it was given.
        """
        beside = {name for choices in cls.reveals.values() for names in choices.values() for name in names}
        for place, (name, field) in enumerate(cls.base_fields.items()):
            asked = place == 0 or isinstance(field, forms.ChoiceField)
            if given.get(name) or (asked and name not in beside):
                yield field.label or "", in_words(field, given.get(name))

    @classmethod
    def prose(cls, given: dict[str, Any]) -> bool:
        """Whether something was written in somebody's own words, which a person has to understand."""
        return any(given.get(name) for name in cls.prose_fields())

    @classmethod
    def prose_fields(cls) -> list[str]:
        """Names of the fields that are answered in one's own words."""
        return [
            name for name, field in cls.base_fields.items() if type(field) is forms.CharField and cls._is_prose(name)
        ]

    @classmethod
    def _is_prose(cls, name: str) -> bool:
        kind = getattr(cls.base_fields[name].widget, "input_type", "textarea")
        return name not in cls.not_prose and kind in ("text", "textarea")


def in_words(field: forms.Field, value: Any) -> Text:
    """An answer as it was kept, in the language of the page."""
    if not value:
        return _("Skipped")
    if isinstance(field, forms.MultipleChoiceField | forms.ChoiceField):
        words: dict[str, Text] = {str(key): name for key, name in cast(Any, field.choices)}
        chosen = value if isinstance(value, list) else [value]
        return "; ".join(str(words[key]) for key in chosen if key in words) or _("Skipped")
    if isinstance(field, forms.BooleanField):
        return _("Yes")
    if isinstance(field, DateBoxesField):
        return date_format(date.fromisoformat(value), "j F Y")
    return left_to_right(value) if getattr(field.widget, "input_type", "") in ("tel", "email") else str(value)


def left_to_right(value: str) -> Text:
    """Its own run of text, so that a number does not turn round in a line from right to left."""
    return format_html('<bdi dir="ltr">{}</bdi>', value)
