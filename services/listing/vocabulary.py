"""Our own words: which are there already, and which must be added."""

from collections.abc import Iterable, Mapping

from django.db.models import Exists, OuterRef

from content import words
from content.words import CONCEPT
from content.words import Term as Key
from services.models import Posting, Term, TermGram

AT_ONCE = 800
# What is shorter is never put right, so nothing is put right to it.
SHORTEST = 4


class Vocabulary:
    """Keys of terms, remembered from batch to batch."""

    def __init__(self) -> None:
        self.ids: dict[Key, int] = {}

    def learn(self, full: Mapping[Key, str]) -> None:
        """`full`: for each term the word in full."""
        self._read(term for term in full if term not in self.ids)
        fresh = sorted(term for term in full if term not in self.ids)
        if not fresh:
            return
        rows = (Term(language=term.language, stem=term.stem, word=full[term]) for term in fresh)
        # Another process may add the same word at the same moment.
        Term.objects.bulk_create(rows, batch_size=AT_ONCE, ignore_conflicts=True)
        self._read(fresh)
        grams = [
            TermGram(term_id=self.ids[term], gram=gram)
            for term in fresh
            if term.language != CONCEPT and len(full[term]) >= SHORTEST
            for gram in sorted(words.grams(full[term]))
        ]
        TermGram.objects.bulk_create(grams, batch_size=AT_ONCE, ignore_conflicts=True)

    def _read(self, terms: Iterable[Key]) -> None:
        stems = sorted({term.stem for term in terms})
        for start in range(0, len(stems), AT_ONCE):
            rows = Term.objects.filter(stem__in=stems[start : start + AT_ONCE])
            self.ids.update(
                {Key(language, stem): pk for language, stem, pk in rows.values_list("language", "stem", "pk")}
            )


def forget_unused() -> int:
    """Words that stand in no entry any more: a slip must not be put right to one of them."""
    unused = Term.objects.exclude(Exists(Posting.objects.filter(term=OuterRef("pk"))))
    return unused.delete()[0]
