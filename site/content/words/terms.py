"""What texts and questions have in common."""

from typing import NamedTuple

# Concepts belong to no language.
CONCEPT = ""
LONGEST = 60


class Term(NamedTuple):
    """A stem in one language, or the key of a concept."""

    language: str
    stem: str
