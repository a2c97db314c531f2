"""The terms of an access point, and how much each tells about it."""

from collections.abc import Iterator

from django.conf import settings

from content import words
from content.words import CONCEPT, LONGEST, Term
from services.models import AccessPoint

from .facts import Batch, Choices

# A word in the name or among the choices says what an entry is; one in its description says what it mentions.
NAME, CHOICE, SENTENCE, MENTION = 8, 6, 4, 1
Weights = dict[Term, int]


def choice_term(mark: str) -> Term:
    """A choice is a term of its own: its names, in any language, are read when somebody asks (`asked`)."""
    return Term(CONCEPT, mark[:LONGEST])


class Wording:
    """Terms of texts, each text read once: the points of a service share its words."""

    def __init__(self, choices: Choices) -> None:
        self.choices = choices
        self.full: dict[Term, str] = {}
        self._read: dict[tuple[str, str], tuple[Term, ...]] = {}

    def forget(self) -> None:
        """Before the next batch, so that a long rebuild needs no more memory than a short one."""
        self._read.clear()
        self.full.clear()

    def weights(self, batch: Batch, point: AccessPoint) -> Weights:
        """In English, and in every language in which there are words. The heaviest mention counts."""
        found: Weights = {}
        for text, language, weight in self._texts(batch, point):
            for term in self._terms(text, language):
                found[term] = max(weight, found.get(term, 0))
        for facet in batch.facets.get(point.pk, ()):
            if mark := self.choices.marks.get(facet):
                found[choice_term(mark)] = CHOICE
                self.full[choice_term(mark)] = mark
        return found

    def _texts(self, batch: Batch, point: AccessPoint) -> Iterator[tuple[str, str, int]]:
        for row in (point, *batch.translations.get(point.translation_key, ())):
            language = settings.LANGUAGE_CODE if row is point else row.locale.language_code
            service = row.service
            yield row.name, language, NAME
            yield service.name, language, NAME
            yield service.organisation.name, language, NAME
            for text in (row.summary, service.summary, service.for_whom):
                yield text, language, SENTENCE
            for text in (row.what_happens, service.description):
                yield text, language, MENTION

    def _terms(self, text: str, language: str) -> tuple[Term, ...]:
        if not text:
            return ()
        if (text, language) not in self._read:
            terms = words.index(text, language)
            for term, word in terms.items():
                self.full.setdefault(term, word)
            self._read[text, language] = tuple(terms)
        return self._read[text, language]
