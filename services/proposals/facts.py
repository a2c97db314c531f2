"""What of an access point its organisation may propose to change, as plain values that can be sealed and compared."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import formats
from django.utils.translation import gettext as _

from services.hours_editor import understood
from services.hours_grid import Times
from services.models import AccessPoint, Facet, HoursException
from services.models.access_point import LOCATION_WORDS, TIMES
from services.placing import grid_point

# Text, a list of texts, or a list of [first day, last day, hours]: what JSON can hold and `==` can compare.
Value = Any
Names = dict[str, str]

VENUE = "venue_public"
EXCEPTIONS = "exceptions"
FACETS = ("access", "languages")
DAYS = ("closed_from", "closed_until")
CHOICES = (VENUE, "self_referral")

# In the order of the form and of the page that compares.
ALL = (
    *("summary", "what_happens", "self_referral", "phone", "email", "website", "hours", "hours_note", EXCEPTIONS),
    *("closed_from", "closed_until", "closed_note", *FACETS, VENUE, *LOCATION_WORDS),
)


def offered(point: AccessPoint) -> tuple[str, ...]:
    """Nothing that could tell where a confidential place is; the question of consent is for groups."""
    out: set[str] = set()
    if point.confidential:
        out |= {*LOCATION_WORDS, VENUE}
    elif point.kind != AccessPoint.Kind.GROUP:
        out |= {VENUE}
    return tuple(name for name in ALL if name not in out)


def label(name: str) -> str:
    if name == EXCEPTIONS:
        return _("Other hours on some days")
    text = str(AccessPoint._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return text[:1].upper() + text[1:]


def read(point: AccessPoint, name: str) -> Value:
    if name in FACETS:
        return sorted(facet.key for facet in getattr(point, name).all())
    if name == EXCEPTIONS:
        return sorted([str(row.first_day), str(row.last_day), row.hours] for row in point.exceptions.all())
    held = getattr(point, name)
    if name in DAYS:
        return str(held) if held else ""
    return held


def write(point: AccessPoint, name: str, value: Value) -> None:
    """Not saved yet. A postcode brings its place on the grid along, and an empty one takes it away.

    A group that no longer agrees to be shown loses place and times at once: the one without the other cannot be.
    """
    if name in FACETS:
        group = GROUPS[name]
        setattr(
            point,
            name,
            list(Facet.objects.filter(group=group, key__in=value, locale__language_code=settings.LANGUAGE_CODE)),
        )
    elif name == EXCEPTIONS:
        point.exceptions = [  # type: ignore[misc]
            HoursException(first_day=date.fromisoformat(first), last_day=date.fromisoformat(last), hours=hours)
            for first, last, hours in value
        ]
    elif name in DAYS:
        setattr(point, name, date.fromisoformat(value) if value else None)
    else:
        if name == "postcode" and value != point.postcode:
            _move(point, value)
        setattr(point, name, value)
        if name == VENUE and not value:
            _hide(point)


GROUPS = {"access": Facet.Group.ACCESS, "languages": Facet.Group.LANGUAGE}


def choices(name: str) -> QuerySet[Facet]:
    return Facet.objects.filter(group=GROUPS[name], locale__language_code=settings.LANGUAGE_CODE)


def _move(point: AccessPoint, postcode: str) -> None:
    for name, metres in grid_point(postcode).items():
        setattr(point, name, metres)


def _hide(point: AccessPoint) -> None:
    _move(point, "")
    for name in (*LOCATION_WORDS, *TIMES):
        setattr(point, name, "")
    point.exceptions = []  # type: ignore[misc]


@dataclass(frozen=True)
class Speaker:
    """Says values in words, line by line. `names`: of the choices, by `<field>:<key>`; read once a page."""

    names: Names

    @classmethod
    def for_points(cls) -> "Speaker":
        return cls({f"{name}:{row.key}": row.name for name in FACETS for row in choices(name)})

    def lines(self, name: str, value: Value) -> list[str]:
        if name in FACETS:
            return sorted(self.names.get(f"{name}:{key}", key) for key in value)
        if name == EXCEPTIONS:
            return [self._exception(*row) for row in value]
        if name in DAYS:
            return [_day(value)] if value else []
        if name in CHOICES:
            return [_("Yes") if value else _("No")]
        if name == "hours":
            return _hours(value)
        return [line.strip() for line in value.splitlines() if line.strip()]

    def _exception(self, first: str, last: str, hours: str) -> str:
        when = _day(first) if first == last else _("%(first)s to %(last)s") % {"first": _day(first), "last": _day(last)}
        return f"{when}: {hours or _('closed')}"


def _hours(text: str) -> list[str]:
    """In words; as it is written where they do not say all of it."""
    said = [
        f"{days}: {_('day and night') if always else _times(spans)}"
        for days, spans, always in understood(text, week=True)
        if spans is not None
    ]
    return said or [text] * bool(text)


def _times(spans: Times) -> str:
    return ", ".join(f"{begins:%H:%M}–{ends:%H:%M}" for begins, ends in spans) or _("closed")


def _day(iso: str) -> str:
    return formats.date_format(date.fromisoformat(iso))


def without_location(fields: dict[str, Value]) -> dict[str, Value]:
    """What is left of proposed fields once the place has become confidential."""
    return {name: value for name, value in fields.items() if name not in {*LOCATION_WORDS, VENUE}}
