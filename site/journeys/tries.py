"""Answers that were not right yet: kept in the sealed draft, so that Back and reload show them.

Without it Back over a mistake would show the browser's own error page.
They stand under a key of their own in the answers, for one page at a time, and are never sent.
"""

from django.http import QueryDict

from .drafts import Answers

KEY = "_tried"
# Sent with every form, and nobody's answer.
OURS = {"csrfmiddlewaretoken", "skip", "send_now", "save"}


def typed(data: QueryDict) -> bool:
    """Whether anything was answered at all."""
    return any(value for name, values in data.lists() if name not in OURS for value in values)


def keep(answers: Answers, slug: str, data: QueryDict) -> None:
    answers[KEY] = {slug: {name: values for name, values in data.lists() if name not in OURS}}


def forget(answers: Answers) -> None:
    answers.pop(KEY, None)


def of(answers: Answers, slug: str) -> QueryDict | None:
    """What was typed on that page and refused; None when there is nothing to put right."""
    tried = answers.get(KEY, {}).get(slug)
    if tried is None:
        return None
    data = QueryDict(mutable=True)
    for name, values in tried.items():
        data.setlist(name, values)
    return data
