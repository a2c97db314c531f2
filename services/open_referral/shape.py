"""How values are written: no nulls, no empty strings or lists, dates and times as the standard wants them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format

from places.hours import LONDON
from services.open_referral.weekly import DAY_MINUTES

Document = dict[str, Any]


@dataclass(frozen=True)
class Reading:
    """For whom a document is written: on which day, and under which address (`https://host`, no slash at its end)."""

    today: date
    origin: str

    def url(self, path: str) -> str:
        return f"{self.origin}{path}"


def compact(**fields: Any) -> Document:
    """The fields that say something, each in the form that JSON knows."""
    return {name: _plain(value) for name, value in fields.items() if value not in (None, "", [], {}, ())}


def _plain(value: Any) -> Any:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime):
        return instant(value)
    return value.isoformat() if isinstance(value, date) else value


def instant(moment: datetime) -> str:
    """RFC 3339 in UTC, with milliseconds."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def clock(minutes: int, day: date) -> str:
    """HH:MM with London's offset from UTC on that day, as in `09:30+01:00`."""
    hours, rest = divmod(minutes % DAY_MINUTES, 60)
    noon = timezone.make_aware(datetime.combine(day, time(12)), LONDON)
    return f"{hours:02}:{rest:02}{noon.isoformat()[-6:]}"


def in_words(day: date) -> str:
    return date_format(day, "j F Y")
