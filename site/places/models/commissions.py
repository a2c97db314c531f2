"""Commissioned services and their terms."""

from datetime import date
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from .areas import Area


class Commission(ClusterableModel):
    """A commissioned service. Who pays, who may use it and how fast it answers stand in dated rows."""

    key = models.SlugField(_("key"), unique=True, max_length=40, help_text=_("A short name in code; never changes."))
    name = models.CharField(_("name"), max_length=200)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"), null=True, blank=True, help_text=_("As written in the contract."))
    term_note = models.TextField(_("note on the term"), blank=True)
    areas = ParentalManyToManyField(Area, blank=True, related_name="commissions", verbose_name=_("areas"))

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]
        verbose_name = _("commission")
        verbose_name_plural = _("commissions")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.ends_on and self.starts_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("The last day must not be before the first day.")})

    @property
    def last_day(self) -> date | None:
        """The last day with the extensions that were decided; None if no end is known."""
        if self.ends_on is None:
            return None
        months = sum(extension.months for extension in self.extensions.all() if extension.decided_on)
        return _months_later(self.ends_on, months)

    def runs_on(self, day: date) -> bool:
        last = self.last_day
        return self.starts_on <= day and (last is None or day <= last)


class Extension(Orderable):
    """Months by which the term may be extended; it counts from the day it was decided on."""

    commission = ParentalKey(Commission, on_delete=models.CASCADE, related_name="extensions")
    months = models.PositiveSmallIntegerField(_("months"))
    decided_on = models.DateField(_("decided on"), null=True, blank=True, help_text=_("Empty: not decided."))

    class Meta(Orderable.Meta):
        verbose_name = _("possible extension")
        verbose_name_plural = _("possible extensions")

    def __str__(self) -> str:
        return f"+{self.months}"


def _months_later(day: date, months: int) -> date:
    """The same day of a later month, or the month's last day if it has none such."""
    year, month = divmod(day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(day.year + year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")
