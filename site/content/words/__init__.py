"""Words as people type them, made comparable: the same on every database, in every language of the site.

    index(text, language)   the terms of a text of ours, to be stored
    asked(text, languages)  the terms of what somebody typed, to be looked up
    plain(text)             small letters without marks

Pure functions over data of this package; nothing typed is kept.
"""

from .concepts import words_of
from .letters import alike as plain
from .letters import split
from .reading import Asked, asked, index
from .slips import grams, likeliest
from .terms import CONCEPT, LONGEST, Term

__all__ = ["CONCEPT", "LONGEST", "Asked", "Term", "asked", "grams", "index", "likeliest", "plain", "split", "words_of"]
