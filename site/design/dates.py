"""Dates and times as people write them, in the page's language and in Europe/London."""

import datetime

from django.utils import timezone
from django.utils.dateformat import format as write
from django.utils.translation import get_language


def _here(value: datetime.datetime) -> datetime.datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value


def date(value: datetime.date | None, pattern: str = "j E Y") -> str:
    """`21 November 2026`; `pattern` is one of Django's date formats (E: the month as it stands beside a day).

    Nothing for no date: a page that was never published has none, and its preview must open all the same.
    """
    if value is None:
        return ""
    return write(_here(value) if isinstance(value, datetime.datetime) else value, pattern)


def time(value: datetime.time | datetime.datetime) -> str:
    """`9:30am`, `5pm`, as English pages write it; elsewhere the 24 hour clock: `17:00`."""
    moment = _here(value) if isinstance(value, datetime.datetime) else value
    if not (get_language() or "en").startswith("en"):
        return f"{moment.hour}:{moment.minute:02}"
    minutes = f":{moment.minute:02}" if moment.minute else ""
    return f"{moment.hour % 12 or 12}{minutes}{'am' if moment.hour < 12 else 'pm'}"
