"""A helpline as a reader sees it."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from content.models import Helpline


@dataclass(frozen=True)
class Line:
    """A helpline on a page: its facts from the English row, which is the one kept true; only words are translated.

    `words` is the row in the reader's language, or `helpline` itself; `language` is the language of those words.
    `places` names the areas that it is for, if it is not for the whole country.
    """

    helpline: "Helpline"
    words: "Helpline"
    language: str
    overdue: bool
    places: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.helpline.name

    @property
    def number(self) -> str:
        return self.helpline.number

    @property
    def hours_text(self) -> str:
        return self.words.hours

    @property
    def summary(self) -> str:
        return self.words.summary

    @property
    def languages(self) -> str:
        return self.words.languages

    @property
    def relay(self) -> str:
        return self.words.relay

    @property
    def free(self) -> bool:
        return self.helpline.free

    @property
    def checked_on(self) -> date | None:
        return self.helpline.checked_on
