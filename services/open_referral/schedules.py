"""When an access point is open, as the standard's schedules: the usual week, then other hours on some days."""

from collections.abc import Iterator
from datetime import date

from services.models import AccessPoint, HoursException
from services.open_referral.identifiers import derived
from services.open_referral.shape import Document, Reading, clock, compact, in_words
from services.open_referral.weekly import DAYS, MONTHLY, Slot, on_bank_holidays, slots

ALL_DAY = "All day and all night."
OVER_NIGHT = "Closes on the next day."
NAMES = dict(zip(DAYS, ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"), strict=True))


def schedules(point: AccessPoint, reading: Reading, link: Document) -> list[Document]:
    """`link`: the ids that say whose schedule it is. Reads `point.exceptions`: prefetch them."""
    common = compact(
        **link,
        attending_type=str(point.get_kind_display()),
        schedule_link=reading.url(point.get_absolute_url()),
    )
    coming = [exception for exception in point.exceptions.all() if exception.last_day >= reading.today]
    return [
        {**document, **common}
        for document in (
            *_of_text(point, point.hours, reading.today, "usual"),
            *(document for exception in coming for document in _other(point, exception, reading.today)),
        )
    ]


def _other(point: AccessPoint, exception: HoursException, today: date) -> Iterator[Document]:
    first, last = exception.first_day, exception.last_day
    span = {"valid_from": first.isoformat(), "valid_to": last.isoformat()}
    what = f"{first} {last}"
    days = in_words(first) if first == last else f"{in_words(first)} to {in_words(last)}"
    if not exception.hours:
        yield compact(id=derived(point.translation_key, f"schedule {what}"), **span, description=f"{days}: closed.")
        return
    for document in _of_text(point, exception.hours, max(first, today), what, f"{days} only."):
        yield {**document, **span}


def _of_text(point: AccessPoint, hours: str, day: date, what: str, also: str = "") -> Iterator[Document]:
    """The schedules of one text of opening hours, or one that only says it in words."""
    if not hours:
        return
    found = slots(hours)
    bank_holidays = on_bank_holidays(hours)
    notes = " ".join(filter(None, (also, bank_holidays, point.hours_note)))
    key = f"schedule {what}"
    if not found:
        words = f"Not the same in every week: {hours}"
        yield compact(id=derived(point.translation_key, key), description=words, notes=notes)
        return
    for slot in found:
        yield compact(
            id=derived(point.translation_key, f"{key} {slot.opens} {slot.closes}"),
            freq=slot.freq,
            byday=",".join(slot.days),
            opens_at=clock(slot.opens, day),
            closes_at=clock(slot.closes, day),
            description=_said(slot),
            notes=notes,
        )


def _said(slot: Slot) -> str:
    if slot.freq == MONTHLY:
        days = f"In a month: {', '.join(slot.days)}"
    else:
        days = "Every day" if len(slot.days) == len(DAYS) else ", ".join(NAMES[day] for day in slot.days)
    if slot.whole_day:
        return f"{days}. {ALL_DAY}"
    times = f"{_at(slot.opens)} to {_at(slot.closes)}"
    return f"{days}, {times}. {OVER_NIGHT}" if slot.overnight else f"{days}, {times}."


def _at(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return f"{hours % 24:02}:{rest:02}"
