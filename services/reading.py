"""An access point as a reader sees it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from content.languages import direction
from services import hours, hours_in_words

if TYPE_CHECKING:
    from services.models import AccessPoint, Facet, Service


@dataclass(frozen=True)
class Entry:
    """An access point as a reader sees it. `point` holds the words, in `language`; `original` the facts."""

    original: "AccessPoint"
    point: "AccessPoint"
    language: str
    now: hours.Now | None
    facet_names: dict = field(default_factory=dict)

    @property
    def dir(self) -> str:
        return direction(self.language)

    @property
    def summary(self) -> str:
        return self.point.summary or self.point.service.summary

    @property
    def url(self) -> str:
        return self.original.get_absolute_url()

    def names(self, facets: Iterable["Facet"]) -> list[str]:
        """The choices' names in the reader's language, as far as they are translated."""
        return [self.facet_names.get(facet.translation_key, facet.name) for facet in facets]

    @property
    def people(self) -> list[str]:
        return self.names(self.original.service.people.all())

    @property
    def support(self) -> list[str]:
        return self.names(self.original.service.support.all())

    @property
    def needs(self) -> list[str]:
        return self.names(self.original.service.needs.all())

    @property
    def abuse(self) -> list[str]:
        return self.names(self.original.service.abuse.all())

    @property
    def access(self) -> list[str]:
        return self.names(self.original.access.all())

    @property
    def languages(self) -> list[str]:
        return self.names(self.original.languages.all())

    @property
    def areas(self) -> list[str]:
        return sorted(area.name for area in self.original.areas.all())

    @property
    def ages(self) -> str:
        return ages(self.original.service)


def ages(service: "Service") -> str:
    """In words; empty where anybody of any age may come."""
    least, most = service.minimum_age, service.maximum_age
    if least is not None and most is not None:
        return _("From %(least)s to %(most)s years old") % {"least": least, "most": most}
    if least is not None:
        return _("%(least)s years old and over") % {"least": least}
    if most is not None:
        return _("Up to %(most)s years old") % {"most": most}
    return ""


def access_point_context(entry: Entry, today: date) -> dict[str, Any]:
    """What the page of an access point shows beside the entry itself; a preview says nothing of overdue checks."""
    point, written = entry.original, entry.original.hours
    differs = hours_in_words.mentions_bank_holidays(written)
    return {
        "entry": entry,
        "week": hours_in_words.week(written, today),
        # None: the page says nothing of bank holidays, or that they differ.
        "bank_holidays": hours_in_words.bank_holidays(written, today) if differs else None,
        "bank_holidays_differ": differs,
        "always": written == hours.ALWAYS,
        "other_days": hours_in_words.other_days(point, today),
        "closed": hours.closed_for_now(point, today),
        "overdue": False,
        "phone_overdue": False,
        "phone_checked_on": point.phone_checked_on or point.checked_on,
        "closing": not hours.closed_for_now(point, today) and bool(point.closed_from and point.closed_from > today),
    }
