"""Rows that hold from one day to another: what a commissioner may change is data with a date."""

from datetime import date
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class DatedQuerySet(models.QuerySet[Any]):
    def in_force(self, day: date) -> Self:
        """Rows that hold on this day; the one that began last comes first."""
        until = models.Q(valid_until=None) | models.Q(valid_until__gte=day)
        return self.filter(until, valid_from__lte=day).order_by("-valid_from", "-pk")


class Dated(models.Model):
    """Holds from `valid_from` to `valid_until`, both included. Rows of one series never overlap."""

    # The fields that say which series a row belongs to.
    SERIES: ClassVar[tuple[str, ...]] = ("commission",)

    valid_from = models.DateField(_("first day it holds"))
    valid_until = models.DateField(
        _("last day it holds"), null=True, blank=True, help_text=_("Empty: until somebody changes it.")
    )
    source = models.CharField(
        _("source"), max_length=200, blank=True, help_text=_("The clause or decision this comes from.")
    )
    provisional = models.BooleanField(
        _("provisional"), default=False, help_text=_("Our proposal; the commissioner has not confirmed it.")
    )
    note = models.TextField(_("note"), blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering: ClassVar[list[str]] = ["-valid_from"]

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)

    def clean(self) -> None:
        super().clean()
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise ValidationError({"valid_until": _("The last day must not be before the first day.")})
        if self.valid_from and (other := self._overlapping()):
            raise ValidationError({"valid_from": _overlap_message(other)})

    def _overlapping(self) -> "Dated | None":
        # Of a relation its id: a form may leave the relation itself empty.
        fields = (f"{field}_id" if hasattr(self, f"{field}_id") else field for field in self.SERIES)
        series = {field: getattr(self, field) for field in fields}
        rows = type(self).objects.exclude(pk=self.pk).filter(**series)
        rows = rows.filter(models.Q(valid_until=None) | models.Q(valid_until__gte=self.valid_from))
        if self.valid_until:
            rows = rows.filter(valid_from__lte=self.valid_until)
        return rows.first()


def _overlap_message(other: Dated) -> str:
    start = date_format(other.valid_from, "j F Y")
    if other.valid_until is None:
        return gettext("Another row holds from %(start)s with no last day. Give that row a last day first.") % {
            "start": start
        }
    return gettext("Another row already holds from %(start)s to %(end)s. Rows must not overlap.") % {
        "start": start,
        "end": date_format(other.valid_until, "j F Y"),
    }
