"""The rules that a manager may change: every dated model of the places but the commissioners themselves."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import scopes
from places.models import Commission, Commissioner, Dated

# What says when a rule holds and why; all other fields are the rule itself.
WHEN = ("valid_from", "valid_until", "source", "provisional", "note")
ORDER = ("eligibility", "routing", "responsetarget", "staffedhours", "maracrules")


def models() -> dict[str, Any]:
    """By name in addresses. A dated model that is added to the places is here by itself."""
    found = {
        str(model._meta.model_name): model
        for model in apps.get_app_config("places").get_models()
        if issubclass(model, Dated) and model is not Commissioner and "commission" in model.SERIES
    }
    order = {name: place for place, name in enumerate(ORDER)}
    return {name: found[name] for name in sorted(found, key=lambda name: (order.get(name, len(order)), name))}


def content(model: type[Dated]) -> list[str]:
    """The fields of the rule itself, in the model's order."""
    fields = [*model._meta.fields, *model._meta.many_to_many]
    return [field.name for field in fields if field.editable and field.name not in (*WHEN, "id", *model.SERIES)]


def series_fields(model: type[Dated]) -> list[str]:
    """Beside the Commission: what tells one series of rows from another, such as a level or an area."""
    return [name for name in model.SERIES if name != "commission"]


def commissions_for(user: User) -> list[Commission]:
    """Those whose every area the user answers for: a rule holds for all of a Commission."""
    wheres = [scope.area_ids for scope in scopes(user, "policy.edit")]
    found = Commission.objects.prefetch_related("areas").order_by("name")
    return [
        commission
        for commission in found
        if any(where is None or {area.pk for area in commission.areas.all()} <= where for where in wheres)
    ]


@dataclass(frozen=True)
class Row:
    """One dated row in words. `state`: holds, planned or held."""

    row: Dated
    state: str
    facts: list[tuple[str, str]]


@dataclass(frozen=True)
class Series:
    """The rows that follow each other; `title` names them where a model has several series."""

    title: str
    now: list[Row]
    planned: list[Row]
    before: list[Row]

    @property
    def last(self) -> Row | None:
        """What a change starts from: what holds, else what is planned, else what held last."""
        return next(iter([*self.now, *self.planned, *self.before]), None)


def series_of(commission: Commission, model: Any, day: date) -> list[Series]:
    rows = list(model.objects.filter(commission=commission).order_by("valid_from", "pk"))
    keys = list(dict.fromkeys(_key(row) for row in rows))
    choices = _order(model)
    keys.sort(key=lambda key: [choices.get(str(part), 0) for part in key])
    return [_series(model, [row for row in rows if _key(row) == key], day) for key in keys]


def _key(row: Dated) -> tuple[Any, ...]:
    return tuple(getattr(row, f"{name}_id", None) or getattr(row, name) for name in series_fields(type(row)))


def _order(model: Any) -> dict[str, int]:
    """The place of each choice of the series' own fields, such as levels: act now first."""
    choices = [model._meta.get_field(name).choices or () for name in series_fields(model)]
    return {str(key): place for each in choices for place, (key, _label) in enumerate(each)}


def _series(model: type[Dated], rows: list[Dated], day: date) -> Series:
    told = [Row(row, _state(row, day), list(facts(row))) for row in rows]
    title = ", ".join(words(rows[0], name) or str(_("everywhere else")) for name in series_fields(model))
    return Series(
        title=title,
        now=[row for row in told if row.state == "holds"],
        planned=[row for row in told if row.state == "planned"],
        before=[row for row in reversed(told) if row.state == "held"],
    )


def _state(row: Dated, day: date) -> str:
    if row.valid_from > day:
        return "planned"
    return "holds" if row.holds_on(day) else "held"


def facts(row: Dated) -> Iterator[tuple[str, str]]:
    """(what, value) of the rule itself, in words."""
    for name in content(type(row)):
        label = str(getattr(row._meta.get_field(name), "verbose_name", name))
        yield label[:1].upper() + label[1:], words(row, name) or "–"


def words(row: Model, name: str) -> str:
    """A field's value as staff read it."""
    value = getattr(row, name)
    if hasattr(row, f"get_{name}_display"):
        return str(getattr(row, f"get_{name}_display")())
    if hasattr(value, "all"):
        return ", ".join(str(each) for each in value.all())
    if isinstance(value, list):
        return ", ".join(str(KEYS.get(each, each)) for each in value)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, date):
        return date_format(value, "j F Y")
    return "" if value is None else str(value)


KEYS: dict[str, Any] = {}


def name_key(key: str, label: Any) -> None:
    """How staff read a key that stands in a list, such as the name of a checklist."""
    KEYS[key] = label
