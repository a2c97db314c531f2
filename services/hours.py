"""When an access point is open, day by day and now: its usual hours, other hours on some days, closed for now.

`places.hours` reads the usual hours; `services.hours_in_words` says them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils import timezone

from places.hours import LONDON, CalendarUnknown, NotUnderstood, check, spans

if TYPE_CHECKING:
    from services.models import AccessPoint

ALWAYS = "24/7"
WEEK_DAYS = 7


def validate_hours(text: str) -> None:
    """Raises ValidationError unless these are hours that can be read and promised."""
    try:
        check(text, timezone.localdate())
    except NotUnderstood as problem:
        raise ValidationError(str(problem)) from None


@dataclass(frozen=True)
class Now:
    """Whether it is open, and until when; `changes` is None when it stays so for more than a week.

    `for_now`: the whole place is closed for a time (`closed_from`), whatever its hours say. `days_ahead`: how many days
    after this one it changes, so that a page can say today and tomorrow; it follows from the others.
    """

    open: bool
    changes: datetime | None
    for_now: bool = False
    days_ahead: int | None = field(default=None, compare=False)


def closed_for_now(point: "AccessPoint", day: date) -> bool:
    """Whether the whole place is closed on this day, until somebody opens it again or `closed_until` has passed."""
    begins, ends = point.closed_from, point.closed_until
    if begins is None and ends is None:
        return False
    return (begins is None or begins <= day) and (ends is None or day <= ends)


class Timetable:
    """The usual hours of an access point and its exceptions, read once for all the days that are asked about."""

    def __init__(self, point: "AccessPoint") -> None:
        self.point = point
        self.exceptions = list(point.exceptions.all())

    def text_for(self, day: date) -> str | None:
        """The hours, as written, that hold on this day. Empty: closed. None: nobody has told us.

        Of several exceptions that hold on the same day the one that begins last wins, and of those the shortest:
        "closed on 25 December" inside "shorter hours from 21 December to 3 January".
        """
        if closed_for_now(self.point, day):
            return ""
        rows = [row for row in self.exceptions if row.first_day <= day <= row.last_day]
        if not rows:
            return self.point.hours or None
        return max(rows, key=lambda row: (row.first_day, -row.last_day.toordinal(), row.pk or 0)).hours

    def spans_on(self, day: date) -> list[tuple[datetime, datetime]]:
        """The times, in UTC, in which it is open and that begin on this day; one of them may go on into the next.

        A shift belongs to the day on which it begins, so a night that runs into a closed day ends when it always
        does. Raises CalendarUnknown where it depends on a bank holiday not known yet.
        """
        text = self.text_for(day)
        return spans(text, day) if text else []

    def spans_after(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        """Those of the days after this one, for a week, as far as their bank holidays are known."""
        for ahead in range(1, WEEK_DAYS + 2):
            try:
                yield from self.spans_on(day + timedelta(days=ahead))
            except CalendarUnknown:
                return


def spans_on(point: "AccessPoint", day: date) -> list[tuple[datetime, datetime]]:
    """As `Timetable.spans_on`, of one day."""
    return Timetable(point).spans_on(day)


def now(point: "AccessPoint", moment: datetime) -> Now | None:
    """None where nobody has told us, or where it depends on a bank holiday that is not known yet.

    Reads `point.exceptions`: prefetch them.
    """
    moment = moment.astimezone(LONDON)
    today = moment.date()
    times = Timetable(point)
    try:
        # A night shift that began yesterday may still go on.
        near = [*times.spans_on(today - timedelta(days=1)), *times.spans_on(today)]
    except CalendarUnknown:
        return None
    coming = [*near, *times.spans_after(today)]
    joined = list(_joined([(begins.astimezone(LONDON), ends.astimezone(LONDON)) for begins, ends in coming]))
    for begins, ends in joined:
        if begins <= moment < ends:
            return Now(True, _soon(ends, moment))
    if times.text_for(today) is None:
        return None
    opens = min((begins for begins, _ends in joined if begins > moment), default=None)
    changes = _soon(opens, moment)
    ahead = (changes.date() - today).days if changes else None
    return Now(False, changes, closed_for_now(point, today), ahead)


def _joined(times: list[tuple[datetime, datetime]]) -> Iterator[tuple[datetime, datetime]]:
    """Spans in order; one that goes on where another ends is one with it, as at midnight."""
    waiting = sorted(times)
    while waiting:
        begins, ends = waiting.pop(0)
        while waiting and waiting[0][0] <= ends:
            ends = max(ends, waiting.pop(0)[1])
        yield begins, ends


def _soon(change: datetime | None, moment: datetime) -> datetime | None:
    return None if change is None or change - moment > timedelta(days=WEEK_DAYS) else change
