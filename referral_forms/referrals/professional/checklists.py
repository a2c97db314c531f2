"""An organisation's own checklists: which one somebody may fill in, what a file of one holds, and the count."""

import csv
import io
import json
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from design.forms import NO, UNSURE, YES
from journeys.drafts import Answers

from ..models import Checklist
from . import referrer
from .referrer import Referrer

MOST_QUESTIONS = 100
LONGEST = 500
# A header of that name is passed over; without one the first column counts.
COLUMN = "question"


def for_referrer(who: Referrer) -> list[Checklist]:
    """Those in force today that people of that work e-mail domain may fill in."""
    if not who.domain:
        return []
    return [each for each in Checklist.in_force(timezone.localdate()) if each.is_for(who.domain)]


def chosen(answers: Answers) -> Checklist | None:
    """The one that somebody wants to fill in here; only ever one of their own organisation."""
    wanted = (answers.get("risk-tool") or {}).get("fill_in")
    if not wanted:
        return None
    return next((each for each in for_referrer(referrer.of_answers(answers)) if str(each.pk) == str(wanted)), None)


def count(items: Iterable[dict[str, Any]]) -> dict[str, int]:
    """How many answers were yes, no, not known and blank (domain H 12: neither of these is a no)."""
    given = [item["answer"] for item in items]
    return {"yes": given.count(YES), "no": given.count(NO), "unsure": given.count(UNSURE), "blank": given.count("")}


def questions_of(content: bytes) -> list[str]:
    """The questions of a JSON list or a CSV file with one a row. Raises ValidationError in plain words."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValidationError(_("This file is not text. Save it as CSV (UTF-8) or JSON.")) from None
    rows = _of_json(text) if text.lstrip()[:1] in ("[", "{") else _of_csv(text)
    found = [question for row in rows if (question := " ".join(row.split()))]
    if not found:
        raise ValidationError(_("There is no question in this file."))
    if len(found) > MOST_QUESTIONS:
        raise ValidationError(_("There are more than 100 questions in this file."))
    if any(len(question) > LONGEST or "\x00" in question for question in found):
        raise ValidationError(_("A question is longer than 500 letters, or holds signs that nobody can read."))
    return found


def _of_json(text: str) -> list[str]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise ValidationError(_("This is not a whole JSON file.")) from None
    rows = found.get("questions") if isinstance(found, dict) else found
    if not isinstance(rows, list) or not all(isinstance(row, str) for row in rows):
        raise ValidationError(_("Give a list of questions, such as [“First question”, “Second question”]."))
    return rows


def _of_csv(text: str) -> list[str]:
    try:
        rows = [row for row in csv.reader(io.StringIO(text)) if row]
    except csv.Error:
        raise ValidationError(_("This is not a whole CSV file.")) from None
    if not rows:
        return []
    head = [cell.strip().lower() for cell in rows[0]]
    place, body = (head.index(COLUMN), rows[1:]) if COLUMN in head else (0, rows)
    return [row[place] for row in body if len(row) > place]
