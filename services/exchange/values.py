"""One cell: from its text to a value, and back. What cannot be read says why, in the editor's language."""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email, validate_slug
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from services import unseen
from services.hours import validate_hours
from services.models import AccessPoint

from .columns import Column, Kind
from .standing import Directory

YES, NO = "yes", "no"
SAID_YES, SAID_NO = {YES, "y", "true", "1"}, {NO, "n", "false", "0"}
PHONE = re.compile(r"[+(]?\d[\d ()+./-]+(?: ?(?:ext|x)\.? ?\d+)?", re.IGNORECASE)
OTHER_HOURS = re.compile(r"(\S+?)(?:/(\S+?))?: *(.*)", re.DOTALL)
NEXT_DAYS = re.compile(r"\s*\|\s*(?=\d{4}-\d\d-\d\d)")
CLOSED = "closed"
LARGEST_NUMBER = 2_000_000
LARGEST_AGE = 150
LONGEST_HOURS = 255
KINDS = tuple(AccessPoint.Kind.values)


class NotRead(ValueError):
    """A cell that cannot be used; `message` says why."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(str(message))
        self.message = str(message)


class Reader:
    """Reads cells. `known` says which choices, areas and keepers there are."""

    def __init__(self, known: Directory) -> None:
        self.known = known
        names = {name.casefold(): slug for slug, name in known.area_names.items()}
        self.areas = names | {slug: slug for slug in known.areas}
        self.checked_hours: dict[str, str] = {}
        self.by_kind: dict[Kind, Callable[[Column, str], Any]] = {
            Kind.NUMBER: self.number,
            Kind.DAY: lambda _column, text: self.day(text) if text else None,
            Kind.YES_NO: self.yes_no,
            Kind.CHOICE: self.choice,
            Kind.FACETS: self.facets,
            Kind.AREA: lambda _column, text: self.area(text),
            Kind.AREAS: lambda _column, text: tuple(sorted({self.area(each) for each in parts(text)})),
            Kind.HOURS: lambda _column, text: self.hours(text),
            Kind.OTHER_HOURS: lambda _column, text: self.other_hours(text),
            Kind.KEEPER: self.keeper,
        }

    def read(self, column: Column, text: str) -> Any:
        """The value of a cell. Raises NotRead."""
        text = tidy(text)
        if unseen.holds_unseen(text):
            raise NotRead(unseen.MESSAGE)
        if column.kind not in (Kind.LINES, Kind.OTHER_HOURS) and ("\n" in text or "\t" in text):
            raise NotRead(_("Write this in one line."))
        if column.kind in self.by_kind:
            value = self.by_kind[column.kind](column, text)
        else:
            value = text
            if text and column.kind in CHECKS:
                CHECKS[column.kind](text)
        if isinstance(value, str) and column.longest and len(value) > column.longest:
            raise NotRead(_("This is too long. %(most)s characters fit.") % {"most": column.longest})
        return value

    def number(self, column: Column, text: str) -> int | None:
        if not text:
            return None
        most = LARGEST_AGE if column.name.endswith("_age") else LARGEST_NUMBER
        if not re.fullmatch(r"[0-9]{1,7}", text) or int(text) > most:
            raise NotRead(_("Write a whole number from 0 to %(most)s.") % {"most": most})
        return int(text)

    def day(self, text: str) -> date:
        for form in ("%Y-%m-%d", "%d/%m/%Y"):
            try:
                return datetime.strptime(text, form).date()  # noqa: DTZ007  a day, no moment
            except ValueError:
                continue
        raise NotRead(_("Write the day like 2026-11-30 or 30/11/2026."))

    def yes_no(self, column: Column, text: str) -> bool:
        if text.casefold() in SAID_YES | SAID_NO:
            return text.casefold() in SAID_YES
        raise NotRead(_("Write “yes” or “no”."))

    def choice(self, column: Column, text: str) -> str:
        if text not in KINDS:
            raise NotRead(_("Use one of these: %(keys)s.") % {"keys": ", ".join(KINDS)})
        return text

    def facets(self, column: Column, text: str) -> tuple[str, ...]:
        keys = sorted(set(parts(text)))
        for key in keys:
            if (column.group, key) not in self.known.facets:
                raise NotRead(_("There is no choice “%(key)s” in this group.") % {"key": key[:60]})
        return tuple(keys)

    def area(self, text: str) -> str:
        slug = self.areas.get(text.casefold())
        if slug is None:
            raise NotRead(_("We do not know the area “%(area)s”.") % {"area": text[:60]})
        return slug

    def hours(self, text: str) -> str:
        if text and text not in self.checked_hours:
            try:
                validate_hours(text)
                self.checked_hours[text] = ""
            except ValidationError as problem:
                self.checked_hours[text] = problem.messages[0]
        if text and (wrong := self.checked_hours[text]):
            raise NotRead(wrong)
        return text

    def other_hours(self, text: str) -> tuple[tuple[date, date, str], ...]:
        days = []
        for part in NEXT_DAYS.split(text) if text else ():
            found = OTHER_HOURS.fullmatch(part.strip())
            if found is None:
                raise NotRead(_("Write other hours like “2026-12-24/2026-12-26: closed | 2026-12-31: 10:00-12:00”."))
            first = self.day(found[1])
            last = self.day(found[2]) if found[2] else first
            if last < first:
                raise NotRead(_("The last day must not be before the first day."))
            hours = "" if found[3].strip().casefold() == CLOSED else self.hours(found[3].strip())
            if len(hours) > LONGEST_HOURS:
                raise NotRead(_("This is too long. %(most)s characters fit.") % {"most": LONGEST_HOURS})
            days.append((first, last, hours))
        return tuple(sorted(days))

    def keeper(self, column: Column, text: str) -> UUID | None:
        key = read_id(text) if text else None
        if key is not None and key not in self.known.keepers:
            raise NotRead(_("Nobody with this id keeps entries."))
        return key


def tidy(text: str) -> str:
    """As it is compared and kept: lines end in one way, and nothing but words stands at either end."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def parts(text: str) -> list[str]:
    return [each.strip() for each in text.split(";") if each.strip()]


def read_id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotRead(_("This is not an id. Leave it empty for something new.")) from None


def _phone(text: str) -> None:
    if not PHONE.fullmatch(text):
        raise NotRead(_("Write a telephone number: digits, spaces, brackets and + only."))


def _link(text: str) -> None:
    try:
        URLValidator(schemes=["http", "https"])(text)
        address = urlsplit(text)
    except (ValidationError, ValueError):
        address = None
    if address is None or address.username or address.password:
        raise NotRead(_("Write an address of a website that begins with https:// or http://."))


def _mail(text: str) -> None:
    try:
        validate_email(text)
    except ValidationError:
        raise NotRead(_("Write an e-mail address, like name@example.org.")) from None


def _slug(text: str) -> None:
    try:
        validate_slug(text)
    except ValidationError:
        raise NotRead(_("Use small letters, digits and hyphens only.")) from None


CHECKS: dict[Kind, Callable[[str], None]] = {
    Kind.PHONE: _phone,
    Kind.LINK: _link,
    Kind.MAIL: _mail,
    Kind.SLUG: _slug,
}


def write(column: Column, value: Any) -> str:
    """The text of a value, as it stands in a cell before it is made harmless."""
    if value is None:
        return ""
    if column.kind == Kind.YES_NO:
        return YES if value else NO
    if column.kind in (Kind.FACETS, Kind.AREAS):
        return ";".join(value)
    if column.kind == Kind.OTHER_HOURS:
        return " | ".join(f"{first}/{last}: {hours or CLOSED}" for first, last, hours in value)
    return str(value)
