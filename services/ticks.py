"""What is ticked, added or taken away on a page of results: from a form to a question. Nothing of it is kept."""

import re
from collections.abc import Iterable
from dataclasses import replace

from django.http import QueryDict

from services.asking import Question

# A group and a key, as `Choice.value` has them. What is none of ours finds nothing: no list to look it up in.
VALUE = re.compile(r"[a-z]{1,20}:[\w-]{1,60}", re.ASCII)
# Together they must fit into one address.
LONGEST_TOGETHER = 800
LONGEST_WORDS = 120
# Quotes and a comma.
BETWEEN = 3


def ticked(values: Iterable[str]) -> frozenset[str]:
    """Those that can be choices, as many as an address holds."""
    kept: set[str] = set()
    room = LONGEST_TOGETHER
    for value in values:
        if VALUE.fullmatch(value) and value not in kept and len(value) + BETWEEN <= room:
            kept.add(value)
            room -= len(value) + BETWEEN
    return frozenset(kept)


def changed(question: Question, form: QueryDict) -> Question:
    """The question that pressing a button of the page asks.

    `only`: the whole form of ticks was sent, `tick` holds what is ticked in it. `add`, `drop`: one more, one fewer.
    `words`: `drop` leaves out what was typed. `clear`: all of it goes, but not the place. `area`: of several areas
    that a place may lie in, this one only.
    """
    here = tuple(pk for pk in question.areas if str(pk) == form.get("area"))
    if here:
        return replace(question, areas=here)
    if "clear" in form:
        return replace(question, words="", chosen=frozenset())
    chosen = frozenset(form.getlist("tick")) if "only" in form else question.chosen
    chosen = (chosen | set(form.getlist("add"))) - set(form.getlist("drop"))
    words = "" if form.get("words") == "drop" else question.words
    return replace(question, words=words, chosen=ticked(sorted(chosen)))
